package import LineEditor

/// Finds what can stand at the cursor. Asks only what is known already: nothing is run, nothing is sent.
package struct CompletionEngine {
    let source: any SymbolSource
    /// What is known of the things that the API keeps; nil where it is not asked.
    let live: (any LiveValueSource)?

    package init(source: any SymbolSource, live: (any LiveValueSource)? = nil) {
        self.source = source
        self.live = live
    }

    /// - Parameters:
    ///   - text: the whole entry.
    ///   - cursor: a UTF-8 offset into it, on a character's border.
    package func completions(for text: String, cursor: Int) -> CompletionList {
        let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
        var offer = offer(in: CompletionContext(before))
        let next = text.utf8.dropFirst(cursor).first { $0 != 0x20 }
        if offer.candidates.count == 1, next != UInt8(ascii: "("), next != UInt8(ascii: "{") {
            offer.candidates[0].candidate.text += offer.candidates[0].opening
        }
        let start = max(0, cursor - offer.stem.utf8.count)
        return CompletionList(
            replacing: start..<cursor, candidates: offer.candidates.map(\.candidate), note: offer.note,
            isPartial: offer.isPartial,
            insertsCommonPrefix: !offer.stem.isEmpty || offer.candidates.allSatisfy(\.otherNames.isEmpty))
    }

    private func offer(in context: CompletionContext) -> Offer {
        let stem = context.stem
        switch context.kind {
        case .none: return Offer(stem)
        case .command: return Offer(best: source.commands().map(Offer.Candidate.init), for: stem)
        case .commandArgument(let command): return argument(of: command, stem)
        case .subject: return subjects(stem)
        case .field(let path): return Offer(stem, symbols(source.fields(of: path), stem) { path + [.name($0)] })
        case .method(let path):
            return Offer(stem, symbols(source.methods(of: path), stem, isMethod: true) { path + [.name($0)] })
        case .value(let argument, let name, let quote): return value(named: name, in: argument, quote, context)
        case .assignment(let path, let quote): return assignment(to: path, quote, context)
        case .place(let place, let quote): return self.place(place, quote, context)
        case .name(let argument):
            guard let argument else { return Offer(stem, names(context)) }
            return tableItem(argument, context)
        }
    }

    // MARK: - Names

    /// What fits of `first`, then of the variables and keywords.
    func names(_ context: CompletionContext, after first: [Offer.Candidate] = []) -> [Offer.Candidate] {
        // Before the first letter Tab is for blanks, and a list of everything helps nobody.
        guard !context.stem.isEmpty else { return first }
        let locals = context.locals.map { Symbol($0, .value, summary: "local") }
        let keywords = LuaLexer.keywords.sorted().map { Symbol($0, .value, summary: "keyword") }
        let all = locals + globals(context.stem).filter { !context.locals.contains($0.name) } + keywords
        let taken = Set(first.map(\.candidate.text))
        return symbols(all.filter { !taken.contains($0.name) }, context.stem, after: first) { [.name($0)] }
    }

    /// Those that begin with an underscore, as the last value does, only where one is typed.
    func globals(_ stem: String) -> [Symbol] {
        source.globals().filter { !$0.name.hasPrefix("_") || stem.hasPrefix("_") }
    }

    private func symbols(
        _ symbols: [Symbol], _ stem: String, isMethod: Bool = false, after first: [Offer.Candidate] = [],
        path: (String) -> [PathStep]
    ) -> [Offer.Candidate] {
        let functions = Set(symbols.lazy.filter { $0.kind == .function }.map(\.name))
        var found = Offer.best(first + symbols.map(Offer.Candidate.init), stem)
        // Only for a single match the opening bracket matters, and looking for the operation costs something.
        if found.count == 1, let name = found.first?.candidate.text, functions.contains(name) {
            found[0].opening = opening(of: path(name), isMethod: isMethod)
        }
        return found
    }

    /// What comes after a function's name: the table of its arguments, where it takes one.
    private func opening(of path: [PathStep], isMethod: Bool) -> String {
        guard let target = source.callTarget(path, isMethod: isMethod) else { return "(" }
        return CallParameters(target: target).hasTable ? "{ " : "("
    }
}
