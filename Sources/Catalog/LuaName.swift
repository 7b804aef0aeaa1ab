/// How a name of the wire is written in Lua.
///
/// A name that is a Lua identifier stays as it is; a keyword takes a trailing underscore (`end_`); in every other name
/// each character that an identifier cannot have becomes an underscore, and one goes before a leading digit
/// (`1_clicks` becomes `_1_clicks`). The article <doc:Names> has the rules for all kinds of names.
public enum LuaName {
    /// The reserved words of Lua 5.4 (reference manual, section 3.1).
    public static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while"
    ]

    /// `function`.
    private static let longestKeyword = 8

    /// Whether this can be written after a dot.
    public static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first, !first.isDigit, name.utf8.allSatisfy(isIdentifierByte) else { return false }
        return name.utf8.count > longestKeyword || !keywords.contains(name)
    }

    /// The identifier for a name, by the rule above.
    public static func identifier(for name: String) -> String {
        if isIdentifier(name) { return name }
        if keywords.contains(name) { return name + "_" }
        let characters = name.unicodeScalars.map { scalar in
            scalar.isASCII && isIdentifierByte(UInt8(ascii: scalar)) ? Character(scalar) : "_"
        }
        return (name.utf8.first?.isDigit == true ? "_" : "") + String(characters)
    }

    private static func isIdentifierByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_")
    }
}

extension Field {
    /// Every spelling Lua accepts, the one to show first: `func`, `function_`, `function`.
    ///
    /// The name on the wire is always one of them, if only as `["function"]`.
    public var luaNames: [String] {
        var names: [String] = []
        for name in [luaName, LuaName.identifier(for: name), name].compactMap(\.self) where !names.contains(name) {
            names.append(name)
        }
        return names
    }
}
