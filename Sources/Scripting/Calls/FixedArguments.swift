internal import Catalog
internal import JSON

extension Group {
    /// The arguments that a method itself gives, in the types that the operation's parameters have.
    func fixedArguments(of method: Resource.Method, for operation: Operation) -> [(name: String, value: JSONValue)] {
        guard !method.fixedArguments.isEmpty else { return [] }
        let parameters = operation.pathParameters + operation.queryParameters + operation.headerParameters
        let fields = parameters + (operation.body.map { members(of: $0.schema) } ?? [])
        return method.fixedArguments.map { name, text in
            let field = fields.first { $0.name == name }
            return (name, field.flatMap { value(text, as: resolved($0.schema).shape) } ?? .string(text))
        }
    }

    /// The fields that an object may have, whatever variant it is.
    private func members(of schema: Schema) -> [Field] {
        switch resolved(schema).shape {
        case .object(let fields, _): fields
        case .oneOf(let union): union.variants.flatMap { members(of: $0.schema) }
        default: []
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
