import Catalog
import HTTPMessage

extension Field {
    /// The names a program may write beside the one on the wire: those for Lua, and for a header's `X-Dangerous` also
    /// `x_dangerous`.
    var otherNames: [String] {
        var names = luaNames.filter { $0 != name }
        guard name.utf8.contains(UInt8(ascii: "-")) else { return names }
        for spelling in [name.lowercased(), LuaName.identifier(for: name.lowercased())] where spelling != name {
            if !names.contains(spelling) { names.append(spelling) }
        }
        return names
    }
}

/// A name from a program as messages show it: printable and not endless.
func shownName(_ name: String) -> String {
    let shown = String(String.UnicodeScalarView(name.unicodeScalars.prefix(60).filter(isPrintable)))
    return name.unicodeScalars.count > 60 ? shown + "…" : shown
}
