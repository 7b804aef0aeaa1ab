/// Why a plan cannot be read from a file.
public struct PlanFileError: Error, Sendable, Equatable, CustomStringConvertible {
    public var path: String
    /// Completes the sentence "the plan PATH ...".
    public var reason: String

    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }

    public var description: String { "the plan \(path) \(reason)" }
}
