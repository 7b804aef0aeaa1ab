/// What a check has found.
struct Findings {
    /// A call with thousands of bad items is not told about each.
    private static let maximumProblems = 50

    private(set) var problems: [ArgumentError.Problem] = []
    /// Whether problems are only counted, as long as nobody knows whether they will be told.
    var isCounting = false
    /// The problems beyond the maximum, or those counted.
    private(set) var omittedCount = 0
    /// The paths of the fields that were dropped because only the server sets them.
    var ignored: [String] = []
    /// The paths of given fields that are not to be used any more.
    var deprecated: [String] = []

    var problemCount: Int { problems.count + omittedCount }

    mutating func report(_ path: @autoclosure () -> String, _ kind: @autoclosure () -> ArgumentError.Kind) {
        if !isCounting, problems.count < Self.maximumProblems {
            problems.append(.init(path(), kind()))
        } else {
            omittedCount += 1
        }
    }

    /// Takes back that these are missing.
    mutating func withdrawMissing(_ paths: Set<String>) {
        problems.removeAll { $0.kind == .missing && paths.contains($0.path) }
    }

    /// What the user should know though it is no mistake.
    var notes: [String] {
        var notes: [String] = []
        if !ignored.isEmpty { notes.append("ignored \(ignored.joined(separator: ", ")): only the server sets it") }
        if !deprecated.isEmpty { notes.append("deprecated: \(deprecated.joined(separator: ", "))") }
        return notes
    }
}
