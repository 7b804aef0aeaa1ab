import Catalog
import HTTPMessage

extension Field {
    /// Whether a program may write `given` for this field: its name on the wire, its name for Lua, or the name with an
    /// underscore behind where it is a keyword of Lua. A header's `X-Dangerous` may also be `x_dangerous`.
    func isNamed(_ given: String) -> Bool {
        if given == name || given == luaName { return true }
        if given.utf8.last == UInt8(ascii: "_"), given.dropLast() == name { return LuaName.keywords.contains(name) }
        guard name.utf8.contains(UInt8(ascii: "-")) else { return false }
        return name.utf8.count == given.utf8.count
            && zip(name.utf8, given.utf8).allSatisfy {
                $0.lowercasedASCII == $1 || $0 == UInt8(ascii: "-") && $1 == UInt8(ascii: "_")
            }
    }
}

/// A name from a program as messages show it: printable and not endless.
func shownName(_ name: String) -> String {
    let shown = String(String.UnicodeScalarView(name.unicodeScalars.prefix(60).filter(isPrintable)))
    return name.unicodeScalars.count > 60 ? shown + "…" : shown
}
