internal import Catalog
internal import JSON
package import LineEditor

/// Finds what can stand at the cursor. Asks only what is known already: nothing is run, nothing is sent.
package struct CompletionEngine {
    private let source: any SymbolSource

    package init(source: any SymbolSource) { self.source = source }

    /// - Parameters:
    ///   - text: the whole entry.
    ///   - cursor: a UTF-8 offset into it, on a character's border.
    package func completions(for text: String, cursor: Int) -> CompletionList {
        let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
        let context = CompletionContext(before)
        let next = text.utf8.dropFirst(cursor).first { $0 != 0x20 }
        var candidates = candidates(in: context)
        if candidates.count == 1, candidates[0].isCallable, next != UInt8(ascii: "("), next != UInt8(ascii: "{") {
            candidates[0].candidate.text += candidates[0].opening
        }
        let start = cursor - context.stem.utf8.count
        return CompletionList(replacing: max(0, start)..<cursor, candidates: candidates.map(\.candidate))
    }

    /// A candidate and what would come after it.
    private struct Found {
        var candidate: CompletionCandidate
        /// `(` or `{` where the name is a function's; empty for others.
        var opening = ""

        var isCallable: Bool { !opening.isEmpty }
    }

    private func candidates(in context: CompletionContext) -> [Found] {
        let stem = context.stem
        switch context.kind {
        case .none: return []
        case .command: return matching(source.commands(), stem).map { Found(candidate: $0) }
        case .commandArgument(let command):
            return matching(source.arguments(ofCommand: command), stem).map { Found(candidate: $0) }
        case .path: return PathCompletion.candidates(for: stem).map { Found(candidate: $0) }
        case .field(let path): return found(source.fields(of: path), stem) { path + [$0] }
        case .method(let path): return found(source.methods(of: path), stem, isMethod: true) { path + [$0] }
        case .value(let argument, let name, let quote):
            let values = values(argument, name: name, quote: quote)
            let matches = rank(values, by: \.label, stem: stem).map { Found(candidate: $0) }
            let others = quote == nil && !stem.isEmpty ? names(context) : []
            return matches + others.filter { other in !matches.contains { $0.candidate.text == other.candidate.text } }
        case .name(let argument):
            let parameters = argument.map(parameters) ?? []
            let named = rank(parameters, by: \.label, stem: stem).map { Found(candidate: $0) }
            return stem.isEmpty && !named.isEmpty ? named : named + names(context)
        }
    }

    // MARK: - Names

    private func names(_ context: CompletionContext) -> [Found] {
        guard !context.stem.isEmpty else { return found(source.globals(), "") { [$0] } }
        let locals = context.locals.map { Symbol($0, .value, summary: "local") }
        let keywords = LuaLexer.keywords.sorted().map { Symbol($0, .value, summary: "keyword") }
        let globals = source.globals().filter { !context.locals.contains($0.name) }
        return found(locals + globals + keywords, context.stem) { [$0] }
    }

    private func found(
        _ symbols: [Symbol], _ stem: String, isMethod: Bool = false, path: (String) -> [String]
    ) -> [Found] {
        let matches = rank(symbols, by: \.name, stem: stem)
        return matches.map { symbol in
            var found = Found(candidate: CompletionCandidate(text: symbol.name, description: symbol.summary))
            guard symbol.kind == .function else { return found }
            // Only for a single match the opening bracket matters, and looking for the operation costs something.
            let isOperation = matches.count == 1 && source.callTarget(path(symbol.name), isMethod: isMethod) != nil
            found.opening = isOperation ? "{ " : "("
            return found
        }
    }

    private func matching(_ symbols: [Symbol], _ stem: String) -> [CompletionCandidate] {
        rank(symbols, by: \.name, stem: stem).map { CompletionCandidate(text: $0.name, description: $0.summary) }
    }

    // MARK: - Parameters

    private func parameters(_ argument: CompletionContext.Argument) -> [CompletionCandidate] {
        guard let parameters = callParameters(argument) else { return [] }
        return parameters.open(in: argument).map { field in
            let name = field.preferredLuaName
            let facts = [field.isRequired ? "required" : "", parameters.typeName(field.schema), field.summary]
            return CompletionCandidate(
                text: name + " = ", label: name,
                description: facts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }

    private func values(
        _ argument: CompletionContext.Argument, name: String, quote: Character?
    ) -> [CompletionCandidate] {
        guard let parameters = callParameters(argument), let field = parameters.field(name, in: argument) else {
            return []
        }
        return parameters.values(of: field).compactMap { value in
            switch value {
            case .string(let text) where quote != nil: return CompletionCandidate(text: text)
            case .string(let text): return CompletionCandidate(text: LuaLiteral.quoted(text))
            case .bool(let flag) where quote == nil: return CompletionCandidate(text: "\(flag)")
            case .integer(let number) where quote == nil: return CompletionCandidate(text: "\(number)")
            default: return nil
            }
        }
    }

    private func callParameters(_ argument: CompletionContext.Argument) -> CallParameters? {
        source.callTarget(argument.callee.path, isMethod: argument.callee.isMethod).map(CallParameters.init)
    }

    // MARK: - Matching

    /// The items whose name begins with `stem`; if there are none, those that do so in another case; then those that
    /// have its letters in this order.
    private func rank<Item>(_ items: [Item], by name: (Item) -> String, stem: String) -> [Item] {
        guard !stem.isEmpty else { return items }
        let exact = items.filter { name($0).hasPrefix(stem) }
        if !exact.isEmpty { return exact }
        let folded = stem.lowercased()
        let insensitive = items.filter { name($0).lowercased().hasPrefix(folded) }
        if !insensitive.isEmpty { return insensitive }
        return items.filter { item in
            var rest = folded.utf8[...]
            for byte in name(item).lowercased().utf8 where byte == rest.first { rest = rest.dropFirst() }
            return rest.isEmpty && stem.utf8.count > 1
        }
    }
}
