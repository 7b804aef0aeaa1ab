import JSON

/// The nodes of a pool. Each is a droplet too, with the tags of its pool.
extension Connection {
    /// Puts new nodes into a pool, which run after a while.
    mutating func addNodes(
        _ count: Int, to pool: inout JSONObject, of cluster: Resource, lasting seconds: Int64, at moment: Moment
    ) throws {
        guard count > 0 else { return }
        let wanted: JSONObject = [
            "region": cluster["region"] ?? .null, "size": pool["size"] ?? .null, "image": "debian-12-x64",
            "tags": pool["tags"] ?? [], "vpc_uuid": cluster["vpc_uuid"] ?? .null,
            "public_networking": .bool(!cluster.document.flag("isolated_workers"))
        ]
        var order = try order(wanted, moment)
        var nodes = pool.objects("nodes")
        var made: [String] = []
        for _ in 0..<count {
            let name = (pool.string("name") ?? "") + "-" + moment.services.randomness.alphanumeric(5)
            let droplet = try create(&order, named: name, moment).droplet
            made.append(moment.uuid())
            nodes.append([
                "id": .string(made[made.count - 1]), "name": .string(name), "status": ["state": "provisioning"],
                "droplet_id": .string(droplet.id), "created_at": moment.time, "updated_at": moment.time
            ])
        }
        pool["nodes"] = .array(nodes.map(JSONValue.object))
        try schedule(
            Kubernetes.nodesReady, after: seconds, of: cluster, details: ["nodes": .strings(made)], at: moment)
    }

    /// Marks nodes as going, and lets them be gone after a while.
    mutating func markNodes(
        _ ids: Set<String>, in pool: inout JSONObject, of cluster: Resource, as state: JSONValue, at moment: Moment
    ) throws {
        let nodes = pool.objects("nodes").map { node in
            guard ids.contains(node.string("id") ?? "") else { return node }
            return node.merging(["status": ["state": state], "updated_at": moment.time])
        }
        pool["nodes"] = .array(nodes.map(JSONValue.object))
        try schedule(
            Kubernetes.nodesGone, after: state == "draining" ? 6 : 2, of: cluster,
            details: ["nodes": .strings(ids.sorted())], at: moment)
    }

    /// Takes nodes out of a pool, and saves the cluster.
    ///
    /// - Parameters:
    ///   - replaces: Whether as many new ones take their place; otherwise the pool is smaller afterwards.
    ///   - drains: Whether what runs there is moved first, which takes a while longer.
    /// - Throws: `Refusal` 404 where one of the nodes is not there or going already, 422 where the pool would be too small.
    mutating func retire(
        _ ids: [String], ofPool place: Int, of cluster: inout Resource, replaces: Bool, drains: Bool,
        at moment: Moment
    ) throws {
        var pool = cluster.nodePools[place]
        let (ids, staying) = (Set(ids), Set(pool.objects("nodes").filter(\.isStaying).compactMap { $0.string("id") }))
        guard ids.isSubset(of: staying) else { throw Refusal.missing }
        if !replaces {
            pool["count"] = .integer((pool.integer("count") ?? 0) - Int64(ids.count))
            try Kubernetes.checkScale(of: pool, hasOthers: cluster.nodePools.count > 1)
        }
        try markNodes(ids, in: &pool, of: cluster, as: drains ? "draining" : "deleting", at: moment)
        if replaces { try addNodes(ids.count, to: &pool, of: cluster, lasting: 8, at: moment) }
        cluster.nodePools[place] = pool
        try save(cluster, at: moment)
    }

    /// Destroys the droplets of a cluster's nodes.
    mutating func destroyDroplets(of cluster: Resource, _ moment: Moment) throws {
        for pool in cluster.nodePools { try destroyDroplets(of: pool.objects("nodes"), moment) }
    }

    /// Destroys the droplets of nodes; one that was destroyed by itself is not missed.
    mutating func destroyDroplets(of nodes: [JSONObject], _ moment: Moment) throws {
        for id in nodes.compactMap({ $0.string("droplet_id") }) {
            guard let droplet = try find(Droplets.kind, id) else { continue }
            try destroy(droplet, moment)
        }
    }
}

extension JSONObject {
    /// Whether a node is not on its way out.
    var isStaying: Bool { ["provisioning", "running"].contains(object("status")?.string("state")) }
}

extension Kubernetes {
    static let startNodes: Transition = { entry, moment, connection in
        try change(entry, moment, &connection) { node in
            node.isStaying ? node.merging(["status": ["state": "running"], "updated_at": moment.time]) : node
        }
    }

    static let removeNodes: Transition = { entry, moment, connection in
        var gone: [JSONObject] = []
        try change(entry, moment, &connection) { node in
            gone.append(node)
            return nil
        }
        try connection.destroyDroplets(of: gone, moment)
    }

    /// Changes those nodes of a cluster that an entry names; nil takes one out.
    private static func change(
        _ entry: AgendaEntry, _ moment: Moment, _ connection: inout Connection,
        _ change: (JSONObject) -> JSONObject?
    ) throws {
        let ids = Set(entry.details.strings("nodes"))
        var cluster = try connection.resource(of: entry, kind)
        cluster.nodePools = cluster.nodePools.map { pool in
            let nodes = pool.objects("nodes").compactMap { node in
                ids.contains(node.string("id") ?? "") ? change(node) : node
            }
            return pool.merging(["nodes": .array(nodes.map(JSONValue.object))])
        }
        try connection.save(cluster, at: moment)
    }
}
