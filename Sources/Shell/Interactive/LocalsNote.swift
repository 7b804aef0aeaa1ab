/// Says that locals end with their entry, which surprises everybody once.
struct LocalsNote {
    private var wasShown = false

    /// What to say after an entry that only declares locals; nil for others, and once it was said.
    mutating func text(after entry: String) -> String? {
        let bytes = Array(entry.utf8)
        let words = LuaLexer.tokens(of: bytes).prefix(2).map { String(decoding: bytes[$0.range], as: UTF8.self) }
        guard !wasShown, words.count == 2, words[0] == "local", !entry.contains("\n") else { return nil }
        let name = words[1] == "function" ? "the function" : words[1]
        wasShown = true
        return "a local ends with its entry; leave out `local` to keep \(name)"
    }
}
