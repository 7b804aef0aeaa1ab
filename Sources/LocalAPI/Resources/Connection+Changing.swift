import JSON

/// Changing the resources of a ``ResourceKind``. Call these within a transaction, which a changing handler and a transition
/// have.
extension Connection {
    /// Stores a new resource: gives it an identifier, completes its document from the schema, and files it under its name,
    /// tags and attributes.
    ///
    /// - Parameters:
    ///   - document: What a client is to get. Of a taggable kind the member `tags` names its tags, which are made where
    ///     they are missing.
    ///   - state: What only the server is to know.
    ///   - isComplete: Whether the document has all that its schema requires, so that it need not be looked for: for seeds.
    /// - Throws: `Refusal` where the kind's names are unique and this one is taken, and where a given identifier is.
    mutating func create(
        _ kind: ResourceKind, _ document: JSONObject, of parent: Int64 = 0, state: JSONObject = [:],
        isComplete: Bool = false, at moment: Moment
    ) throws -> Resource {
        var document = document
        let id = try identifier(for: kind, &document, moment)
        if !isComplete { document = kind.completed(document, moment) }
        let name = kind.nameField.flatMap { document.string($0) }
        try checkName(name, of: kind, parent, holder: nil)
        var tags: [String] = []
        if kind.isTaggable {
            tags = try canonicalTags(document.strings("tags"), at: moment)
            document["tags"] = nil
        }
        let key = ResourceKey(kind: kind.name, parent: parent, id: id)
        if case .given = kind.identifiers, try resource(key) != nil { throw kind.takenName ?? .conflict }
        let sequence = try insert(key, name: name, document: Self.text(document), state: Self.state(state))
        for tag in tags { try addAttribute(Attribute.tag, tag, kind: kind.name, to: sequence) }
        if kind.isTaggable { document["tags"] = .strings(tags.sorted()) }
        let resource = Resource(
            kind: kind, sequence: sequence, parent: parent, id: id, document: document, state: state)
        for (name, values) in kind.attributes(resource) {
            for value in values { try addAttribute(name, value, kind: kind.name, to: sequence) }
        }
        return resource
    }

    /// Keeps what was changed of a resource: document, state, name, tags and attributes.
    ///
    /// - Throws: `Refusal` where the kind's names are unique and the new one is taken.
    mutating func save(_ resource: Resource, at moment: Moment) throws {
        let kind = resource.kind
        var document = resource.document
        let name = kind.nameField.flatMap { document.string($0) }
        try checkName(name, of: kind, resource.parent, holder: resource.sequence)
        if kind.isTaggable {
            try setTags(document.strings("tags"), of: resource, at: moment)
            document["tags"] = nil
        }
        try run(
            "UPDATE resources SET name = ?, document = ?, state = ? WHERE sequence = ?", .text(orNull: name),
            .utf8(Self.text(document).bytes), .utf8(orNull: Self.state(resource.state)?.bytes),
            .integer(resource.sequence))
        for (name, values) in kind.attributes(resource) {
            if try attributes(name, of: resource.sequence) == values.sorted() { continue }
            try setAttribute(name, values, kind: kind.name, of: resource.sequence)
        }
    }

    /// Deletes a resource with everything that belongs to it, and its entries of the agenda.
    mutating func delete(_ resource: Resource, _ services: Services) throws {
        for name in resource.kind.children {
            guard let child = services.families.kinds[name] else { continue }
            if child.children.isEmpty {
                try deleteAll(name, of: resource.sequence)
            } else {
                for each in try all(child, of: resource.sequence) { try delete(each, services) }
                try deleteAll(name, of: resource.sequence)
            }
        }
        try delete(ResourceKey(kind: resource.kind.name, parent: resource.parent, id: resource.id))
    }
}

extension Connection {
    private mutating func identifier(
        for kind: ResourceKind, _ document: inout JSONObject, _ moment: Moment
    ) throws -> String {
        if let given = document.identifier(kind.identifierField) { return given }
        switch kind.identifiers {
        case .given: preconditionFailure("a new \(kind.name) needs \(kind.identifierField)")
        case .uuids:
            let id = moment.uuid()
            document = JSONObject([(kind.identifierField, .string(id))]).merging(document)
            return id
        case .integers(let first):
            let id = try takeNumbers(kind.name, from: first)
            document = JSONObject([(kind.identifierField, .integer(id))]).merging(document)
            return "\(id)"
        }
    }

    private mutating func checkName(
        _ name: String?, of kind: ResourceKind, _ parent: Int64, holder: Int64?
    ) throws {
        guard let refusal = kind.takenName, let name else { return }
        if let other = try resource(kind.name, of: parent, named: name), other != holder { throw refusal }
    }

    private static func text(_ document: JSONObject) throws(JSONError) -> JSONText {
        JSONText(try JSONValue.object(document).serialized())
    }

    private static func state(_ state: JSONObject) throws(JSONError) -> JSONText? {
        state.isEmpty ? nil : try text(state)
    }
}
