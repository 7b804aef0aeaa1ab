/// Why a text is not JSON, or a value cannot be written as JSON.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was expected and what was found, without the place: `expected ',' or '}', found 'x'`.
    public var reason: String
    /// The line, from 1; 0 where the error is not about a text.
    public var line: Int
    /// The column in Unicode scalars, from 1; 0 where the error is not about a text.
    public var column: Int

    public init(reason: String, line: Int = 0, column: Int = 0) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    public var description: String {
        line == 0 ? "JSON: \(reason)" : "JSON: line \(line), column \(column): \(reason)"
    }
}
