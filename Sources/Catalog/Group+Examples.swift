public import JSON

/// Which fields of an object an example has.
public enum ExamplePurpose: Sendable {
    /// Those a request must have.
    case request
    /// All of them, as in an answer.
    case answer
}

extension Group {
    /// The arguments of a call in one flat object: path, query and header parameters and the members of the body, as far
    /// as they are required. A body that is no object is the member `body`.
    public func exampleArguments(of operation: Operation) -> JSONObject {
        var arguments = JSONObject()
        let parameters = operation.pathParameters + operation.queryParameters + operation.headerParameters
        for field in parameters where field.isRequired { arguments[field.name] = example(of: field, for: .request) }
        guard let body = operation.body, body.isRequired else { return arguments }
        guard let members = example(of: body.schema, for: .request).object?.members else {
            arguments["body"] = example(of: body.schema, for: .request)
            return arguments
        }
        // What has the name of a parameter, too, is given by its second name; without one, in a whole body.
        let names = members.map { member in
            arguments[member.name] == nil ? member.name : secondName(of: member.name, in: body.schema)
        }
        guard !names.contains(nil) else {
            arguments["body"] = .object(JSONObject(members.map { ($0.name, $0.value) }))
            return arguments
        }
        for (name, member) in zip(names.compactMap(\.self), members) { arguments[name] = member.value }
        // A body without a required field shows how one is given.
        if members.isEmpty, let field = fields(of: body.schema)?.first(where: { !$0.isReadOnly }) {
            arguments[field.name] = example(of: field, for: .request)
        }
        return arguments
    }

    private func secondName(of name: String, in body: Schema) -> String? {
        fields(of: body)?.first { $0.name == name }?.luaName
    }

    /// The body of a successful answer; nil where it has none or is not JSON.
    public func exampleAnswer(of operation: Operation) -> JSONValue? {
        operation.success.schema.map { example(of: $0, for: .answer) }
    }

    /// A value of the field: its example, its default, or one made from its type.
    public func example(of field: Field, for purpose: ExamplePurpose) -> JSONValue {
        var maker = ExampleMaker(group: self, purpose: purpose)
        return maker.value(of: field)
    }

    /// A value of this type, made from the examples of its fields and its constraints.
    ///
    /// A string with a pattern needs an example of its own, which a type without fields cannot have.
    public func example(of schema: Schema, for purpose: ExamplePurpose) -> JSONValue {
        var maker = ExampleMaker(group: self, purpose: purpose)
        return maker.value(of: schema)
    }
}

/// Makes one example, from the outside inwards.
private struct ExampleMaker {
    let group: Group
    let purpose: ExamplePurpose
    /// The named types around the present value: one in itself is left out.
    var openTypes: [String] = []

    mutating func value(of field: Field) -> JSONValue {
        field.example ?? field.defaultValue ?? value(of: field.schema)
    }

    mutating func value(of schema: Schema) -> JSONValue {
        if let value = schema.allowedValues.first { return value }
        switch schema.shape {
        case .any: return .object(JSONObject())
        case .boolean: return true
        case .integer: return .integer(Int64(number(of: schema)))
        case .number: return .number(number(of: schema))
        case .string: return .string(string(of: schema))
        case .object(let fields, _): return object(of: fields)
        case .array(let item): return array(of: item, schema)
        case .map(let item): return isOpen(item) ? .object(JSONObject()) : ["name": value(of: item)]
        case .oneOf(let union): return variant(of: union)
        case .reference(let name): return named(name)
        }
    }

    private mutating func named(_ name: String) -> JSONValue {
        guard let schema = group.type(named: name), !openTypes.contains(name) else { return .null }
        openTypes.append(name)
        defer { openTypes.removeLast() }
        return value(of: schema)
    }

    private mutating func object(of fields: [Field]) -> JSONValue {
        var object = JSONObject()
        for field in fields {
            switch purpose {
            case .request where !field.isRequired || field.isReadOnly: continue
            case .answer where !field.isRequired && isOpen(field.schema): continue
            default: object[field.name] = value(of: field)
            }
        }
        return .object(object)
    }

    private mutating func array(of item: Schema, _ schema: Schema) -> JSONValue {
        let least = schema.length?.lowerBound ?? 0
        guard least > 0 || !isOpen(item) else { return .array([]) }
        let value = value(of: item)
        return .array(Array(repeating: value, count: max(1, least)))
    }

    private mutating func variant(of union: Union) -> JSONValue {
        guard let variant = union.variants.first(where: { !isOpen($0.schema) }) else { return .null }
        guard let discriminator = union.discriminator, var object = value(of: variant.schema).object else {
            return value(of: variant.schema)
        }
        object[discriminator] = .string(variant.name)
        return .object(object)
    }

    /// Whether a value of this type would be within another one of the same named type.
    private func isOpen(_ schema: Schema) -> Bool {
        switch schema.shape {
        case .reference(let name): openTypes.contains(name)
        case .array(let item): isOpen(item) && (schema.length?.lowerBound ?? 0) > 0
        default: false
        }
    }

    // MARK: Scalars

    private func number(of schema: Schema) -> Double {
        let step = schema.multipleOf ?? 1
        let low = schema.minimum ?? min(1, schema.maximum ?? 1)
        return (low / step).rounded(.up) * step
    }

    private func string(of schema: Schema) -> String {
        if let text = schema.format.flatMap({ Self.formatted[$0] }) { return text }
        let range = schema.length ?? 0...Int.max
        let text = "example"
        guard text.count < range.lowerBound else { return String(text.prefix(range.upperBound)) }
        return text + String(repeating: "x", count: range.lowerBound - text.count)
    }

    /// A string for each format; the addresses are those reserved for documentation (RFC 2606, 3849, 5737).
    private static let formatted = [
        "date-time": "2026-01-02T03:04:05Z", "date": "2026-01-02", "uuid": "3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33",
        "uri": "https://example.com/", "email": "user@example.com", "hostname": "www.example.com",
        "ipv4": "192.0.2.1", "ipv6": "2001:db8::1", "cidr": "192.0.2.0/24", "byte": "ZXhhbXBsZQ==",
        "cron": "15 3 * * 1-5", "int32": "1", "int64": "1", "uint32": "1", "uint64": "1"
    ]
}
