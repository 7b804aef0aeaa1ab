internal import Catalog
internal import JSON

/// What a call has been given so far: it tells which list a value comes from, as the namespace of a trigger does.
struct WrittenArguments {
    private let parameters: CallParameters
    private var values: [String: WrittenValue] = [:]
    /// What a method is called on.
    private var receiver: [PathStep]?
    private let source: (any SymbolSource)?

    init(_ parameters: CallParameters, _ argument: CompletionContext.Argument, _ source: any SymbolSource) {
        self.init(parameters, argument.places, of: argument.callee, source)
        for (name, value) in argument.fields {
            if let field = parameters.all.first(where: { $0.isCalled(name) }) { values[field.name] = value }
        }
    }

    init(_ parameters: CallParameters, _ place: CompletionContext.Place, _ source: any SymbolSource) {
        self.init(parameters, place.before, of: place.callee, source)
    }

    /// Values as texts, under the names of parameters.
    init(_ parameters: CallParameters, words: [String: String]) {
        (self.parameters, source) = (parameters, nil)
        values = words.mapValues { .literal(.string($0)) }
    }

    private init(
        _ parameters: CallParameters, _ places: [WrittenValue?], of callee: CompletionContext.Callee,
        _ source: any SymbolSource
    ) {
        (self.parameters, self.source) = (parameters, source)
        receiver = callee.receiver
        for (position, value) in places.enumerated() {
            if let field = parameters.field(at: position) { values[field.name] = value }
        }
    }

    /// The value for a parameter of another operation: what the call has under the same name, or for the same kind of thing.
    ///
    /// - Parameter other: the field that is being completed, whose value is not known yet.
    func value(for parameter: Field, besides other: Field) -> JSONValue? {
        if let receiver, parameters.target.implied.contains(parameter.name) {
            return source?.value(of: receiver, for: parameter)
        }
        let isSame = { (field: Field) in field.name == parameter.name && field.resource == parameter.resource }
        let isAlike = { (field: Field) in field.resource != nil && field.resource == parameter.resource }
        let fields = parameters.all.filter { $0.name != other.name && values[$0.name] != nil }
        guard let field = fields.first(where: isSame) ?? fields.first(where: isAlike) else { return nil }
        switch values[field.name] {
        case .literal(let value): return value
        case .variable(let path): return source?.value(of: path, for: parameter)
        case nil: return nil
        }
    }
}
