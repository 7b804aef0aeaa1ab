/// Says whether the bytes of a file are the text of a snippet.
enum SourceCheck {
    /// More than any snippet has.
    static let maximumBytes = 1 << 20

    /// The text.
    ///
    /// - Throws: ``SnippetError`` of kind `file` where the bytes are too many, compiled Lua, no UTF-8, or text as other
    ///   systems write it: its hash would change on the way through a repository.
    static func text(of bytes: [UInt8], file: String) throws(SnippetError) -> String {
        func refuse(_ message: String) -> SnippetError { SnippetError(.file, file, message) }
        guard bytes.count <= maximumBytes else { throw refuse("is larger than 1 MiB, which no snippet is") }
        guard bytes.first != 0x1B else { throw refuse("is a compiled chunk; snippets are Lua text") }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw refuse("begins with a byte order mark; save it as UTF-8 without one")
        }
        if let index = bytes.firstIndex(of: 0) {
            throw refuse("has a zero byte on line \(line(of: index, in: bytes)); snippets are text")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw refuse("is not UTF-8 on line \(firstBadLine(bytes)); save it as UTF-8")
        }
        if let index = bytes.firstIndex(of: 0x0D) {
            throw refuse(
                "has a carriage return on line \(line(of: index, in: bytes)); save it with line ends of LF alone")
        }
        return text
    }

    private static func line(of index: Int, in bytes: [UInt8]) -> Int {
        bytes[..<index].count { $0 == 0x0A } + 1
    }

    private static func firstBadLine(_ bytes: [UInt8]) -> Int {
        var line = 1
        for part in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if String(validating: part, as: UTF8.self) == nil { break }
            line += 1
        }
        return line
    }
}
