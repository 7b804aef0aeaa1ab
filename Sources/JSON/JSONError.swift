/// Why a text is not JSON, or a value cannot be written as JSON.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was expected and what was found, without the place: `expected ',' or '}', found 'x'`.
    public var reason: String
    /// The line, from 1; 0 where the error is not about a text.
    public var line: Int
    /// The column in Unicode scalars, from 1; 0 where the error is not about a text.
    public var column: Int
    /// For a value that cannot be written, the place inside it with which ``reason`` begins, as `body[3].x`; empty for
    /// the value itself.
    package private(set) var path = ""

    public init(reason: String, line: Int = 0, column: Int = 0) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    /// A failure to write what stands at `path` in a value.
    init(at path: JSONPath, reason: String) {
        self.init(reason: path.prefixing(reason))
        self.path = path.shortened
    }

    /// What is wrong, without the place.
    package var reasonWithoutPath: String { path.isEmpty ? reason : String(reason.dropFirst(path.count + 2)) }

    public var description: String {
        line == 0 ? "JSON: \(reason)" : "JSON: line \(line), column \(column): \(reason)"
    }
}
