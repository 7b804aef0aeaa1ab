internal import Catalog
internal import JSON

/// What a field may be, in words: its type, what narrows it, and whether it must be there.
struct FieldFacts {
    let field: Field
    let group: Group
    /// How many allowed values are told, and what to write where there are more.
    var valueLimit = 12
    var more = ""

    /// `string, 1 to 255 characters, required`.
    var text: String { parts.joined(separator: ", ") }

    var parts: [String] {
        let schema = group.resolved(field.schema)
        var parts = [Self.kind(field.schema, orResource: field.resource, in: group)]
        if field.isRequired { parts.append("required") }
        if let values = shownValues { parts.append(values) }
        if let value = field.defaultValue { parts.append("default " + LuaConstructor.line(value)) }
        parts += schema.limitDescriptions
        if case .array(let item) = schema.shape {
            parts += group.resolved(item).limitDescriptions.map { "each " + $0 }
        }
        if field.isSecret { parts.append("secret") }
        if field.isDeprecated { parts.append("deprecated") }
        return parts
    }

    /// The allowed values of the field or, of a list, of its items.
    var allowedValues: [JSONValue] { Self.allowedValues(of: field.schema, in: group) }

    private var shownValues: String? {
        let values = allowedValues
        guard !values.isEmpty else { return nil }
        let shown = values.prefix(valueLimit).map(LuaConstructor.line).joined(separator: " | ")
        guard values.count > valueLimit else { return shown }
        return shown + " | … (\(values.count) in all\(more.isEmpty ? "" : ": \(more)"))"
    }

    static func allowedValues(of schema: Schema, in group: Group) -> [JSONValue] {
        let schema = group.resolved(schema)
        if !schema.allowedValues.isEmpty { return schema.allowedValues }
        switch schema.shape {
        case .array(let item): return group.resolved(item).allowedValues
        case .oneOf(let union): return union.variants.flatMap { group.resolved($0.schema).allowedValues }
        default: return []
        }
    }

    /// The type in Lua's words: `string`, `string (date-time)`, `list of tables`, `string or integer`, `table or null`.
    ///
    /// - Parameter resource: the kind of resource that stands for a value, or for an item of a list.
    static func kind(_ schema: Schema, orResource resource: String? = nil, in group: Group) -> String {
        let resolved = group.resolved(schema)
        let kind = plainKind(resolved, in: group) + (resource.map { " or \($0)" } ?? "")
        return resolved.isNullable ? kind + " or null" : kind
    }

    private static func plainKind(_ schema: Schema, in group: Group) -> String {
        switch schema.shape {
        case .any, .reference: return "any value"
        case .boolean: return "boolean"
        case .integer: return "integer"
        case .number: return "number"
        case .string: return schema.format.map { "string (\($0))" } ?? "string"
        case .object: return "table"
        case .array(let item): return "list of " + plural(of: kind(item, in: group))
        case .map(let value): return "table of " + plural(of: kind(value, in: group))
        case .oneOf(let union):
            var names: [String] = []
            for name in union.variants.map({ kind($0.schema, in: group) }) where !names.contains(name) {
                names.append(name)
            }
            return names.joined(separator: " or ")
        }
    }

    private static func plural(of kind: String) -> String {
        switch kind {
        case "table", "string", "integer", "number", "boolean", "any value": kind + "s"
        default: kind
        }
    }
}

extension Group {
    /// The fields that the value of a parameter may have: those of an object, of a list's items, of a map's values; of
    /// alternatives those of all. Without those that only the server sets.
    func settableFields(of schema: Schema) -> [Field] {
        switch resolved(schema).shape {
        case .object(let fields, _): return fields.filter { !$0.isReadOnly }
        case .array(let item), .map(let item): return settableFields(of: item)
        case .oneOf(let union):
            var fields: [Field] = []
            for field in union.variants.flatMap({ settableFields(of: $0.schema) })
            where !fields.contains(where: { $0.name == field.name }) {
                fields.append(field)
            }
            return fields
        default: return []
        }
    }
}
