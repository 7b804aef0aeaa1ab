internal import Catalog
internal import JSON

/// `index.json` of a folder that is shared: what is in it, and the hash of each file.
///
/// Where a folder has one it holds: a file that is not in it, or has another content, is refused.
public struct SnippetIndex: Sendable {
    public let folder: String

    static let fileName = "index.json"

    public init(folder: String) { self.folder = folder }

    /// The index of the folder's files as they are.
    ///
    /// - Throws: ``SnippetError`` of the first file that is no snippet; all of one folder are, or it is not indexed.
    public func made(by reader: HeaderReader = HeaderReader()) throws(SnippetError) -> String {
        guard SnippetFile.isFolder(folder) else { throw SnippetError(.file, folder, "is no folder") }
        var entries: [JSONValue] = []
        for name in SnippetPlaces.names(in: folder) {
            let path = "\(folder)/\(name).lua"
            let snippet = try Snippet(
                text: SnippetFile.text(at: path), file: path, origin: .shared, path: path, reader: reader)
            guard snippet.name == name else {
                throw SnippetError(.header, path, "the file is called \(name), and its header says '\(snippet.name)'")
            }
            entries.append(Self.entry(snippet))
        }
        return JSONFile.text(["format": 1, "snippets": .array(entries)])
    }

    /// Writes the index into the folder.
    public func write(by reader: HeaderReader = HeaderReader()) throws(SnippetError) {
        try SnippetFile.write(made(by: reader), to: "\(folder)/\(Self.fileName)")
    }

    private static func entry(_ snippet: Snippet) -> JSONValue {
        let header = snippet.header
        var entry: JSONObject = [
            "name": .string(header.name), "file": .string("\(header.name).lua"), "sha256": .string(snippet.digest),
            "summary": .string(header.summary), "danger": .string(header.dangerText),
            "scopes": .array(header.scopes.sorted().map { .string($0) })
        ]
        if let version = header.version { entry["version"] = .string(version.description) }
        return .object(entry)
    }

    /// Refuses a file that the folder's index, where there is one, does not have with this content.
    static func check(_ snippet: Snippet, in folder: String) throws(SnippetError) {
        guard let entries = try JSONFile(path: "\(folder)/\(fileName)", content: "snippets").read() else { return }
        try check(snippet, against: entries, of: "\(folder)/\(fileName)")
    }

    static func check(_ snippet: Snippet, against entries: JSONValue, of index: String) throws(SnippetError) {
        let expected = entries.array?.first { $0["name"]?.string == snippet.name }?["sha256"]?.string
        guard expected != snippet.digest else { return }
        let found = expected.map { "expected sha256 \($0), found \(snippet.digest)" } ?? "it is not in there"
        throw SnippetError(
            .changed, snippet.path ?? snippet.name,
            "is not as \(index) has it: \(found); whoever changed it runs moontide snippets index")
    }
}
