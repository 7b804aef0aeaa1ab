import Catalog
import JSON

/// Makes a document valid against the schema of an answer, by adding what the schema requires and nobody gave.
///
/// A field that may be null gets null; others their default, their first allowed value, or the emptiest value of their
/// shape. Optional fields are added only where they have a default.
struct Completion {
    private let types: [String: Schema]
    private let time: JSONValue
    private let check: SchemaCheck

    /// - Parameter time: What a required date-time gets.
    init(types: [String: Schema], time: JSONValue) {
        self.types = types
        self.time = time
        check = SchemaCheck(types: types, direction: .response)
    }

    /// A document without the members that are added when it is read.
    func completed(_ document: JSONObject, as schema: Schema, without computed: [String]) -> JSONObject {
        switch schema.shape {
        case .object(let fields, _): completed(document, fields, without: computed)
        case .reference(let name): types[name].map { completed(document, as: $0, without: computed) } ?? document
        default: completed(.object(document), as: schema).object ?? document
        }
    }

    func completed(_ value: JSONValue, as schema: Schema) -> JSONValue {
        switch (schema.shape, value) {
        case (.object(let fields, _), .object(let object)): .object(completed(object, fields))
        case (.map(let element), .object(let object)):
            .object(JSONObject(object.members.map { ($0.name, completed($0.value, as: element)) }))
        case (.array(let element), .array(let elements)): .array(elements.map { completed($0, as: element) })
        case (.reference(let name), _): types[name].map { completed(value, as: $0) } ?? value
        case (.oneOf(let union), _): check.variant(of: union, for: value).map { completed(value, as: $0) } ?? value
        default: value
        }
    }

    private func completed(
        _ object: JSONObject, _ fields: [Field], without computed: [String] = []
    ) -> JSONObject {
        var object = object
        for field in fields where computed.isEmpty || !computed.contains(field.name) {
            if let value = object[field.name] {
                object[field.name] = completed(value, as: field.schema)
            } else if let value = field.defaultValue ?? (field.isRequired ? emptiest(field.schema) : nil) {
                object[field.name] = value
            }
        }
        return object
    }

    private func emptiest(_ schema: Schema) -> JSONValue {
        if schema.isNullable { return .null }
        if let value = schema.allowedValues.first { return value }
        switch schema.shape {
        case .any: return .null
        case .boolean: return false
        case .integer: return .integer(schema.minimum.map { Int64($0) } ?? 0)
        case .number: return .number(schema.minimum ?? 0)
        case .string: return schema.format == "date-time" ? time : ""
        case .object, .map: return completed([:], as: schema)
        case .array: return []
        case .reference(let name): return types[name].map(emptiest) ?? .null
        case .oneOf(let union): return union.variants.first.map { emptiest($0.schema) } ?? .null
        }
    }
}
