import Catalog
import JSON

/// Reads a request's value by its schema: adds the catalog's defaults, and leaves out what says nothing.
struct SchemaDefaults {
    private let types: [String: Schema]
    private let fillsIn: Bool
    private let check: SchemaCheck

    /// - Parameter fillsIn: Whether defaults are added for absent fields.
    init(types: [String: Schema], fillsIn: Bool = true) {
        self.types = types
        self.fillsIn = fillsIn
        check = SchemaCheck(types: types, direction: .request)
    }

    func filled(_ value: JSONValue, as schema: Schema) -> JSONValue {
        switch (schema.shape, value) {
        case (.object(let fields, let isOpen), .object(let object)):
            // An object without known fields has any.
            if fields.isEmpty { return value }
            return .object(filled(object, fields, keepsUnknown: isOpen))
        case (.map(let element), .object(let object)):
            return .object(JSONObject(object.members.map { ($0.name, filled($0.value, as: element)) }))
        case (.array(let element), .array(let elements)): return .array(elements.map { filled($0, as: element) })
        case (.reference(let name), _): return types[name].map { filled(value, as: $0) } ?? value
        case (.oneOf(let union), _): return check.variant(of: union, for: value).map { filled(value, as: $0) } ?? value
        default: return value
        }
    }

    private func filled(_ object: JSONObject, _ fields: [Field], keepsUnknown: Bool) -> JSONObject {
        var result = JSONObject()
        for field in fields where !field.isReadOnly {
            if let value = object[field.name], !value.isNull || field.schema.isNullable {
                result[field.name] = filled(value, as: field.schema)
            } else if fillsIn, let value = field.defaultValue {
                result[field.name] = value
            }
        }
        guard keepsUnknown else { return result }
        let known = Set(fields.map(\.name))
        for member in object.members where !known.contains(member.name) { result[member.name] = member.value }
        return result
    }
}
