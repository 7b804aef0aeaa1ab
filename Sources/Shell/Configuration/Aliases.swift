/// The user's short names for the beginnings of entries.
///
/// `trig` for `functions.list_triggers` lets `trig(ns)` run as `functions.list_triggers(ns)`, and `.j` for `.mode json` lets
/// `.j` do so. The text stands in for the first word of an entry, once, as in other shells; what follows stays. A name hides
/// nothing: where a variable or a command has it, that is meant.
struct Aliases {
    /// By their names, with the dot where there is one.
    private(set) var texts: [String: String] = [:]

    var isEmpty: Bool { texts.isEmpty }

    subscript(name: String) -> String? {
        get { texts[name] }
        set { texts[name] = newValue }
    }

    /// An entry whose first word was an alias.
    struct Expansion: Equatable {
        var text: String
        /// How many bytes the word had.
        var wordEnd: Int
        /// How many bytes the text has in its place.
        var textEnd: Int
    }

    /// - Parameters:
    ///   - entry: What was typed.
    ///   - isTaken: Whether a variable or command has that name.
    /// - Returns: Nil where the entry does not begin with an alias, and where something is assigned to the name.
    func expansion(of entry: String, isTaken: (String) -> Bool) -> Expansion? {
        guard !isEmpty else { return nil }
        let blanks = entry.prefix { $0 == " " }
        let rest = entry[blanks.endIndex...]
        let word = Self.firstWord(of: rest)
        guard let text = texts[word], !isTaken(word) else { return nil }
        let following = rest.dropFirst(word.count)
        guard word.hasPrefix(".") || !Self.beginsAssignment(following) else { return nil }
        let start = blanks.utf8.count
        return Expansion(
            text: blanks + text + following, wordEnd: start + word.utf8.count, textEnd: start + text.utf8.count)
    }

    /// `.name` up to a blank, or a name of Lua.
    private static func firstWord(of text: Substring) -> String {
        if text.hasPrefix(".") { return String(text.prefix { $0 != " " && $0 != "\n" }) }
        return String(text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    }

    /// `= 1` and `, b = 1, 2`, not `== 1`.
    private static func beginsAssignment(_ text: Substring) -> Bool {
        let next = text.drop { $0 == " " }
        return next.hasPrefix(",") || next.hasPrefix("=") && !next.hasPrefix("==")
    }

    /// Whether `name` can be an alias: `.name`, or a name of Lua.
    static func isName(_ name: String) -> Bool {
        guard name.hasPrefix(".") else { return LuaLiteral.isName(Array(name.utf8)) }
        let word = name.dropFirst()
        return word.first?.isLetter == true
            && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    }
}
