/// A mistake in a catalog file.
public struct CatalogError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file's name: `functions.catalog`.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// What was expected and what was found.
    public var reason: String

    public init(file: String, line: Int, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public var description: String { "\(file):\(line): \(reason)" }

    /// Only a file of the program itself that no check has read can have a mistake when it is used, and a test checks them
    /// all.
    func stopProgram() -> Never { fatalError("the catalog has a mistake: \(self)") }
}
