internal import Catalog

/// The names that snippets may have: they are names of files and words of a command line, too.
public enum SnippetName {
    /// Whether it is one: lower-case letters, digits, hyphens and underscores, a letter or digit first, at most 64.
    public static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, isAlphanumeric(first), name.utf8.count <= 64 else { return false }
        return name.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    /// What a name has to be, for messages.
    static let meaning = "lower-case letters, digits, '-' and '_', at most 64, beginning with a letter or digit"

    /// - Throws: ``SnippetError`` where it is none.
    public static func check(_ name: String) throws(SnippetError) {
        guard !isValid(name) else { return }
        throw SnippetError(.name, "'\(name)'", "is no name of a snippet; expected \(meaning)")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
