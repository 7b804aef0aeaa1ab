/// Encodes into a node.
struct NodeEncoder: Encoder {
    let node: EncodedNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ node: EncodedNode, path: [any CodingKey]) {
        self.node = node
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .nothing = node.content { node.content = .object([]) }
        return KeyedEncodingContainer(KeyedNode<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .nothing = node.content { node.content = .array([]) }
        return UnkeyedNode(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleNode(node: node, codingPath: codingPath)
    }

    /// Encodes a value into this encoder's node.
    func encode(_ value: some Encodable) throws {
        if let value = value as? JSONValue {
            node.content = .scalar(value)
        } else {
            try value.encode(to: self)
        }
    }
}

private struct KeyedNode<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: EncodedNode
    let codingPath: [any CodingKey]

    private func encoder(_ key: some CodingKey) -> NodeEncoder {
        NodeEncoder(node.member(key.stringValue), path: codingPath + [key])
    }

    mutating func encodeNil(forKey key: Key) { node.member(key.stringValue).content = .scalar(.null) }

    mutating func encode<Encoded: Encodable>(_ value: Encoded, forKey key: Key) throws {
        try encoder(key).encode(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(key).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder(NameKey("super")) }
    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

private struct UnkeyedNode: UnkeyedEncodingContainer {
    let node: EncodedNode
    let codingPath: [any CodingKey]

    var count: Int { if case .array(let items) = node.content { items.count } else { 0 } }

    private func encoder() -> NodeEncoder { NodeEncoder(node.appendItem(), path: codingPath) }

    mutating func encodeNil() { node.appendItem().content = .scalar(.null) }

    mutating func encode<Encoded: Encodable>(_ value: Encoded) throws { try encoder().encode(value) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { encoder() }
}

private struct SingleNode: SingleValueEncodingContainer {
    let node: EncodedNode
    let codingPath: [any CodingKey]

    mutating func encodeNil() { node.content = .scalar(.null) }
    mutating func encode(_ value: Bool) { node.content = .scalar(.bool(value)) }
    mutating func encode(_ value: String) { node.content = .scalar(.string(value)) }
    mutating func encode(_ value: Double) { node.content = .scalar(.number(value)) }
    mutating func encode(_ value: Float) { node.content = .scalar(.number(Double(value))) }
    mutating func encode(_ value: Int) throws { try encode(integer: value) }
    mutating func encode(_ value: Int8) throws { try encode(integer: value) }
    mutating func encode(_ value: Int16) throws { try encode(integer: value) }
    mutating func encode(_ value: Int32) throws { try encode(integer: value) }
    mutating func encode(_ value: Int64) throws { try encode(integer: value) }
    mutating func encode(_ value: UInt) throws { try encode(integer: value) }
    mutating func encode(_ value: UInt8) throws { try encode(integer: value) }
    mutating func encode(_ value: UInt16) throws { try encode(integer: value) }
    mutating func encode(_ value: UInt32) throws { try encode(integer: value) }
    mutating func encode(_ value: UInt64) throws { try encode(integer: value) }

    mutating func encode<Encoded: Encodable>(_ value: Encoded) throws {
        try NodeEncoder(node, path: codingPath).encode(value)
    }

    private func encode(integer value: some BinaryInteger) throws {
        guard let integer = Int64(exactly: value) else {
            throw JSONError(reason: "\(value) is beyond the integers of 64 bits")
        }
        node.content = .scalar(.integer(integer))
    }
}
