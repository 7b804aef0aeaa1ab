internal import Catalog
internal import JSON

/// Types in the notation of lua-language-server, and pieces of its comments.
enum LuaType {
    /// The type of an explicit null.
    static let null = "moontide.null"

    /// One of several types; nothing twice.
    static func union(_ types: [String]) -> String {
        var parts: [String] = []
        for type in types where !parts.contains(type) { parts.append(type) }
        return parts.joined(separator: "|")
    }

    /// A list of a type.
    static func list(of type: String) -> String {
        type.contains { $0 == "|" || $0 == "?" || $0 == " " } ? "(\(type))[]" : type + "[]"
    }

    /// A value as a type of its own: a string or an integer; nil for what the notation has no literal for.
    static func literal(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): LuaLiteral.quoted(text)
        case .integer(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        default: nil
        }
    }

    /// A name after `---@field`: bare where the notation takes it for a name, else in brackets. The words for visibility
    /// would be read as such.
    static func fieldName(_ name: String) -> String {
        let visibilities: Set<String> = ["public", "protected", "private", "package"]
        guard LuaName.isIdentifier(name), !visibilities.contains(name) else { return "[\(LuaLiteral.quoted(name))]" }
        return name
    }

    /// A sentence behind a type, on one line. What does not begin with a letter or digit could be read as part of the type.
    static func comment(_ text: String) -> String {
        guard let first = text.first else { return "" }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return first.isLetter || first.isNumber ? " " + line : " # " + line
    }
}
