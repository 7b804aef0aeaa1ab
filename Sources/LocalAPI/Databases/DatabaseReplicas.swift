import JSON

/// Copies of clusters that follow them and can only be read.
extension Databases {
    static let replicaHandlers: [String: Handler] = [
        "databases.list_replicas": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            let all = try connection.all(replicas, of: cluster.sequence)
            return try call.answer(.array(all.map { .object(try connection.replicaDocument($0, of: cluster)) }))
        },
        "databases.get_replica": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            let replica = try connection.get(replicas, for: call)
            return try call.answer(.object(connection.replicaDocument(replica, of: cluster)))
        },
        "databases.create_replica": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            let replica = try connection.makeReplica(of: cluster, call)
            return try call.answer(.object(connection.replicaDocument(replica, of: cluster)))
        },
        "databases.promote_replica": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            try connection.promote(connection.get(replicas, for: call), of: cluster, call)
            return call.answer()
        },
        "databases.destroy_replica": replicas.delete()
    ]
}

extension Connection {
    fileprivate mutating func replicaDocument(_ replica: Resource, of cluster: Resource) throws -> JSONObject {
        let engine = try cluster.engine()
        let administrator = try all(Databases.users, of: cluster.sequence).first
        let host = DatabaseHost(cluster, engine, administrator: administrator, replica: replica.id)
        return replica.document.merging(host.connections(to: engine.firstDatabase, port: engine.port))
    }

    /// A replica has at least the disk of its cluster, and is in the cluster's region where it names no other.
    fileprivate mutating func makeReplica(of cluster: Resource, _ call: Call) throws -> Resource {
        let engine = try cluster.engine()
        try engine.require(.replicas, "read-only replicas")
        try cluster.requireOnline()
        let input = call.input
        try Databases.checkName(input.string("name") ?? "")
        let size = try DatabaseSize.existing(
            input.string("size") ?? cluster.document.string("size") ?? "", for: engine)
        let region = try Region.available(input.string("region") ?? cluster.document.string("region") ?? "")
        let needed = cluster.document.integer("storage_size_mib") ?? 0
        let storage = try size.storage(input.integer("storage_size_mib") ?? max(needed, size.storage.lowerBound))
        guard storage >= needed else {
            throw Refusal.unprocessable("a replica needs at least the \(needed) MiB of its cluster, not \(storage)")
        }
        let network = try databaseNetwork(input.string("private_network_uuid"), in: region.slug, call.moment)
        let document = input.merging([
            "id": .string(call.moment.uuid()), "region": .string(region.slug), "size": .string(size.slug),
            "status": "creating", "created_at": call.moment.time, "private_network_uuid": .string(network),
            "storage_size_mib": .integer(storage)
        ])
        let replica = try create(Databases.replicas, document, of: cluster.sequence, at: call.moment)
        try schedule("databases.replica_online", after: 8, of: replica, at: call.moment)
        return replica
    }

    /// Makes a replica a cluster of its own, under its own name and identifier.
    fileprivate mutating func promote(_ replica: Resource, of cluster: Resource, _ call: Call) throws {
        guard replica["status"] == "online" else {
            throw Refusal.unprocessable("the replica is not online, but \(replica.document.string("status") ?? "")")
        }
        var document = cluster.document
        for name in ["id", "name", "region", "size", "private_network_uuid", "storage_size_mib", "do_settings"] {
            document[name] = replica[name]
        }
        document = document.merging([
            "tags": replica["tags"] ?? [], "num_nodes": 1, "rules": [], "created_at": call.moment.time
        ])
        let promoted = try create(Databases.kind, document, state: cluster.state, at: call.moment)
        try copy(cluster, into: promoted, call.moment)
        try delete(replica, call.services)
        try record("cluster_master_promotion", of: promoted, call.moment)
    }
}
