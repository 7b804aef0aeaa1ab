/// Where snippets are installed from.
public enum SnippetSource: Sendable, Equatable, CustomStringConvertible {
    case file(String)
    /// Every snippet of a folder.
    case folder(String)
    /// `ADDRESS#TAG:PATH`: a tag or branch, and a file or folder in it; both may be empty.
    case git(address: String, tag: String, path: String)
    case web(String)
    /// A text that was given, as by a paste.
    case text

    /// Reads what a user writes: the path of a file or folder, `https://…` of a file, or a git repository, which is told
    /// by `#`, `.git` or `ssh`, with `#tag:path` after it.
    ///
    /// - Throws: ``SnippetError`` of kind `source`.
    public init(_ text: String) throws(SnippetError) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let address = parts.first ?? ""
        guard !address.isEmpty, !address.hasPrefix("-") || text == "-" else {
            throw Self.failure(text, "expected a file, a folder, a git repository or an https address")
        }
        if text == "-" {
            self = .text
        } else if parts.count == 2 || Self.isRepository(address) {
            self = try Self.repository(address, selection: parts.count == 2 ? parts[1] : "")
        } else if address.contains("://") {
            guard address.hasPrefix("https://") else { throw Self.unencrypted(address) }
            self = .web(address)
        } else {
            self = SnippetFile.isFolder(address) ? .folder(address) : .file(address)
        }
    }

    private static func isRepository(_ address: String) -> Bool {
        address.hasSuffix(".git") || address.hasPrefix("ssh://") || address.hasPrefix("git@")
    }

    private static func repository(_ address: String, selection: String) throws(SnippetError) -> SnippetSource {
        let allowed = ["https://", "ssh://", "file://"]
        if address.contains("://"), !allowed.contains(where: address.hasPrefix) { throw unencrypted(address) }
        // git's own way to name a program in the place of an address.
        guard !address.contains("::") else { throw failure(address, "is no address of a git repository") }
        let parts = selection.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let tag = parts.first ?? ""
        let path = parts.count == 2 ? parts[1] : ""
        guard !tag.hasPrefix("-"), !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
            throw failure("#\(selection)", "expected #TAG:PATH, a path inside the repository")
        }
        return .git(address: address, tag: tag, path: path)
    }

    private static func unencrypted(_ address: String) -> SnippetError {
        failure(address, "expected https, ssh or a path; what runs with your token is not fetched over others")
    }

    static func failure(_ subject: String, _ message: String) -> SnippetError {
        SnippetError(.source, subject, message)
    }

    /// As ``init(_:)`` reads it.
    public var description: String {
        switch self {
        case .file(let path), .folder(let path), .web(let path): path
        case .git(let address, let tag, let path): address + "#" + tag + (path.isEmpty ? "" : ":" + path)
        case .text: "-"
        }
    }
}

/// A snippet that may be installed, and from where.
public struct SnippetCandidate: Sendable, Equatable {
    public let snippet: Snippet
    /// What installs this very one again; `-` for a text that was given.
    public let source: String
    /// What is known beyond the source, such as the commit of a repository.
    public var detail = ""

    public init(_ snippet: Snippet, source: String) {
        self.snippet = snippet
        self.source = source
    }
}
