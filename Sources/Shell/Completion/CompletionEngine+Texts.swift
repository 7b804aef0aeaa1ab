internal import Catalog
internal import JSON
internal import LineEditor
internal import Snippets

// What can stand in the strings of calls, and in the lines of commands.
extension CompletionEngine {
    /// A path, a name for help, the name of a snippet; nil where the call is of another kind.
    func text(of place: CompletionContext.Place, _ stem: String) -> Offer? {
        let callee = place.callee
        if let receiver = callee.receiver {
            let method = callee.path.last?.name ?? ""
            return source.takesPath(receiver, method: method, position: place.position) ? paths(stem) : nil
        }
        if LuaLibrary.takesPath(callee.name, position: place.position) { return paths(stem) }
        guard let function = HelperTable.standard.named(callee.name),
            function.parameters.indices.contains(place.position)
        else { return nil }
        let parameter = function.parameters[place.position]
        switch parameter.content {
        case .path: return paths(stem)
        case .snippet: return snippets(stem)
        case .subject: return subjects(stem)
        case nil: break
        }
        guard !parameter.choices.isEmpty else { return nil }
        return Offer(best: parameter.choices.map { Offer.Candidate(CompletionCandidate(text: $0)) }, for: stem)
    }

    private func paths(_ stem: String, or others: [Symbol] = []) -> Offer {
        let others = stem.isEmpty ? others : others.filter { $0.name.hasPrefix(stem) }
        return Offer(
            stem, others.map(Offer.Candidate.init) + PathCompletion.candidates(for: stem).map { Offer.Candidate($0) })
    }

    private func snippets(_ stem: String) -> Offer {
        Offer(best: source.snippetNames().map { Offer.Candidate(Symbol($0, .value)) }, for: stem)
    }

    /// Names that help knows: variables, what is in them, the parameters of operations, snippets.
    func subjects(_ stem: String) -> Offer {
        let end = stem.lastIndex { $0 == "." || $0 == ":" }
        guard let end else {
            let all = globals(stem) + source.snippetNames().map { Symbol($0, .value, summary: "snippet") }
            return Offer(best: all.map(Offer.Candidate.init), for: stem)
        }
        let path = stem[..<end].split(whereSeparator: { $0 == "." || $0 == ":" }).map { PathStep.name(String($0)) }
        let symbols = stem[end] == ":" ? source.methods(of: path) : fieldsAndParameters(of: path)
        let owner = String(stem[...end])
        return Offer(
            stem,
            Offer.best(symbols.map(Offer.Candidate.init), String(stem.dropFirst(owner.count))).map { found in
                var found = found
                found.candidate.text = owner + found.candidate.text
                return found
            })
    }

    private func fieldsAndParameters(of path: [PathStep]) -> [Symbol] {
        guard let target = source.callTarget(path, isMethod: false) else { return source.fields(of: path) }
        return CallParameters(target: target).all.map { Symbol($0.preferredLuaName, .value, summary: $0.summary) }
    }

    // MARK: - Commands

    /// The words of a command's argument. The first may have blanks, as a path has; those after it are divided by blanks.
    func argument(of command: String, _ text: String) -> Offer {
        switch source.argument(of: command, after: []) {
        case .path(let others): return text.first == "|" ? Offer(text) : paths(text, or: others)
        case .subject: return subjects(text)
        default: break
        }
        let stem = String(text.split(separator: " ", omittingEmptySubsequences: false).last ?? "")
        let words = CommandWords(String(text.dropLast(stem.count))).words
        switch source.argument(of: command, after: words) {
        case .words(let symbols): return Offer(best: symbols.map(Offer.Candidate.init), for: stem)
        case .path(let others): return paths(stem, or: others)
        case .subject: return subjects(stem)
        case .parameters(let header): return SnippetWord(stem, given: words.dropFirst(), header).offer(self)
        }
    }
}

/// Lua's own functions that take the path of a file (Lua 5.4 manual, sections 6.1, 6.8 and 6.9).
private enum LuaLibrary {
    static func takesPath(_ name: String, position: Int) -> Bool {
        switch name {
        case "dofile", "loadfile", "io.open", "io.lines", "io.input", "io.output", "os.remove": position == 0
        case "os.rename": position < 2
        default: false
        }
    }
}
