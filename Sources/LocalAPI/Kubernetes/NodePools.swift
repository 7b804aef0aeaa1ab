import JSON

/// Node pools: operations on one part of a cluster's document.
extension Kubernetes {
    static let nodePoolHandlers: [String: Handler] = [
        "kubernetes.list_node_pools": .reading { call, connection in
            try call.answer(.array(connection.get(kind, for: call).nodePools.map(JSONValue.object)))
        },
        "kubernetes.get_node_pool": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            return try call.answer(.object(cluster.nodePools[nodePool(of: cluster, call)]))
        },
        "kubernetes.add_node_pool": .changing { call, connection in
            var cluster = try connection.get(kind, for: call)
            let pool = try connection.addNodePool(call.input, to: &cluster, lasting: 8, at: call.moment)
            try connection.save(cluster, at: call.moment)
            return try call.answer(.object(pool))
        },
        "kubernetes.update_node_pool": .changing { call, connection in
            var cluster = try connection.get(kind, for: call)
            let place = try nodePool(of: cluster, call)
            try connection.updateNodePool(at: place, of: &cluster, call.changes, at: call.moment)
            try connection.save(cluster, at: call.moment)
            return try call.answer(.object(cluster.nodePools[place]))
        },
        "kubernetes.delete_node_pool": .changing { call, connection in
            var cluster = try connection.get(kind, for: call)
            let place = try nodePool(of: cluster, call)
            guard cluster.nodePools.count > 1 else {
                throw Refusal.unprocessable("a cluster needs at least one node pool")
            }
            try connection.destroyDroplets(of: cluster.nodePools.remove(at: place).objects("nodes"), call.moment)
            try connection.save(cluster, at: call.moment)
            return call.answer()
        },
        "kubernetes.delete_node": .changing { call, connection in
            var cluster = try connection.get(kind, for: call)
            let place = try nodePool(of: cluster, call)
            try connection.retire(
                [call.argument("node_id")], ofPool: place, of: &cluster, replaces: call.query("replace") == "1",
                drains: call.query("skip_drain") != "1", at: call.moment)
            return call.answer()
        },
        "kubernetes.recycle_node_pool": .changing { call, connection in
            var cluster = try connection.get(kind, for: call)
            let place = try nodePool(of: cluster, call)
            try connection.retire(
                call.input.strings("nodes"), ofPool: place, of: &cluster, replaces: true, drains: true,
                at: call.moment)
            return call.answer()
        }
    ]

    /// The place of the pool that the path of a request names.
    ///
    /// - Throws: `Refusal` 404.
    private static func nodePool(of cluster: Resource, _ call: Call) throws(Refusal) -> Int {
        let id = call.argument("node_pool_id")
        guard let place = cluster.nodePools.firstIndex(where: { $0.string("id") == id }) else { throw .missing }
        return place
    }

    /// Refuses numbers of nodes that a pool cannot have.
    ///
    /// - Parameter hasOthers: Whether the cluster has other pools, without which this one cannot be empty.
    static func checkScale(of pool: JSONObject, hasOthers: Bool) throws(Refusal) {
        let count = pool.integer("count") ?? 0
        guard count <= 512 else { throw .unprocessable("a cluster has at most 512 nodes") }
        guard pool.flag("auto_scale") else {
            if count < 1 { throw .unprocessable("a node pool without auto_scale has at least 1 node") }
            return
        }
        let (least, most) = (pool.integer("min_nodes") ?? 0, pool.integer("max_nodes") ?? 0)
        guard most >= 1, least >= (hasOthers ? 0 : 1), least <= most else {
            throw .unprocessable("auto_scale needs min_nodes and max_nodes, with at least 1 node in the cluster")
        }
        guard (least...most).contains(count) else {
            throw .unprocessable("count must be from min_nodes to max_nodes, \(least) to \(most)")
        }
    }
}

extension Resource {
    /// The node pools of a cluster.
    var nodePools: [JSONObject] {
        get { document.objects("node_pools") }
        set { document["node_pools"] = .array(newValue.map(JSONValue.object)) }
    }
}

extension Connection {
    /// Puts a pool with its nodes into a cluster, which is not saved here.
    ///
    /// - Parameter seconds: How long the nodes take to run.
    /// - Throws: `Refusal` 422 for a name, size or number of nodes that cannot be.
    mutating func addNodePool(
        _ input: JSONObject, to cluster: inout Resource, lasting seconds: Int64, at moment: Moment
    ) throws -> JSONObject {
        let name = input.string("name") ?? ""
        let size = input.string("size") ?? ""
        try Kubernetes.checkName(name)
        guard !cluster.nodePools.contains(where: { $0.string("name") == name }) else {
            throw Refusal.unprocessable("the cluster has a node pool \"\(name)\" already")
        }
        guard Kubernetes.nodeSizes.contains(where: { $0.slug == size }) else {
            throw Refusal.unprocessable("\"\(size)\" is no size of nodes; see the options")
        }
        try Kubernetes.checkScale(of: input, hasOthers: !cluster.nodePools.isEmpty)
        let defaults: JSONObject = [
            "id": .string(moment.uuid()), "name": .string(name), "size": .string(size), "count": 0, "labels": .null,
            "taints": [], "auto_scale": false, "min_nodes": 0, "max_nodes": 0, "nodes": []
        ]
        var pool = defaults.merging(input)
        pool["tags"] = .strings(Kubernetes.tags(input.strings("tags"), ofCluster: cluster.id, and: ["k8s-worker"]))
        try addNodes(Int(input.integer("count") ?? 0), to: &pool, of: cluster, lasting: seconds, at: moment)
        cluster.nodePools.append(pool)
        return pool
    }

    /// Changes a pool of a cluster, which is not saved here, and makes or retires nodes until it has as many as it says.
    ///
    /// - Throws: `Refusal` 422.
    fileprivate mutating func updateNodePool(
        at place: Int, of cluster: inout Resource, _ changes: JSONObject, at moment: Moment
    ) throws {
        var pool = cluster.nodePools[place].merging(changes)
        let name = pool.string("name") ?? ""
        try Kubernetes.checkName(name)
        let others = cluster.nodePools.enumerated().filter { $0.offset != place }
        guard !others.contains(where: { $0.element.string("name") == name }) else {
            throw Refusal.unprocessable("the cluster has a node pool \"\(name)\" already")
        }
        try Kubernetes.checkScale(of: pool, hasOthers: !others.isEmpty)
        if changes["tags"] != nil {
            let tags = changes.strings("tags")
            pool["tags"] = .strings(Kubernetes.tags(tags, ofCluster: cluster.id, and: ["k8s-worker"]))
        }
        let staying = pool.objects("nodes").filter(\.isStaying)
        let surplus = staying.count - Int(pool.integer("count") ?? 0)
        if surplus < 0 { try addNodes(-surplus, to: &pool, of: cluster, lasting: 8, at: moment) }
        if surplus > 0 {
            let last = staying.suffix(surplus).compactMap { $0.string("id") }
            try markNodes(Set(last), in: &pool, of: cluster, as: "draining", at: moment)
        }
        cluster.nodePools[place] = pool
        cluster["updated_at"] = moment.time
    }
}
