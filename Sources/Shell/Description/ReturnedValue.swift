internal import Catalog

/// What a call gives back.
struct ReturnedValue {
    enum Kind {
        /// `true`: the answer has no body.
        case nothing
        /// The bytes of an answer that is not JSON.
        case text(mediaType: String)
        case value(Schema)
    }

    /// One of them comes back; the request decides which.
    let kinds: [Kind]
    private let group: Group

    init(of operation: Operation, in group: Group) {
        self.group = group
        kinds = Self.kinds(of: operation, in: group)
    }

    private static func kinds(of operation: Operation, in group: Group) -> [Kind] {
        let success = operation.success
        guard let mediaType = success.mediaType else { return [.nothing] }
        guard mediaType == "application/json" else { return [.text(mediaType: mediaType)] }
        guard let schema = success.schema else { return [.nothing] }
        let members = success.roots.compactMap { group.schema(at: $0, of: schema) }
        if !members.isEmpty { return members.map { .value($0) } }
        // The members of the answer may be spread over the variants of a union.
        if !success.roots.isEmpty, case .oneOf(let union) = group.resolved(schema).shape {
            let found = success.roots.compactMap { root in
                union.variants.lazy.compactMap { group.schema(at: root, of: $0.schema) }.first
            }
            if !found.isEmpty { return found.map { .value($0) } }
        }
        return [.value(schema)]
    }

    /// The resource of a value or of its items; nil where the catalog declares none.
    func resource(of schema: Schema) -> Resource? {
        var item = schema
        if case .array(let element) = schema.shape { item = element }
        guard case .reference(let name) = item.shape else { return nil }
        return group.resource(ofType: name)
    }

    /// The resource of the items, where the value is a list.
    var listedResource: Resource? { items.flatMap(resource) }

    /// The schema of the items, where the value is a list.
    var items: Schema? {
        guard kinds.count == 1, case .value(let schema) = kinds[0], case .array(let item) = schema.shape else {
            return nil
        }
        return item
    }

    /// In words: `functions.trigger`, `a list of functions.trigger`, `true`.
    var description: String {
        var texts: [String] = []
        for text in kinds.map(description) where !texts.contains(text) { texts.append(text) }
        return texts.joined(separator: ", or ")
    }

    private func description(of kind: Kind) -> String {
        switch kind {
        case .nothing: return "true"
        case .text(let mediaType): return "a string of bytes (\(mediaType))"
        case .value(let schema):
            if let resource = resource(of: schema) {
                return schema.isArray ? "a list of \(resource.qualifiedName)" : resource.qualifiedName
            }
            if case .array(let item) = schema.shape {
                return "a list of " + (names(of: item).map { "tables " + $0 } ?? FieldFacts.kind(item, in: group))
            }
            return names(of: schema).map { "a table " + $0 } ?? FieldFacts.kind(schema, in: group)
        }
    }

    /// `with id, name`; nil where it is no object with known fields.
    private func names(of schema: Schema) -> String? {
        guard let fields = group.fields(of: schema), !fields.isEmpty else { return nil }
        let names = fields.prefix(8).map(\.preferredLuaName).joined(separator: ", ")
        return "with " + names + (fields.count > 8 ? " and \(fields.count - 8) more" : "")
    }
}

extension Schema {
    var isArray: Bool { if case .array = shape { true } else { false } }
}
