internal import APIClient
internal import Catalog
internal import JSON

// What a method's values before the table are.
extension ArgumentReading {
    /// The fields of the body that values fill: of the required ones those that identify a resource, and the only other
    /// one where it is a scalar; where none is required, the only field.
    var bodyPlaces: [Field] {
        // Not what is named as a parameter: the table tells which of the two is meant.
        let names = Set((operation.pathParameters + operation.queryParameters).map(\.name))
        let fields = bodyFields.filter {
            !$0.isReadOnly && call.arguments[$0.name] == nil && !names.contains($0.name)
        }
        let required = fields.filter(\.isRequired)
        guard !required.isEmpty else {
            let current = fields.filter { !$0.isDeprecated }
            return current.count == 1 && isPositional(current[0]) ? current : []
        }
        let others = required.filter { $0.resource == nil }
        let last = others.count == 1 && isPositional(others[0]) ? others : []
        return required.filter { $0.resource != nil } + last
    }

    /// The fields of the body; of a union those of the variant that the method's own arguments select.
    var bodyFields: [Field] {
        guard let body = operation.body else { return [] }
        let schema = group.resolved(body.schema)
        switch schema.shape {
        case .object(let fields, _): return fields
        case .oneOf(let union):
            guard let selector = union.discriminator.flatMap({ call.arguments[$0]?.string }) else { return [] }
            return union.variants.first { $0.name == selector }.flatMap { group.fields(of: $0.schema) } ?? []
        default: return []
        }
    }

    /// Whether a value without a name can only be this field's: a scalar, or what identifies a resource.
    private func isPositional(_ field: Field) -> Bool {
        if field.resource != nil { return true }
        switch group.resolved(field.schema).shape {
        case .boolean, .integer, .number, .string: return true
        case .oneOf(let union):
            return union.variants.allSatisfy { variant in
                switch group.resolved(variant.schema).shape {
                case .boolean, .integer, .number, .string: true
                default: false
                }
            }
        default: return false
        }
    }

    /// A method's own argument, which the catalog has as text, as a value of the field.
    func fixedValue(_ text: String, of name: String) -> JSONValue {
        let parameters = operation.pathParameters + operation.queryParameters + operation.headerParameters
        let field = (parameters + bodyFields).first { $0.luaNames.contains(name) }
        switch field.map({ group.resolved($0.schema).shape }) {
        case .boolean?: return text == "true" ? true : text == "false" ? false : .string(text)
        case .integer?, .number?:
            return Int64(text).map { .integer($0) } ?? Double(text).map { .number($0) } ?? .string(text)
        default: return .string(text)
        }
    }
}
