/// What people of other shells type first, and Lua would only call nil or a syntax error: `help`, `help droplets`, `exit`,
/// `quit()`.
enum BareWord {
    /// The entry of this shell that is meant; nil where the entry means what it says.
    ///
    /// - Parameter isDefined: Whether there is a global variable of that name.
    static func meaning(of entry: String, isDefined: (String) -> Bool) -> String? {
        let words = entry.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        guard let first = words.first, !entry.contains("\n") else { return nil }
        switch first {
        case "help" where words.dropFirst().allSatisfy(isPlain): return "?" + words.dropFirst().joined(separator: " ")
        case "exit", "quit", "exit()", "quit()":
            let name = String(first.prefix(4))
            return words.count == 1 && !isDefined(name) ? ".exit" : nil
        default: return nil
        }
    }

    /// Whether the word is no operator and no literal, which could follow the name in Lua.
    private static func isPlain(_ word: String) -> Bool {
        guard let first = word.first, first.isLetter else { return false }
        return !LuaLexer.keywords.contains(word)
            && word.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == ":" || $0 == "?" }
    }
}
