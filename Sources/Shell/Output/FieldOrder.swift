internal import Catalog
internal import JSON

/// Puts the members of objects in an order that is the same every time: as the catalog lists them, others by name.
struct FieldOrder {
    /// The group whose named types schemas refer to.
    let group: Group?

    func apply(to value: JSONValue, schema: Schema?) -> JSONValue {
        let schema = schema.map(resolve)
        switch value {
        case .array(let items):
            var element = schema
            if case .array(let inner)? = schema?.shape { element = inner }
            return .array(items.map { apply(to: $0, schema: element) })
        case .object(let object): return .object(apply(to: object, fields: fields(of: schema)))
        default: return value
        }
    }

    private func apply(to object: JSONObject, fields: [Field]) -> JSONObject {
        var pairs: [(String, JSONValue)] = []
        for field in fields {
            if let value = object[field.name] { pairs.append((field.name, apply(to: value, schema: field.schema))) }
        }
        let known = Set(fields.map(\.name))
        for member in object.members.filter({ !known.contains($0.name) }).sorted(by: { $0.name < $1.name }) {
            pairs.append((member.name, apply(to: member.value, schema: nil)))
        }
        return JSONObject(pairs)
    }

    private func fields(of schema: Schema?) -> [Field] {
        guard case .object(let fields, _)? = schema?.shape else { return [] }
        return fields
    }

    private func resolve(_ schema: Schema) -> Schema {
        var schema = schema
        // A chain of references longer than this would be a circle.
        for _ in 0..<16 {
            guard case .reference(let name) = schema.shape, let type = group?.type(named: name) else { break }
            schema = type
        }
        return schema
    }
}
