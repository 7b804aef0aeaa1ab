/// Why a snippet cannot be read, found, installed or run.
public struct SnippetError: Error, Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// No snippet has that name.
        case unknown
        /// The name cannot be one.
        case name
        /// A file that cannot be read or written, or is no text that a snippet can be.
        case file
        /// The header is missing or wrong; ``SnippetError/problems`` has every mistake with its line.
        case header
        /// Values that the parameters do not take.
        case parameters
        /// The content is not the one that was pinned.
        case changed
        /// A project's snippet that nobody has trusted yet.
        case untrusted
        /// It needs a newer version of this program.
        case version
        /// A place to install from that cannot be used.
        case source
        /// Something of that name is there already.
        case exists
    }

    /// One of several mistakes.
    public struct Problem: Sendable, Equatable {
        /// `line 3`, or the name of a parameter.
        public var place: String
        public var message: String

        public init(_ place: String, _ message: String) {
            self.place = place
            self.message = message
        }
    }

    public var kind: Kind
    /// The file, the snippet or the address it is about.
    public var subject: String
    /// What was expected, what was found, what to do.
    public var message: String
    public var problems: [Problem]

    public init(_ kind: Kind, _ subject: String, _ message: String, problems: [Problem] = []) {
        self.kind = kind
        self.subject = subject
        self.message = message
        self.problems = problems
    }
}

extension SnippetError: CustomStringConvertible {
    /// One sentence, and a line more for each of the problems.
    public var description: String {
        ([subject.isEmpty ? message : "\(subject): \(message)"] + problems.map { "  \($0.place): \($0.message)" })
            .joined(separator: "\n")
    }
}
