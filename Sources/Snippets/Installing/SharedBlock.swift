/// A snippet as text to be mailed and pasted: the file between two lines that name it and its hash. To Lua both are
/// comments.
public enum SharedBlock {
    private static let opening = "--- BEGIN MOONTIDE SNIPPET "
    private static let closing = "--- END MOONTIDE SNIPPET "

    public static func block(of snippet: Snippet) -> String {
        let text = snippet.text.hasSuffix("\n") ? snippet.text : snippet.text + "\n"
        return "\(opening)\(snippet.name) sha256:\(Snippet.digest(of: text))\n\(text)\(closing)\(snippet.name)\n"
    }

    /// Whether a text begins as a block does.
    public static func isBlock(_ text: String) -> Bool { text.hasPrefix(opening) }

    /// Whether a text has a block's last line.
    public static func isComplete(_ text: String) -> Bool { text.contains("\n" + closing) }

    /// Whether a line is a block's last.
    public static func isLastLine(_ line: String) -> Bool { line.hasPrefix(closing) }

    /// The file in a block, whatever stands around it, such as a mail; without a block the whole text.
    ///
    /// - Throws: ``SnippetError`` where the block is cut off, or its content is not the one that was shared.
    static func text(in bytes: [UInt8]) throws(SnippetError) -> [UInt8] {
        guard let text = String(validating: bytes, as: UTF8.self), let start = text.firstRange(of: opening) else {
            return bytes
        }
        let lineEnd = text[start.upperBound...].firstIndex(of: "\n") ?? text.endIndex
        let words = text[start.upperBound..<lineEnd].split(separator: " ")
        guard lineEnd < text.endIndex, let end = text[lineEnd...].firstRange(of: "\n" + closing) else {
            throw SnippetError(.source, "the text", "the block is cut off; its last line begins with '\(closing)'")
        }
        let content = String(text[text.index(after: lineEnd)...end.lowerBound])
        let digest = Snippet.digest(of: content)
        guard words.count == 2, words[1] == "sha256:" + digest else {
            throw SnippetError(
                .changed, words.first.map(String.init) ?? "the text",
                "the block is not as it was shared: found sha256 \(digest); ask for it again as a file")
        }
        return Array(content.utf8)
    }
}
