internal import Catalog

/// The parameters of the call around the cursor, in one line.
struct CallHint {
    let source: any SymbolSource

    /// `create_trigger{ name*, type*, is_enabled }` inside the table of a call, `get(droplet_id*)` inside its parentheses;
    /// nil outside of calls of the API. Required ones have a star, and those given already are left out.
    func text(for before: String) -> String? {
        if let argument = argument(CompletionContext(before)) { return table(argument) }
        return CallParentheses(before).flatMap(parentheses)
    }

    private func argument(_ context: CompletionContext) -> CompletionContext.Argument? {
        switch context.kind {
        case .name(let argument): argument
        case .value(let argument, _, _): argument
        default: nil
        }
    }

    private func table(_ argument: CompletionContext.Argument) -> String? {
        guard let target = source.callTarget(argument.callee.path, isMethod: argument.callee.isMethod) else {
            return nil
        }
        let fields = CallParameters(target: target).open(in: argument)
        guard !fields.isEmpty else { return nil }
        let place = ([argument.callee.path.last?.name ?? ""] + argument.nesting).joined(separator: ".")
        return "\(place){ \(Self.names(fields)) }"
    }

    private func parentheses(_ call: CallParentheses) -> String? {
        guard let target = source.callTarget(call.callee.path, isMethod: call.callee.isMethod) else { return nil }
        let argument = CompletionContext.Argument(callee: call.callee)
        let all = CallParameters(target: target).open(in: argument)
        let positional = CallShape(
            target.operation, of: target.group, implied: target.implied, fixed: target.fixed
        ).positional.map(\.name)
        let places = all.filter { positional.contains($0.name) }
        let fields = all.filter { !positional.contains($0.name) }
        guard call.position < places.count + (fields.isEmpty ? 0 : 1) else { return nil }
        let parts = [Self.names(places.dropFirst(call.position)), fields.isEmpty ? "" : "{ \(Self.names(fields)) }"]
        return "\(call.callee.path.last?.name ?? "")(\(parts.filter { !$0.isEmpty }.joined(separator: ", ")))"
    }

    private static func names(_ fields: some Sequence<Field>) -> String {
        fields.map { $0.preferredLuaName + ($0.isRequired ? "*" : "") }.joined(separator: ", ")
    }
}

/// The call whose parentheses are open before the cursor.
struct CallParentheses: Equatable {
    let callee: CompletionContext.Callee
    /// How many arguments stand before the cursor's.
    let position: Int

    /// - Parameter before: the text up to the cursor.
    /// - Returns: nil where another bracket or block is open inside, and where no chain of names is called.
    init?(_ before: String) {
        let bytes = Array(before.utf8)
        let tokens = LuaLexer.tokens(of: bytes)
        func text(_ index: Int) -> String { String(decoding: bytes[tokens[index].range], as: UTF8.self) }
        var depth = 0
        var commas = 0
        var index = tokens.count - 1
        while index >= 0 {
            switch tokens[index].kind == .symbol ? text(index) : "" {
            case ")", "}", "]": depth += 1
            case "(" where depth == 0:
                guard let callee = Self.callee(before: index, tokens, text) else { return nil }
                (self.callee, position) = (callee, commas)
                return
            case "{" where depth == 0, "[" where depth == 0: return nil
            case "(", "{", "[": depth -= 1
            case "," where depth == 0: commas += 1
            default: break
            }
            index -= 1
        }
        return nil
    }

    /// `a.b.c` or `a:b` that ends before a token.
    private static func callee(
        before end: Int, _ tokens: [LuaToken], _ text: (Int) -> String
    ) -> CompletionContext.Callee? {
        var index = end - 1
        guard index >= 0, tokens[index].kind == .name else { return nil }
        var callee = CompletionContext.Callee(path: [.name(text(index))])
        callee.isMethod = index >= 2 && text(index - 1) == ":"
        while index >= 2, text(index - 1) == "." || text(index - 1) == ":", tokens[index - 2].kind == .name {
            index -= 2
            callee.path.insert(.name(text(index)), at: 0)
        }
        return callee
    }
}
