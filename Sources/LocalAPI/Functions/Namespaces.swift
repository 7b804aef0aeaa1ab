import Cron
import HTTPMessage
import JSON

extension Functions {
    @Sendable static func listNamespaces(_ call: Call, _ services: Services) throws -> Answer {
        let records = try services.store.read { try $0.resources(namespaceKind) }
        return .result("namespaces", .array(records.map(\.document)))
    }

    @Sendable static func getNamespace(_ call: Call, _ services: Services) throws -> Answer {
        let record = try services.store.read { try $0.namespace(call.argument("namespace_id")) }
        return .result("namespace", record.document)
    }

    @Sendable static func createNamespace(_ call: Call, _ services: Services) throws -> Answer {
        let new = try NewNamespace(call)
        let namespace = Namespace(label: new.label, region: new.region, at: call.now, services.randomness)
        let document = JSONText(try namespace.document.serialized())
        try services.store.write { connection in
            guard try connection.resource(namespaceKind, named: new.label) == nil else {
                throw Refusal.unprocessable("a namespace with the label \"\(new.label)\" exists already")
            }
            guard try connection.total(namespaceKind) < services.limits.namespaces else {
                throw Refusal.unprocessable("namespace limit reached")
            }
            try connection.insert(namespace.key, name: new.label, document: document)
        }
        return .result("namespace", document)
    }

    /// Takes its access keys and triggers along.
    @Sendable static func deleteNamespace(_ call: Call, _ services: Services) throws -> Answer {
        try services.store.write { connection in
            let id = call.argument("namespace_id")
            let sequence = try connection.namespace(id).sequence
            try connection.deleteAll(triggerKind, of: sequence)
            try connection.deleteAll(accessKeyKind, of: sequence)
            try connection.delete(ResourceKey(kind: namespaceKind, id: id))
        }
        return .noContent
    }
}

/// What a request to create a namespace says.
private struct NewNamespace {
    var label: String
    var region: String

    /// - Throws: `Refusal` 404 for a body that is not as it should be, which is the status the reference documents.
    init(_ call: Call) throws(Refusal) {
        var call = call
        call.body = Self.unwrapped(call.body)
        for field in ["label", "region"] where call.lacks(field) {
            throw .invalidPayload("missing \(field) field", status: Self.invalidStatus)
        }
        var problems = call.bodyProblems()
        label = call.body["label"]?.string ?? ""
        region = call.body["region"]?.string ?? ""
        if problems.isEmpty { problems += Name.problems(with: label, of: "label", isPathSegment: false) }
        guard problems.isEmpty else {
            throw .invalidPayload(problems.joined(separator: "; "), status: Self.invalidStatus)
        }
        guard Namespace.regions.contains(region) else {
            throw .unprocessable(
                "region \"\(region)\" has no functions; choose one of \(Namespace.regions.joined(separator: ", "))")
        }
    }

    private static let invalidStatus = 404

    /// doctl sends `{"namespace": {"label": ..., "Region": ...}}`.
    private static func unwrapped(_ body: JSONObject) -> JSONObject {
        var fields = body["label"] == nil ? body["namespace"]?.object ?? body : body
        if fields["region"] == nil {
            fields["region"] = fields.members.first { $0.name.isEqualIgnoringASCIICase(to: "region") }?.value
        }
        return fields
    }
}

/// A new namespace.
struct Namespace {
    let document: JSONValue
    let key: ResourceKey

    init(label: String, region: String, at now: Int64, _ randomness: Randomness) {
        let uuid = randomness.uuid()
        let time = JSONValue.string(UTCTime(unixSeconds: now).description)
        key = ResourceKey(kind: Functions.namespaceKind, id: "fn-" + uuid)
        document = [
            "api_host": .string("https://faas-\(region)-\(randomness.hexadecimal(8)).doserverless.co"),
            "namespace": .string(key.id),
            "uuid": .string(uuid),
            "label": .string(label),
            "region": .string(region),
            // The shared credential of old, which opens nothing here.
            "key": .string(randomness.alphanumeric(64)),
            "created_at": time,
            "updated_at": time
        ]
    }

    /// Where the vendor runs functions.
    static let regions = ["ams3", "blr1", "fra1", "lon1", "nyc1", "sfo3", "sgp1", "syd1", "tor1"]
}
