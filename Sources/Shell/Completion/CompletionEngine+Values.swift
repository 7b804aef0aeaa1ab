internal import Catalog
internal import JSON
internal import LineEditor

// What can stand in a call: parameters and their values.
extension CompletionEngine {
    /// The name of a parameter, or an item of a list, inside a call's table.
    func tableItem(_ argument: CompletionContext.Argument, _ context: CompletionContext) -> Offer {
        let stem = context.stem
        guard let parameters = parameters(of: argument) else { return Offer(stem, names(context)) }
        let open = parameters.open(in: argument).map { candidate(for: $0, parameters) }
        // Where a parameter's name is expected and one fits, a variable of that beginning is not what is meant.
        let fitting = open.filter { $0.candidate.label.hasPrefix(stem) }
        if !fitting.isEmpty { return Offer(stem, fitting) }
        if open.isEmpty, let (list, name) = argument.list { return value(named: name, in: list, nil, context) }
        return Offer(stem, names(context, after: open))
    }

    private func candidate(for field: Field, _ parameters: CallParameters) -> Offer.Candidate {
        let hasLuaName = parameters.target.hasLuaNames || !LuaLexer.keywords.contains(field.name)
        let name = hasLuaName ? field.preferredLuaName : field.name
        let key = hasLuaName ? name : "[\(LuaLiteral.quoted(name))]"
        let facts = [field.isRequired ? "required" : "", parameters.typeName(field.schema), field.summary]
        return Offer.Candidate(
            CompletionCandidate(
                text: key + " = ", label: name,
                description: facts.filter { !$0.isEmpty }.joined(separator: " · ")))
    }

    /// After `NAME =`.
    func value(
        named name: String, in argument: CompletionContext.Argument, _ quote: Character?, _ context: CompletionContext
    ) -> Offer {
        guard let parameters = parameters(of: argument), let field = parameters.field(name, in: argument) else {
            return quote == nil && !context.isNumber ? Offer(context.stem, names(context)) : Offer(context.stem)
        }
        let written = WrittenArguments(parameters, argument, source)
        return values(of: field, parameters, written, quote, context)
    }

    /// After `a.b =`: the values of a setting, inside quotes the bare words.
    func assignment(to path: [PathStep], _ quote: Character?, _ context: CompletionContext) -> Offer {
        let stem = context.stem
        let literals = source.values(assignableTo: path)
        guard quote == nil else {
            let words = literals.filter { $0.hasPrefix("\"") }.map { String($0.dropFirst().dropLast()) }
            return Offer(best: words.map { Offer.Candidate(CompletionCandidate(text: $0)) }, for: stem)
        }
        let values = Offer.best(literals.map { Offer.Candidate(CompletionCandidate(text: $0)) }, stem)
        return Offer(stem, stem.isEmpty ? values : names(context, after: values))
    }

    /// Between the parentheses of a call.
    func place(
        _ place: CompletionContext.Place, _ quote: Character?, _ context: CompletionContext
    ) -> Offer {
        let stem = context.stem
        if quote != nil, let offer = text(of: place, stem) { return offer }
        guard let target = source.callTarget(place.callee.path, isMethod: place.callee.isMethod) else {
            return quote == nil && !context.isNumber ? Offer(stem, names(context)) : Offer(stem)
        }
        let parameters = CallParameters(target: target)
        guard let field = parameters.field(at: place.position) else {
            guard quote == nil, stem.isEmpty, parameters.takesTable(at: place.position) else {
                return quote == nil && !context.isNumber ? Offer(stem, names(context)) : Offer(stem)
            }
            return Offer(stem, [Offer.Candidate(CompletionCandidate(text: "{ ", label: "{", description: "arguments"))])
        }
        return values(of: field, parameters, WrittenArguments(parameters, place, source), quote, context)
    }

    /// The values of a field: those that the catalog knows, or else those that the API has.
    private func values(
        of field: Field, _ parameters: CallParameters, _ written: WrittenArguments, _ quote: Character?,
        _ context: CompletionContext
    ) -> Offer {
        let stem = context.stem
        let form = ValueForm(quote: quote, kinds: parameters.kinds(of: field))
        let suggestions = parameters.target.suggestions(field.name)
        let isNumber = parameters.kinds(of: field) == [.integer]
        let constants =
            suggestions.compactMap { form.candidate($0, isNumber: isNumber) }
            + parameters.values(of: field).compactMap(form.candidate)
        // A variable may be meant; asking the API about it would only be in the way.
        let isVariable = quote == nil && !stem.isEmpty && !context.isNumber
        var answer = LiveAnswer()
        if constants.isEmpty { answer = liveValues(of: field, written, onlyKnown: isVariable) }
        let candidates = constants + answer.values.compactMap(form.candidate)
        var offer = Offer(stem, isVariable ? names(context, after: candidates) : Offer.best(candidates, stem))
        offer.note = answer.note
        offer.isPartial = answer.isPartial
        return offer
    }

    func liveValues(of field: Field, _ written: WrittenArguments, onlyKnown: Bool = false) -> LiveAnswer {
        guard let live, let name = field.resource,
            let list = LiveList(of: name, in: source.catalog, given: { written.value(for: $0, besides: field) })
        else { return LiveAnswer() }
        return live.answer(for: list, onlyKnown: onlyKnown)
    }

    private func parameters(of argument: CompletionContext.Argument) -> CallParameters? {
        let callee = argument.callee
        if callee.path == ["run"], argument.position == 1, case .literal(.string(let name))?? = argument.places.first {
            return source.snippet(named: name).map { CallParameters(target: CallTarget(snippet: $0)) }
        }
        if let target = source.callTarget(callee.path, isMethod: callee.isMethod) {
            return CallParameters(target: target)
        }
        guard !callee.isMethod, let function = HelperTable.standard.named(callee.name) else { return nil }
        return CallTarget(optionsOf: function, at: argument.position).map { CallParameters(target: $0) }
    }
}

extension CompletionContext {
    /// Whether the cursor is in a number.
    var isNumber: Bool { stem.utf8.first.map { (0x30...0x39).contains($0) } ?? false }
}

extension CompletionContext.Argument {
    /// The field whose list the cursor is directly in, and the constructor that has it.
    fileprivate var list: (CompletionContext.Argument, name: String)? {
        var outer = self
        guard let name = outer.nesting.popLast() else { return nil }
        return (outer, name)
    }
}
