import JSON

/// Clusters from their making to their end.
extension Kubernetes {
    static let clusterHandlers: [String: Handler] = [
        "kubernetes.list_clusters": kind.list(),
        "kubernetes.get_cluster": kind.get(),
        "kubernetes.create_cluster": .changing { call, connection in
            try call.answer(connection.createCluster(call.input, at: call.moment))
        },
        "kubernetes.update_cluster": kind.update { cluster, call, _ in
            let changes = call.changes
            try checkName(changes.string("name") ?? "")
            if cluster.document.flag("ha"), changes["ha"] == false {
                throw Refusal.unprocessable("the high availability of a control plane cannot be taken back")
            }
            let tags = changes["tags"] == nil ? cluster.document.strings("tags") : changes.strings("tags")
            cluster.document = cluster.document.merging(changes)
            cluster["tags"] = .strings(Kubernetes.tags(tags, ofCluster: cluster.id))
            cluster["maintenance_policy"] = maintenance(changes.object("maintenance_policy"), cluster.document)
            cluster["updated_at"] = call.moment.time
        },
        "kubernetes.delete_cluster": kind.delete { cluster, call, connection in
            try connection.destroyDroplets(of: cluster, call.moment)
        },
        // What a person should know while the cluster is not ready.
        "kubernetes.get_status_messages": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            return try call.answer(.array(messages(about: cluster, since: call.query("since"))))
        }
    ]

    static let becomeReady: Transition = { entry, moment, connection in
        var cluster = try connection.resource(of: entry, kind)
        cluster["status"] = ["state": "running", "message": ""]
        cluster["updated_at"] = moment.time
        try connection.save(cluster, at: moment)
    }

    /// - Throws: `Refusal` 422 for what cannot be a cluster's or a node pool's name.
    static func checkName(_ name: String) throws(Refusal) {
        let isWellFormed = name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
        guard isWellFormed, (1...63).contains(name.utf8.count), !name.hasPrefix("-"), !name.hasSuffix("-") else {
            throw .unprocessable("a name has 1 to 63 lower-case letters, digits and dashes, and no dash at its ends")
        }
    }

    /// The tags that clients give, and those that every cluster and what belongs to it has.
    static func tags(_ given: [String], ofCluster id: String, and more: [String] = []) -> [String] {
        Set(given + ["k8s", tag(ofCluster: id)] + more).sorted()
    }

    /// The tag that ties droplets, volumes and load balancers to a cluster.
    static func tag(ofCluster id: String) -> String { "k8s:" + id }

    /// The policy with its duration, which only the server sets.
    static func maintenance(_ given: JSONObject?, _ cluster: JSONObject) -> JSONValue {
        let present = cluster.object("maintenance_policy") ?? ["start_time": "00:00", "day": "any"]
        return .object(present.merging(given ?? [:]).merging(["duration": "4h0m0s"]))
    }

    private static func messages(about cluster: Resource, since: String?) -> [JSONValue] {
        let state = cluster.document.object("status")?.string("state") ?? ""
        let time = cluster.document.string("updated_at") ?? ""
        guard state != "running", since.map({ $0 < time }) ?? true else { return [] }
        return [["message": .string("The cluster is \(state)."), "timestamp": .string(time)]]
    }
}

extension Connection {
    /// Makes a cluster, which is running after a while.
    ///
    /// - Parameter input: Of the request.
    /// - Throws: `Refusal` 422 for a name, region, version, VPC, size or number of nodes that cannot be.
    fileprivate mutating func createCluster(_ input: JSONObject, at moment: Moment) throws -> Resource {
        let pools = input.objects("node_pools")
        guard !pools.isEmpty else { throw Refusal.unprocessable("a cluster needs at least one node pool") }
        try Kubernetes.checkName(input.string("name") ?? "")
        let region = try Region.available(input.string("region") ?? "").slug
        let id = moment.uuid()
        let address = moment.services.randomness.bytes(2)
        let defaults: JSONObject = [
            "id": .string(id), "cluster_subnet": "10.244.0.0/16", "service_subnet": "10.245.0.0/16", "ha": false
        ]
        let computed: JSONObject = [
            "version": .string(try ClusterVersion.existing(input.string("version") ?? "").slug),
            "tags": .strings(Kubernetes.tags(input.strings("tags"), ofCluster: id)), "node_pools": [],
            "maintenance_policy": Kubernetes.maintenance(input.object("maintenance_policy"), [:]),
            "ipv4": .string("203.0.\(address[0]).\(address[1])"),
            "endpoint": .string("https://\(id).k8s.example.com"),
            "status": ["state": "provisioning", "message": "provisioning"], "registry_enabled": false,
            "registries": [], "created_at": moment.time, "updated_at": moment.time
        ]
        var document = defaults.merging(input).merging(computed)
        document["vpc_uuid"] = try vpc(input.string("vpc_uuid"), in: region, at: moment).jsonID
        var cluster = try create(Kubernetes.kind, document, at: moment)
        for pool in pools { _ = try addNodePool(pool, to: &cluster, lasting: 20, at: moment) }
        try save(cluster, at: moment)
        try schedule(Kubernetes.clusterReady, after: 20, of: cluster, at: moment)
        return cluster
    }
}
