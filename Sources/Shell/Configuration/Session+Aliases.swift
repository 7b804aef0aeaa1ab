internal import Catalog
internal import LineEditor
internal import Lua
internal import Scripting

extension Session {
    /// What has a name already: `a command of the shell`. Nil where nothing has it.
    func owner(ofName name: String) -> String? {
        if name.hasPrefix(".") {
            return command(named: String(name.dropFirst())) == nil ? nil : "a command of the shell"
        }
        if LuaLexer.keywords.contains(name) { return "a word of Lua" }
        if engine.catalog.group(name) != nil { return "a group of the API" }
        if functions.named(name) != nil { return "a function of the shell" }
        return isGlobal(name) ? "a variable" : nil
    }

    /// What an alias stands for, and help about that; nil where the name is none.
    func aliasHelpLines(about name: String) -> [String]? {
        guard let text = aliases[name] else { return nil }
        return ["\(name) is short for \(text)"] + (help.lines(about: text).map { [""] + $0 } ?? [])
    }

    private func isGlobal(_ name: String) -> Bool {
        stack.pushGlobals()
        defer { stack.pop(2) }
        return stack.pushRaw(field: name, of: -1) != .nil
    }

    /// The words that begin an entry after a dot: commands, and short names of such a form.
    var commandNames: Set<String> {
        Set(commands.map(\.name) + aliases.texts.keys.filter { $0.hasPrefix(".") }.map { String($0.dropFirst()) })
    }

    /// The entry with what an alias at its beginning stands for; without one as it is.
    func expanded(_ entry: String) -> String {
        aliases.expansion(of: entry) { owner(ofName: $0) != nil }?.text ?? entry
    }

    /// The completions of an entry that may begin with an alias.
    ///
    /// - Parameter complete: Finds those of an entry without.
    func completions(
        for text: String, cursor: Int, _ complete: (_ text: String, _ cursor: Int) -> CompletionList
    ) -> CompletionList {
        guard let expansion = aliases.expansion(of: text, isTaken: { owner(ofName: $0) != nil }),
            cursor > expansion.wordEnd
        else { return adding(aliasesLike: text, cursor: cursor, to: complete(text, cursor)) }
        let shift = expansion.textEnd - expansion.wordEnd
        var list = complete(expansion.text, cursor + shift)
        // What would change the text that the alias stands for cannot be inserted.
        guard list.replacing.lowerBound >= expansion.textEnd else { return .none }
        list.replacing = list.replacing.lowerBound - shift..<list.replacing.upperBound - shift
        return list
    }

    /// The names of aliases are completed where they mean something: as the first word.
    private func adding(aliasesLike text: String, cursor: Int, to list: CompletionList) -> CompletionList {
        let stem = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
        let names = aliases.texts.keys.filter { !stem.isEmpty && $0.hasPrefix(stem) }.sorted()
        guard !names.isEmpty else { return list }
        let candidates = names.map { CompletionCandidate(text: $0, description: "alias: \(aliases[$0] ?? "")") }
        return CompletionList(
            replacing: 0..<cursor, candidates: candidates + list.candidates, note: list.note, isPartial: list.isPartial)
    }
}
