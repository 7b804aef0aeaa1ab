internal import APIClient
internal import Catalog
internal import JSON

// What a method's values before the table are.
extension ArgumentReading {
    /// The fields of the body that values fill.
    var bodyPlaces: [Field] {
        // Not what is named as a parameter: the table tells which of the two is meant.
        let names = Set((operation.pathParameters + operation.queryParameters).map(\.name))
        return group.leadingFields(
            among: bodyFields.filter {
                !$0.isReadOnly && call.arguments[$0.name] == nil && !names.contains($0.name)
            })
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
