import Cron
import Digest
import JSON

extension Functions {
    /// Expired keys stay in the list, so that one sees what has to be renewed.
    @Sendable static func listAccessKeys(_ call: Call, _ services: Services) throws -> Answer {
        let records = try services.store.read { connection in
            try connection.resources(accessKeyKind, of: call.namespace(in: &connection))
        }
        var body = JSONText.object("access_keys", .array(records.map(\.document)))
        body.add("count", .integer(records.count))
        return Answer(status: 200, body: body)
    }

    @Sendable static func createAccessKey(_ call: Call, _ services: Services) throws -> Answer {
        let name = try call.accessKeyName()
        let lifetime = try Lifetime.seconds(in: call)
        let key = AccessKey(name: name, at: call.now, lifetime: lifetime, services.randomness)
        let document = JSONText(try JSONValue.object(key.document).serialized())
        try services.store.write { connection in
            let namespace = try call.namespace(in: &connection)
            guard try connection.resource(accessKeyKind, of: namespace, named: name) == nil else {
                throw Refusal.conflict
            }
            let resource = ResourceKey(kind: accessKeyKind, parent: namespace, id: key.id)
            let sequence = try connection.insert(resource, name: name, document: document)
            try connection.insertCredential(salt: key.salt, digest: key.digest, of: sequence)
        }
        var answer = document
        answer.add("secret", .string(key.secret))
        return .result("access_key", answer, status: 201)
    }

    @Sendable static func updateAccessKey(_ call: Call, _ services: Services) throws -> Answer {
        let name = try call.accessKeyName()
        let document = try services.store.write { connection in
            let namespace = try call.namespace(in: &connection)
            let key = ResourceKey(kind: accessKeyKind, parent: namespace, id: call.argument("key_id"))
            guard let record = try connection.resource(key) else { throw Refusal.notFound("access key") }
            let holder = try connection.resource(accessKeyKind, of: namespace, named: name)
            guard holder == nil || holder == record.sequence else { throw Refusal.conflict }
            let document = try record.document.replacing(["name": .string(name)], at: call.now)
            try connection.update(record.sequence, name: name, document: document)
            return document
        }
        return .result("access_key", document)
    }

    @Sendable static func deleteAccessKey(_ call: Call, _ services: Services) throws -> Answer {
        try services.store.write { connection in
            let namespace = try call.namespace(in: &connection)
            let key = ResourceKey(kind: accessKeyKind, parent: namespace, id: call.argument("key_id"))
            guard try connection.delete(key) else { throw Refusal.notFound("access key") }
        }
        return Answer(status: 200, body: .emptyObject)
    }
}

/// A new access key.
private struct AccessKey {
    let id: String
    /// Shown once; what is kept is `digest`, the SHA-256 of `salt` and this.
    let secret: String
    let salt: [UInt8]
    let document: JSONObject

    var digest: [UInt8] { SHA256.digest(salt + Array(secret.utf8)) }

    init(name: String, at now: Int64, lifetime: Int64?, _ randomness: Randomness) {
        id = "dof_v1_" + randomness.hexadecimal(32)
        secret = randomness.alphanumeric(64)
        salt = randomness.bytes(16)
        let time = JSONValue.string(UTCTime(unixSeconds: now).description)
        document = [
            "id": .string(id),
            "name": .string(name),
            "expires_at": lifetime.map { .string(UTCTime(unixSeconds: now + $0).description) } ?? .null,
            "created_at": time,
            "updated_at": time
        ]
    }
}

/// How long an access key works: `12h`, `7d`.
private enum Lifetime {
    /// Nil for a key that does not expire. The catalog's pattern has made sure of digits and a unit.
    static func seconds(in call: Call) throws(Refusal) -> Int64? {
        guard let text = call.body["expires_in"]?.string else { return nil }
        let unit: Int64 = text.hasSuffix("h") ? 3_600 : 86_400
        guard let count = Int64(text.dropLast()), count <= longestSeconds / unit else {
            throw .invalidPayload("expires_in must be at most 36500d")
        }
        return count * unit
    }

    /// A hundred years: every end has a four-digit year, whatever the clock is set to for a test.
    private static let longestSeconds: Int64 = 36_500 * 86_400
}

extension Call {
    /// The name that the body gives an access key.
    ///
    /// - Throws: `Refusal` 400.
    fileprivate func accessKeyName() throws(Refusal) -> String {
        if lacks("name") { throw .invalidPayload("missing name field") }
        let name = body["name"]?.string ?? ""
        var problems = bodyProblems(isComplete: false)
        if problems.isEmpty { problems = Name.problems(with: name, of: "name", isPathSegment: false) }
        guard problems.isEmpty else { throw .invalidPayload(problems.joined(separator: "; ")) }
        return name
    }
}

extension Connection {
    fileprivate mutating func insertCredential(
        salt: [UInt8], digest: [UInt8], of resource: Int64
    ) throws(StoreError) {
        try run(
            "INSERT INTO credentials (resource, salt, digest) VALUES (?, ?, ?)", .integer(resource), .blob(salt),
            .blob(digest))
    }
}
