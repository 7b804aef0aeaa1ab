internal import JSON

/// Remembers which contents of projects' snippets somebody has looked at and trusted. A changed file is asked about again.
public struct TrustStore: Sendable {
    /// The file, which only its owner may read.
    public let path: String

    public init(path: String) { self.path = path }

    /// Whether this content has been trusted; true for what is of no project.
    ///
    /// - Throws: ``SnippetError`` where the file cannot be read.
    public func contains(_ snippet: Snippet) throws(SnippetError) -> Bool {
        guard snippet.origin == .project else { return true }
        return try entries().contains { $0["sha256"]?.string == snippet.digest }
    }

    /// Trusts this content from now on.
    ///
    /// - Throws: ``SnippetError`` where the file cannot be read or written.
    public func add(_ snippet: Snippet) throws(SnippetError) {
        var entries = try entries()
        guard !entries.contains(where: { $0["sha256"]?.string == snippet.digest }) else { return }
        entries.append([
            "sha256": .string(snippet.digest), "name": .string(snippet.name), "path": .string(snippet.path ?? "")
        ])
        try JSONFile(path: path, content: "trusted").write(.array(entries))
    }

    private func entries() throws(SnippetError) -> [JSONValue] {
        try JSONFile(path: path, content: "trusted").read()?.array ?? []
    }
}

/// A file of ours: `{"format": 1, CONTENT: ...}`.
struct JSONFile {
    let path: String
    let content: String

    /// The content; nil where there is no file.
    ///
    /// - Throws: ``SnippetError`` where it is not such a file.
    func read() throws(SnippetError) -> JSONValue? {
        guard SnippetFile.exists(path) else { return nil }
        let text = try SnippetFile.text(at: path)
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: text)
        } catch {
            throw SnippetError(.file, path, "is no JSON: \(error.description)")
        }
        guard value["format"]?.integer == 1, let content = value[content] else {
            throw SnippetError(.file, path, "has another format than this program reads; update moontide")
        }
        return content
    }

    func write(_ value: JSONValue) throws(SnippetError) {
        try SnippetFile.write(Self.text(["format": 1, content: value]), to: path)
    }

    /// In lines, as a repository is to keep it.
    static func text(_ object: JSONObject) -> String {
        // Only numbers that are not finite and deep trees cannot be written; ours are neither.
        ((try? JSONValue.object(object).serialized(.pretty)).map { String(decoding: $0, as: UTF8.self) } ?? "{}") + "\n"
    }
}
