import Catalog
import JSON

/// Which fields of a value are secret, as the catalog says.
struct SecretFields {
    private let group: Group
    private let fields: [Field]
    /// Whether there is any, so that most values need not be looked through.
    let isEmpty: Bool

    /// Those of a call's arguments; of a whole body under `body`, too.
    init(ofArguments operation: Operation, _ group: Group) {
        var fields = group.argumentFields(of: operation)
        if let body = operation.body, !fields.contains(where: { $0.name == "body" }) {
            fields.append(Field(name: "body", schema: body.schema))
        }
        self.init(fields, group)
    }

    /// Those of a value of a schema.
    init(of schema: Schema, _ group: Group) { self.init(group.memberFields(of: schema), group) }

    /// Those of a resource, also where it was returned with more, such as a secret that is shown once.
    init(of resource: Resource, _ group: Group) {
        let schemas = ([resource.typeName] + resource.otherTypeNames).map { Schema(.reference($0)) }
        self.init(schemas.flatMap { group.memberFields(of: $0) }, group)
    }

    private init(_ fields: [Field], _ group: Group) {
        self.fields = fields
        self.group = group
        var visited: Set<String> = []
        isEmpty = !fields.contains { Self.hasSecret($0, group, &visited) }
    }

    private static func hasSecret(_ field: Field, _ group: Group, _ visited: inout Set<String>) -> Bool {
        field.isSecret || hasSecret(field.schema, group, &visited)
    }

    private static func hasSecret(_ schema: Schema, _ group: Group, _ visited: inout Set<String>) -> Bool {
        switch schema.shape {
        case .reference(let name):
            guard visited.insert(name).inserted, let target = group.type(named: name) else { return false }
            return hasSecret(target, group, &visited)
        case .array(let item), .map(let item): return hasSecret(item, group, &visited)
        case .object(let fields, _): return fields.contains { hasSecret($0, group, &visited) }
        case .oneOf(let union): return union.variants.contains { hasSecret($0.schema, group, &visited) }
        default: return false
        }
    }

    /// The value with a mark in the place of each secret.
    func hidden(_ object: JSONObject) -> JSONObject {
        isEmpty ? object : Self.hidden(object, fields, group)
    }

    func hidden(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object): .object(hidden(object))
        case .array(let items): .array(items.map(hidden))
        default: value
        }
    }

    /// The value of a member of a member, with marks.
    func hidden(_ value: JSONValue, at path: [String]) -> JSONValue {
        guard !isEmpty else { return value }
        let wrapped = path.reversed().reduce(value) { inner, name in .object([name: inner]) }
        var result = hidden(wrapped)
        for name in path {
            if SecretMark.isMark(result) { return result }
            result = result[name] ?? .null
        }
        return result
    }

    private static func hidden(_ object: JSONObject, _ fields: [Field], _ group: Group) -> JSONObject {
        var result = object
        for field in fields {
            for name in Set([field.name] + field.luaNames) {
                guard let value = result[name] else { continue }
                result[name] = field.isSecret ? hiddenSecret(value) : hidden(value, field.schema, group)
            }
        }
        return result
    }

    private static func hidden(_ value: JSONValue, _ schema: Schema, _ group: Group) -> JSONValue {
        switch (value, group.resolved(schema).shape) {
        case (.object(let object), .map(let item)):
            return .object(JSONObject(object.members.map { ($0.name, hidden($0.value, item, group)) }))
        case (.object(let object), _): return .object(hidden(object, group.memberFields(of: schema), group))
        case (.array(let items), .array(let item)): return .array(items.map { hidden($0, item, group) })
        default: return value
        }
    }

    /// Absent values, empty texts and references to what another step returns are no secrets.
    private static func hiddenSecret(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .string(""): value
        default: StepReference(value) == nil ? SecretMark.value : value
        }
    }
}
