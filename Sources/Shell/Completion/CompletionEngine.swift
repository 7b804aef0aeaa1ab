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
        case .command: return best(source.commands().map(plain), stem)
        case .commandArgument(let command): return arguments(of: command, stem)
        case .path: return PathCompletion.candidates(for: stem).map { Found(candidate: $0) }
        case .field(let path): return symbols(source.fields(of: path), stem) { path + [.name($0)] }
        case .method(let path): return symbols(source.methods(of: path), stem, isMethod: true) { path + [.name($0)] }
        case .value(let argument, let name, let quote):
            let values = values(argument, name: name, quote: quote).map { Found(candidate: $0) }
            return quote != nil || stem.isEmpty ? best(values, stem) : names(context, after: values)
        case .assignment(let path, let quote):
            let values = assignable(to: path, quote: quote)
            return quote != nil || stem.isEmpty ? best(values, stem) : names(context, after: best(values, stem))
        case .name(let argument):
            let parameters = (argument.map(parameters) ?? []).map { Found(candidate: $0) }
            // Where a parameter's name is expected and one fits, a variable of that beginning is not what is meant.
            let fitting = parameters.filter { $0.candidate.label.hasPrefix(stem) }
            return fitting.isEmpty ? names(context, after: parameters) : fitting
        }
    }

    private func plain(_ symbol: Symbol) -> Found {
        Found(candidate: CompletionCandidate(text: symbol.name, description: symbol.summary))
    }

    /// The words of a command's argument: the first, or those that can follow the ones before the last blank.
    private func arguments(of command: String, _ stem: String) -> [Found] {
        let first = best(source.arguments(ofCommand: command).map(plain), stem)
        guard first.isEmpty, let blank = stem.lastIndex(of: " ") else { return first }
        let before = String(stem[...blank])
        let later = source.arguments(ofCommand: command + " " + before.trimmed).map { symbol in
            Found(
                candidate: CompletionCandidate(
                    text: before + symbol.name, label: symbol.name, description: symbol.summary))
        }
        return best(later, stem)
    }

    // MARK: - Names

    /// What fits of `first`, then of the variables and keywords.
    private func names(_ context: CompletionContext, after first: [Found]) -> [Found] {
        // Before the first letter Tab is for blanks, and a list of everything helps nobody.
        guard !context.stem.isEmpty else { return first }
        let locals = context.locals.map { Symbol($0, .value, summary: "local") }
        let keywords = LuaLexer.keywords.sorted().map { Symbol($0, .value, summary: "keyword") }
        let all = locals + source.globals().filter { !context.locals.contains($0.name) } + keywords
        let taken = Set(first.map(\.candidate.text))
        return symbols(all.filter { !taken.contains($0.name) }, context.stem, after: first) { [.name($0)] }
    }

    private func symbols(
        _ symbols: [Symbol], _ stem: String, isMethod: Bool = false, after first: [Found] = [],
        path: (String) -> [PathStep]
    ) -> [Found] {
        let functions = Set(symbols.lazy.filter { $0.kind == .function }.map(\.name))
        var found = best(first + symbols.map(plain), stem)
        // Only for a single match the opening bracket matters, and looking for the operation costs something.
        if found.count == 1, let name = found.first?.candidate.text, functions.contains(name) {
            found[0].opening = source.callTarget(path(name), isMethod: isMethod) != nil ? "{ " : "("
        }
        return found
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
        let isBare = quote != nil || parameters.isNumber(field)
        let suggestions = parameters.target.suggestions(field.name).map { symbol in
            CompletionCandidate(
                text: isBare ? symbol.name : LuaLiteral.quoted(symbol.name), label: symbol.name,
                description: symbol.summary)
        }
        let values: [CompletionCandidate] = parameters.values(of: field).compactMap { value in
            switch value {
            case .string(let text) where quote != nil: return CompletionCandidate(text: text)
            case .string(let text): return CompletionCandidate(text: LuaLiteral.quoted(text))
            case .bool(let flag) where quote == nil: return CompletionCandidate(text: "\(flag)")
            case .integer(let number) where quote == nil: return CompletionCandidate(text: "\(number)")
            default: return nil
            }
        }
        return suggestions + values
    }

    /// The values of a setting: inside quotes the bare words.
    private func assignable(to path: [PathStep], quote: Character?) -> [Found] {
        source.values(assignableTo: path).compactMap { literal in
            guard quote != nil else { return Found(candidate: CompletionCandidate(text: literal)) }
            guard literal.hasPrefix("\"") else { return nil }
            return Found(candidate: CompletionCandidate(text: String(literal.dropFirst().dropLast())))
        }
    }

    private func callParameters(_ argument: CompletionContext.Argument) -> CallParameters? {
        source.callTarget(argument.callee.path, isMethod: argument.callee.isMethod).map(CallParameters.init)
    }

    // MARK: - Matching

    /// Those whose label begins with `stem`; if there are none, those that do so in another case; then those that have
    /// its letters in this order.
    private func best(_ found: [Found], _ stem: String) -> [Found] {
        guard !stem.isEmpty else { return found }
        let exact = found.filter { $0.candidate.label.hasPrefix(stem) || $0.candidate.text.hasPrefix(stem) }
        if !exact.isEmpty { return exact }
        let folded = stem.lowercased()
        let insensitive = found.filter { $0.candidate.label.lowercased().hasPrefix(folded) }
        if !insensitive.isEmpty || stem.utf8.count < 2 { return insensitive }
        return found.filter { found in
            var rest = folded.utf8[...]
            for byte in found.candidate.label.lowercased().utf8 where byte == rest.first { rest = rest.dropFirst() }
            return rest.isEmpty
        }
    }
}
