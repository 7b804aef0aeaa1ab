/// Why a text is not YAML that can be read as JSON values.
public struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was expected and what was found, without the place.
    public var reason: String
    /// The line, from 1.
    public var line: Int
    /// The column in Unicode scalars, from 1.
    public var column: Int

    public init(reason: String, line: Int, column: Int) {
        self.reason = reason
        self.line = line
        self.column = column
    }

    public var description: String { "YAML: line \(line), column \(column): \(reason)" }
}
