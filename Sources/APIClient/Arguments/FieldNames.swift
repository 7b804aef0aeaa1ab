import Catalog
import HTTPMessage

extension Field {
    /// Whether a program may write `given` for this field: its name on the wire, its name for Lua, or the name with an
    /// underscore behind where it is a keyword of Lua. A header's `X-Dangerous` may also be `x_dangerous`.
    func isNamed(_ given: String) -> Bool {
        if given == name || given == luaName { return true }
        return given == luaSpelling
    }

    /// A spelling of the name that is an identifier in Lua.
    private var luaSpelling: String {
        if luaKeywords.contains(name) { return name + "_" }
        guard name.utf8.contains(UInt8(ascii: "-")) else { return name }
        return String(name.lowercased().map { $0 == "-" ? "_" : $0 })
    }
}

/// The reserved words of Lua 5.4 (manual section 3.1).
private let luaKeywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not",
    "or", "repeat", "return", "then", "true", "until", "while"
]

/// A name from a program as messages show it: printable and not endless.
func shownName(_ name: String) -> String {
    let shown = String(String.UnicodeScalarView(name.unicodeScalars.prefix(60).filter(isPrintable)))
    return name.unicodeScalars.count > 60 ? shown + "…" : shown
}
