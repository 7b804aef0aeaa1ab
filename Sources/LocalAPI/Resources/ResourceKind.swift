import Catalog
import JSON

/// A kind of resource: how it is stored, found and shown.
///
/// ```swift
/// static let keys = ResourceKind(
///     "ssh_keys.key", shownBy: "ssh_keys.get", parameter: "ssh_key_identifier", identifiers: .integers(from: 512_190))
/// ```
struct ResourceKind: Sendable {
    /// Where the identifiers of new resources come from.
    enum Identifiers: Sendable {
        /// Numbers of the kind's own counter, none of which is given twice.
        case integers(from: Int64)
        case uuids
        /// A member of the document that is there already: a domain is known by its name.
        case given
    }

    /// What the store calls it: the group and the resource, `droplets.droplet`. Never changes: files have it.
    let name: String
    /// The operation whose answer shows one; its schema completes new documents. Empty where there is none.
    let shownBy: String
    /// The path parameter that identifies it; empty where no path does.
    let parameter: String
    /// What it is called in other paths: an app is `app_id` in most and `id` in some.
    var otherParameters: [String] = []
    let identifiers: Identifiers
    /// The member of the document that is the identifier.
    let identifierField: String
    /// The member of the document that is kept as the second name; nil for none.
    let nameField: String?
    /// What a second resource of one name (and parent) gets; nil where names may repeat.
    var takenName: Refusal?
    /// The kind it belongs to, outermost first; empty for a resource that stands by itself.
    let ancestors: [ResourceKind]
    /// The names of the kinds that belong to it and are deleted with it.
    var children: [String] = []
    /// What tags call it (`resource_type`): `droplet`. The member `tags` of its documents is then kept by the store, not in
    /// the document.
    var tagType: String?
    /// What project resources call it: `droplet`, as in `do:droplet:1`.
    var urnType: String?
    /// What it can be found by beside identifier, name and tags, taken from the document each time it is stored.
    var attributes: @Sendable (Resource) -> [String: [String]] = { _ in [:] }
    /// The members that `present` adds: they are neither completed from the schema nor stored.
    var computed: [String] = []
    /// The document as clients get it: what is computed at the moment of reading is added to the stored text.
    var present: @Sendable (Record, Moment) throws -> JSONText = { record, _ in record.document }

    init(
        _ name: String, shownBy: String, parameter: String, in parent: ResourceKind? = nil,
        identifiers: Identifiers = .uuids, identifierField: String = "id", nameField: String? = "name"
    ) {
        self.name = name
        self.shownBy = shownBy
        self.parameter = parameter
        self.identifiers = identifiers
        self.identifierField = identifierField
        self.nameField = nameField
        ancestors = parent.map { $0.ancestors + [$0] } ?? []
    }

    /// A copy with other settings.
    func with(_ change: (inout ResourceKind) -> Void) -> ResourceKind {
        var copy = self
        change(&copy)
        return copy
    }

    var isTaggable: Bool { tagType != nil }
}

extension ResourceKind {
    /// The document with everything that its schema requires.
    func completed(_ document: JSONObject, _ moment: Moment) -> JSONObject {
        guard let operation = moment.services.catalog.operation(shownBy),
            let types = moment.services.catalog.group(operation.group)?.types,
            let schema = operation.success.resultSchema
        else { return document }
        return Completion(types: types, time: moment.time).completed(document, as: schema, without: computed)
    }
}

extension Operation.Success {
    /// The schema of the result itself, under the first root.
    var resultSchema: Schema? {
        guard let root else { return schema }
        guard case .object(let fields, _)? = schema?.shape else { return nil }
        return fields.first { $0.name == root }?.schema
    }
}
