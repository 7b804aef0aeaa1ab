import JSON

/// Connections to a PostgreSQL database that many clients share.
extension Databases {
    static let poolHandlers: [String: Handler] = [
        "databases.list_connection_pools": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            let all = try connection.all(pools, of: cluster.sequence)
            return try call.answer(.array(all.map { .object(try connection.poolDocument($0, of: cluster)) }))
        },
        "databases.get_connection_pool": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            return try call.answer(.object(connection.poolDocument(connection.get(pools, for: call), of: cluster)))
        },
        "databases.add_connection_pool": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            try cluster.engine().require(.pools, "connection pools")
            try checkName(call.input.string("name") ?? "")
            try connection.checkPool(call.input, of: cluster, replacing: nil)
            let pool = try connection.create(pools, call.input, of: cluster.sequence, at: call.moment)
            return try call.answer(.object(connection.poolDocument(pool, of: cluster)))
        },
        "databases.update_connection_pool": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            var pool = try connection.get(pools, for: call)
            let document = pool.document.merging(call.input)
            try connection.checkPool(document, of: cluster, replacing: pool)
            pool.document = document
            try connection.save(pool, at: call.moment)
            return call.answer()
        },
        "databases.delete_connection_pool": pools.delete()
    ]

    /// The port that pools of all clusters have.
    fileprivate static let poolPort: Int64 = 25_061
}

extension Connection {
    /// A pool as clients get it, with its addresses.
    fileprivate mutating func poolDocument(_ pool: Resource, of cluster: Resource) throws -> JSONObject {
        let administrator = try all(Databases.users, of: cluster.sequence).first
        let user = try pool.document.string("user").flatMap { try find(Databases.users, $0, of: cluster.sequence) }
        let host = DatabaseHost(cluster, try cluster.engine(), administrator: administrator)
            .signingIn(as: user ?? administrator)
        return pool.document.merging(host.connections(to: pool.id, port: Databases.poolPort))
    }

    /// - Throws: `Refusal` 422 for what is not there, and for more connections than the server has.
    fileprivate mutating func checkPool(
        _ pool: JSONObject, of cluster: Resource, replacing replaced: Resource?
    ) throws {
        let modes = ["session", "transaction", "statement"]
        guard modes.contains(pool.string("mode") ?? "") else {
            throw Refusal.unprocessable("mode must be \(modes.joined(separator: ", or "))")
        }
        let database = pool.string("db") ?? ""
        guard try find(Databases.databases, database, of: cluster.sequence) != nil else {
            throw Refusal.unprocessable("the cluster has no database \"\(database)\"")
        }
        if let user = pool.string("user"), !user.isEmpty,
            try find(Databases.users, user, of: cluster.sequence) == nil
        {
            throw Refusal.unprocessable("the cluster has no user \"\(user)\"")
        }
        try checkConnections(pool.integer("size") ?? 0, of: cluster, replacing: replaced)
    }

    /// The server has 25 connections for each GiB of memory, and keeps three of them for itself.
    private mutating func checkConnections(_ size: Int64, of cluster: Resource, replacing replaced: Resource?) throws {
        guard size > 0 else { throw Refusal.unprocessable("size must be at least 1") }
        let memory = DatabaseSize.named(cluster.document.string("size") ?? "")?.memory ?? 1
        let others = try all(Databases.pools, of: cluster.sequence).filter { $0.sequence != replaced?.sequence }
        let taken = others.reduce(0) { $0 + ($1.document.integer("size") ?? 0) }
        let free = memory * 25 - 3 - taken
        guard size <= free else {
            throw Refusal.unprocessable("size must be at most \(free), the connections that the cluster has left")
        }
    }
}
