/// A value while it is encoded.
final class EncodedNode {
    enum Content {
        case nothing
        case scalar(JSONValue)
        case array([EncodedNode])
        case object([(name: String, node: EncodedNode)])
    }

    var content = Content.nothing

    /// What encodes nothing is an object without members, as a structure is that has none.
    var value: JSONValue {
        switch content {
        case .nothing: .object([:])
        case .scalar(let value): value
        case .array(let items): .array(items.map(\.value))
        case .object(let members): .object(JSONObject(members.map { ($0.name, $0.node.value) }))
        }
    }

    func appendItem() -> EncodedNode {
        let node = EncodedNode()
        if case .array(let items) = content { content = .array(items + [node]) } else { content = .array([node]) }
        return node
    }

    /// The node of a member, which takes the place of one of the same name.
    func member(_ name: String) -> EncodedNode {
        let node = EncodedNode()
        guard case .object(var members) = content else {
            content = .object([(name, node)])
            return node
        }
        content = .nothing
        if let index = members.firstIndex(where: { $0.name == name }) {
            members[index].node = node
        } else {
            members.append((name, node))
        }
        content = .object(members)
        return node
    }
}

/// A key of any name.
struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
