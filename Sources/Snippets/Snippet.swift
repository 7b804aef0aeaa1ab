internal import Digest

/// One file of Lua with a header that says what it does, what it takes and what it may do.
public struct Snippet: Sendable, Equatable {
    /// Where a snippet comes from, which decides what it may use beside the API.
    public enum Origin: Sendable, Equatable {
        /// Part of this program.
        case builtIn
        /// Written by the user, in the user's own folder.
        case own
        /// Installed from elsewhere.
        case installed
        /// The project's in whose folder the program runs.
        case project
        /// A folder of `MOONTIDE_SNIPPET_PATH`, or a file named on the command line.
        case shared

        /// Whether somebody else wrote it, so that it runs without files, other programs and the environment.
        public var isForeign: Bool {
            switch self {
            case .builtIn, .own: false
            case .installed, .project, .shared: true
            }
        }
    }

    public let header: SnippetHeader
    /// The whole file.
    public let text: String
    /// SHA-256 of the file in hexadecimal digits.
    public let digest: String
    public let origin: Origin
    /// Where the file is; nil for one that is in no file.
    public let path: String?

    public var name: String { header.name }

    /// Reads a snippet from its text.
    ///
    /// - Parameter file: How errors name it.
    /// - Throws: ``SnippetError`` with every mistake of the header.
    public init(
        text: String, file: String, origin: Origin, path: String? = nil, reader: HeaderReader
    ) throws(SnippetError) {
        header = try reader.read(text, file: file)
        self.text = text
        self.origin = origin
        self.path = path
        digest = Self.digest(of: text)
    }

    /// SHA-256 in hexadecimal digits.
    package static func digest(of text: String) -> String {
        SHA256.digest(Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
