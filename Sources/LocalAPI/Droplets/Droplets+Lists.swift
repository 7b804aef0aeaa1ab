import JSON

/// What a droplet has beside it: lists of other resources.
extension Droplets {
    static let listHandlers: [String: Handler] = [
        "droplets.list_neighbors": .reading { call, connection in
            let droplet = try connection.get(kind, for: call)
            let neighbors = try connection.neighbors(of: droplet)
            return try call.answer(.array(neighbors.map { try kind.present($0, call.moment) }))
        },
        "droplets.list_neighbors_ids": .reading { call, connection in
            try call.answer(.array(connection.neighborhoods()))
        },
        "droplets.list_kernels": .reading { call, connection in
            _ = try connection.get(kind, for: call)
            return try call.answer(Listing(JSONText.list(of: Kernel.all.map(\.document)), for: call))
        },
        "droplets.list_firewalls": .reading { call, connection in
            let droplet = try connection.get(kind, for: call)
            let firewalls = try connection.firewalls(of: droplet).map { JSONText(try $0.serialized()) }
            return try call.answer(Listing(firewalls, for: call))
        },
        "droplets.list_snapshots": images("snapshot"),
        "droplets.list_backups": images("backup"),
        "droplets.get_backup_policy": .reading { call, connection in
            try call.answer(.object(connection.get(kind, for: call).backupPolicyDocument))
        },
        "droplets.list_backup_policies": .reading { call, connection in
            var list = Listing(items: [], total: 0)
            let records = try connection.next(of: kind, [.attribute(backups, "true")], after: &list, for: call)
            let policies = try records.map { record in
                let droplet = try Resource(record, of: kind)
                return (droplet.id, JSONValue.object(droplet.backupPolicyDocument))
            }
            let members = call.page?.members(total: list.total, at: call.location) ?? [:]
            return try call.answer(.object(JSONObject(policies)), and: members)
        },
        "droplets.list_supported_backup_policies": Handler { call, _ in
            try call.answer(.array(BackupPolicy.supported))
        }
    ]

    private static func images(_ type: String) -> Handler {
        .reading { call, connection in
            let droplet = try connection.get(kind, for: call)
            let parts = [(kind: Images.kind, filters: Connection.images(ofDroplet: droplet.id, type))]
            return try call.answer(
                connection.concatenation(parts, for: call) { _, record in try Images.dropletImage(record) })
        }
    }
}

/// A kernel that a droplet can be started with.
struct Kernel: Sendable {
    let id: Int64
    let version: String

    var document: JSONObject {
        ["id": .integer(id), "name": .string("Boot loader \(version)"), "version": .string(version)]
    }

    /// The selection is ours.
    static let all = [
        Kernel(id: 7_515, version: "0.2"), Kernel(id: 7_516, version: "0.3"), Kernel(id: 7_517, version: "0.4")
    ]
}

/// Droplets share a machine when they are in one region and their numbers divided by four are the same.
extension Connection {
    fileprivate mutating func neighbors(of droplet: Resource) throws -> [Record] {
        guard let number = Int64(droplet.id) else { return [] }
        let first = number / 4 * 4
        return try (first..<first + 4).filter { $0 != number }.compactMap { other in
            guard let record = try record(Droplets.kind, "\(other)"),
                try record.parsedState().string("region") == droplet.state.string("region")
            else { return nil }
            return record
        }
    }

    /// The identifiers of the droplets on each machine that has several.
    fileprivate mutating func neighborhoods() throws -> [JSONValue] {
        struct Machine: Hashable { let number: Int64, region: String }
        var machines: [Machine: [Int64]] = [:]
        for record in try listing(Droplets.kind) {
            guard let id = Int64(record.id) else { continue }
            let region = try record.parsedState().string("region") ?? ""
            machines[Machine(number: id / 4, region: region), default: []].append(id)
        }
        let groups = machines.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
        return groups.map { .array($0.map(JSONValue.integer)) }
    }
}
