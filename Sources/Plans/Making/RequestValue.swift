import Catalog
import JSON

/// Values as answers have them, turned into what requests take.
struct RequestValue {
    let group: Group
    let catalog: Catalog

    /// The value as a field of a request has it: without what only the server sets and what the request does not know, and
    /// with the identifier of a resource in the place of the resource. Nil for a null where none may stand.
    func value(_ value: JSONValue, for field: Field) -> JSONValue? {
        self.value(value, field.schema, of: field.resource)
    }

    private func value(_ value: JSONValue, _ schema: Schema, of kind: String?) -> JSONValue? {
        let schema = group.resolved(schema)
        if value.isNull { return schema.isNullable ? value : nil }
        if StepReference(value) != nil { return value }
        switch (schema.shape, value) {
        case (.object(let fields, let isOpen), .object(let object)):
            return .object(members(of: object, fields, isOpen: isOpen))
        case (.array(let item), .array(let items)):
            return .array(items.compactMap { self.value($0, item, of: kind) })
        case (.map(let element), .object(let object)):
            return .object(
                JSONObject(
                    object.members.compactMap { member in
                        self.value(member.value, element, of: nil).map { (member.name, $0) }
                    }))
        case (.oneOf(let union), .object(let object)): return self.value(object, union)
        case (.string, .object(let object)), (.integer, .object(let object)):
            return identifier(of: object, kind) ?? value
        default: return value
        }
    }

    private func members(of object: JSONObject, _ fields: [Field], isOpen: Bool) -> JSONObject {
        var pairs: [(String, JSONValue)] = []
        for member in object.members {
            guard let field = fields.first(where: { $0.name == member.name }) else {
                if isOpen { pairs.append((member.name, member.value)) }
                continue
            }
            guard !field.isReadOnly, let value = value(member.value, for: field) else { continue }
            pairs.append((member.name, value))
        }
        return JSONObject(pairs)
    }

    /// An object of one of several kinds: of the one that its discriminator selects, or else with what any kind has.
    private func value(_ object: JSONObject, _ union: Union) -> JSONValue {
        if let selector = union.discriminator.flatMap({ object[$0]?.string }),
            let variant = union.variants.first(where: { $0.name == selector })
        {
            return value(.object(object), variant.schema, of: nil) ?? .object(object)
        }
        let fields = union.variants.flatMap { group.memberFields(of: $0.schema) }
        return .object(fields.isEmpty ? object : members(of: object, fields, isOpen: false))
    }

    /// What stands for a resource in requests: the slug of a region.
    private func identifier(of object: JSONObject, _ kind: String?) -> JSONValue? {
        guard let key = kind.flatMap({ catalog.resource($0) })?.identity.last, case .field(let path) = key.source else {
            return nil
        }
        return JSONValue.object(object).member(at: path.fieldNames)
    }
}
