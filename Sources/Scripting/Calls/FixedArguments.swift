internal import Catalog
internal import JSON

extension Group {
    /// The arguments that a method itself gives, in the types that the operation's parameters have.
    func fixedArguments(of method: Resource.Method, for operation: Operation) -> [(name: String, value: JSONValue)] {
        guard !method.fixedArguments.isEmpty else { return [] }
        let fields = argumentFields(of: operation)
        return method.fixedArguments.map { name, text in
            let field = fields.first { $0.name == name }
            return (name, field.flatMap { value(text, as: resolved($0.schema).shape) } ?? .string(text))
        }
    }

    private func value(_ text: String, as shape: Schema.Shape) -> JSONValue? {
        switch shape {
        case .integer: Int64(text).map { .integer($0) }
        case .number: Double(text).map { .number($0) }
        case .boolean: Bool(text).map { .bool($0) }
        default: nil
        }
    }
}
