extension JSONValue {
    /// A value of Swift as JSON: structures are objects with the members in the order in which they are encoded,
    /// enumerations and identifiers what they are encoded as.
    ///
    /// - Throws: ``JSONError`` for an integer beyond 64 bits, and what the value's own `encode(to:)` throws.
    public init(encoding value: some Encodable) throws {
        let node = EncodedNode()
        try NodeEncoder(node, path: []).encode(value)
        self = node.value
    }
}

extension JSONValue: Encodable {
    /// Encodes the value for any encoder.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let value): try value.encode(to: encoder)
        case .integer(let value): try value.encode(to: encoder)
        case .number(let value): try value.encode(to: encoder)
        case .string(let value): try value.encode(to: encoder)
        case .array(let items): try items.encode(to: encoder)
        case .object(let object):
            var container = encoder.container(keyedBy: NameKey.self)
            for member in object.members { try container.encode(member.value, forKey: NameKey(member.name)) }
        }
    }
}
