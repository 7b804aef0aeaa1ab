public import Catalog

/// What the comment at the beginning of a snippet says.
public struct SnippetHeader: Sendable, Equatable {
    public var name: String
    /// One line.
    public var summary: String
    /// Lines beyond the summary.
    public var details: [String] = []
    /// In the order of the file.
    public var parameters: [SnippetParameter] = []
    /// The OAuth scopes of the API that it may use, and no other.
    public var scopes: Set<String> = []
    /// The most that its calls may change; without a `@danger` it may only read.
    public var danger = Operation.Danger.read
    /// Whether it changes many resources at a time: `@danger bulk-update`.
    public var isBulk = false
    /// The oldest version of this program that runs it.
    public var minimumVersion: SnippetVersion?
    public var version: SnippetVersion?
    public var authors: [String] = []
    public var license: String?
    public var examples: [String] = []
    /// The columns of a table of its result, in their order; empty: chosen from the records.
    public var columns: [String] = []

    public init(name: String, summary: String) {
        self.name = name
        self.summary = summary
    }

    /// The danger as it is written: `bulk-update`.
    public var dangerText: String { (isBulk ? "bulk-" : "") + danger.rawValue }

    /// The parameter of that name.
    public func parameter(_ name: String) -> SnippetParameter? { parameters.first { $0.name == name } }

    /// `run retime-triggers match=… cron=… [function=…]`
    public var usage: String {
        let words = parameters.map { $0.isRequired ? "\($0.name)=…" : "[\($0.name)=…]" }
        return (["run", name] + words).joined(separator: " ")
    }
}

/// A version as `1.2.0`: up to three numbers, of which those left out are 0.
public struct SnippetVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let numbers: [Int]
    /// As it was written.
    public let description: String

    /// Nil where the text is no version. What follows a hyphen or a plus sign (`1.2.0-beta`) is kept, and not compared.
    public init?(_ text: String) {
        let core = text.prefix { $0 != "-" && $0 != "+" }
        let parts = core.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.count <= 9 && $0.utf8.allSatisfy { $0 < 0x80 } ? Int($0) : nil }
        guard (1...3).contains(parts.count), numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 }) else {
            return nil
        }
        self.numbers = numbers + Array(repeating: 0, count: 3 - numbers.count)
        description = text
    }

    public static func < (a: SnippetVersion, b: SnippetVersion) -> Bool {
        a.numbers.lexicographicallyPrecedes(b.numbers)
    }
    public static func == (a: SnippetVersion, b: SnippetVersion) -> Bool { a.numbers == b.numbers }
    public func hash(into hasher: inout Hasher) { hasher.combine(numbers) }
}
