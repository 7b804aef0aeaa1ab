import Catalog
import JSON

/// Makes values from schemas: what the arguments say, and the least that else must be there.
struct StubMaker {
    let group: Group
    var placeholders: Placeholders
    /// The named types around the present value: one in itself is left out.
    private var openTypes: [String] = []

    init(group: Group, placeholders: Placeholders) {
        self.group = group
        self.placeholders = placeholders
    }

    /// A value of the schema with what the arguments say under the same names.
    mutating func value(of schema: Schema, from arguments: JSONObject = [:]) -> JSONValue {
        if let value = schema.allowedValues.first { return value }
        switch schema.shape {
        case .any, .map: return [:]
        case .boolean: return false
        case .integer: return .integer(Int64(schema.minimum ?? 0))
        case .number: return .number(schema.minimum ?? 0)
        case .string: return .string(schema.format == "date-time" ? Self.time : "")
        case .array: return []
        case .object(let fields, _): return object(of: fields, from: arguments)
        case .oneOf(let union): return union.variants.first.map { value(of: $0.schema, from: arguments) } ?? .null
        case .reference(let name):
            guard let type = group.type(named: name), !openTypes.contains(name) else { return .null }
            openTypes.append(name)
            defer { openTypes.removeLast() }
            return value(of: type, from: arguments)
        }
    }

    /// A moment that nobody takes for one of the present.
    private static let time = "1970-01-01T00:00:00Z"

    private mutating func object(of fields: [Field], from arguments: JSONObject) -> JSONValue {
        var object = JSONObject()
        for field in fields {
            if let argument = arguments[field.name], let value = value(argument, as: field.schema) {
                object[field.name] = value
            } else if field.isRequired {
                object[field.name] = field.schema.isNullable ? .null : field.defaultValue ?? value(of: field.schema)
            }
        }
        return .object(object)
    }

    /// The argument in the form that the answer has it: a region's slug stands for the region.
    private mutating func value(_ argument: JSONValue, as schema: Schema) -> JSONValue? {
        switch (group.resolved(schema).shape, argument) {
        case (.object(let fields, _), .object(let given)):
            return changing(object(of: fields, from: given), by: given, schema)
        case (.object(let fields, _), .string), (.object(let fields, _), .integer):
            guard
                let field = Self.identities.lazy.compactMap({ name in fields.first { $0.name == name } }).first(where: {
                    matches(argument, group.resolved($0.schema).shape)
                })
            else { return nil }
            return object(of: fields, from: [field.name: argument])
        case (.array(let item), .array(let items)): return .array(items.map { value($0, as: item) ?? $0 })
        case (let shape, _): return matches(argument, shape) || argument == .null ? argument : nil
        }
    }

    private static let identities = ["slug", "id", "name", "uuid"]

    private func matches(_ value: JSONValue, _ shape: Schema.Shape) -> Bool {
        switch (shape, value) {
        case (.any, _), (.oneOf, _), (.map, .object), (.string, .string), (.boolean, .bool), (.integer, .integer),
            (.number, .integer), (.number, .number):
            true
        default: false
        }
    }

    /// A value that exists with what the arguments change: members of members each by themselves.
    mutating func changing(_ value: JSONValue, by arguments: JSONObject, _ schema: Schema) -> JSONValue {
        guard var object = value.object else { return value }
        let fields = group.memberFields(of: schema)
        for member in arguments.members {
            guard let field = fields.first(where: { $0.name == member.name }) else { continue }
            if let change = member.value.object, let present = object[member.name], present.object != nil {
                object[member.name] = changing(present, by: change, field.schema)
            } else if let value = self.value(member.value, as: field.schema) {
                object[member.name] = value
            }
        }
        return .object(object)
    }

    /// Gives a new value placeholders in the fields that tell it from others of its kind.
    mutating func identify(
        _ value: inout JSONValue, as resource: Resource, _ schema: Schema, _ pathArguments: JSONObject
    ) {
        guard var object = value.object else { return }
        for identity in resource.identity {
            guard case .field(let name) = identity.source, !name.contains("."),
                let field = group.memberFields(of: schema).first(where: { $0.name == name })
            else { continue }
            if let given = pathArguments[identity.parameter] { object[name] = given }
            if let present = object[name], present != .null, present != .string(""), present != .integer(0) { continue }
            object[name] = placeholders.make(group.resolved(field.schema), example: field.example)
        }
        value = .object(object)
    }
}
