import JSON

/// A stored resource, read to be looked at or changed. ``Connection/save(_:at:)`` keeps what was changed.
struct Resource: Sendable {
    let kind: ResourceKind
    /// Its row, which what belongs to it refers to.
    let sequence: Int64
    /// The row of the resource it belongs to; 0 for none.
    let parent: Int64
    let id: String
    /// What a client gets, but for what the kind's `present` adds. Of a taggable kind it has `tags`.
    var document: JSONObject
    /// What the server knows beyond it, and never shows.
    var state: JSONObject
}

extension Record {
    /// What the server knows beyond the document; much quicker to read than the document is.
    ///
    /// - Throws: `JSONError` where the stored text is damaged.
    func parsedState() throws(JSONError) -> JSONObject {
        try state.map { text throws(JSONError) in try JSONValue(parsing: text.bytes).object ?? [:] } ?? [:]
    }
}

extension Resource {
    subscript(name: String) -> JSONValue? {
        get { document[name] }
        set { document[name] = newValue }
    }

    /// The second name; empty where the kind has none.
    var name: String { kind.nameField.flatMap { document.string($0) } ?? "" }

    /// The identifier as JSON writes it: a number where the kind numbers its resources.
    var jsonID: JSONValue { document[kind.identifierField] ?? .string(id) }

    /// Its name among project resources: `do:droplet:1`.
    var urn: String? { kind.urnType.map { "do:\($0):\(id)" } }

    /// - Throws: `JSONError` where the stored text is damaged.
    init(_ record: Record, of kind: ResourceKind) throws(JSONError) {
        self.kind = kind
        sequence = record.sequence
        parent = record.parent
        id = record.id
        document = try Self.object(record.document)
        state = try record.state.map(Self.object) ?? [:]
    }

    /// The resource as the store reads it.
    ///
    /// - Throws: `JSONError` for a number that JSON cannot express.
    func record() throws(JSONError) -> Record {
        Record(
            sequence: sequence, document: JSONText(try JSONValue.object(document).serialized()),
            state: state.isEmpty ? nil : JSONText(try JSONValue.object(state).serialized()), parent: parent, id: id)
    }

    private static func object(_ text: JSONText) throws(JSONError) -> JSONObject {
        guard let object = try JSONValue(parsing: text.bytes).object else {
            throw JSONError(reason: "expected a stored object")
        }
        return object
    }
}
