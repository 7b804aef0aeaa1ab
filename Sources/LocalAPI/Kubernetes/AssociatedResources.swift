import JSON

/// What workloads in a cluster have made outside it, and what may go with it.
extension Kubernetes {
    static let associatedHandlers: [String: Handler] = [
        "kubernetes.list_associated_resources": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            let associated = try connection.resources(madeBy: cluster)
            return try call.answer(
                .object(JSONObject(associated.map { ($0.field, .array($0.resources.map(reference))) })))
        },
        "kubernetes.destroy_associated_resources_selective": .changing { call, connection in
            let input = call.input
            try connection.destroyCluster(for: call) { field, associated in
                let wanted = Set(input.strings(field))
                guard wanted.isSubset(of: associated.map(\.id)) else { throw Refusal.missing }
                return associated.filter { wanted.contains($0.id) }
            }
            return call.answer()
        },
        "kubernetes.destroy_associated_resources_dangerous": .changing { call, connection in
            try connection.destroyCluster(for: call) { _, associated in associated }
            return call.answer()
        }
    ]

    private static func reference(to resource: Resource) -> JSONValue {
        ["id": .string(resource.id), "name": .string(resource.name)]
    }
}

extension Connection {
    /// Destroys the cluster that the path of a request names: its droplets first, which sets their volumes free.
    ///
    /// - Parameter choose: What goes along, from a field's name and what is associated.
    fileprivate mutating func destroyCluster(
        for call: Call, _ choose: (_ field: String, _ associated: [Resource]) throws -> [Resource]
    ) throws {
        let cluster = try get(Kubernetes.kind, for: call)
        let chosen = try resources(madeBy: cluster).flatMap { try choose($0.field, $0.resources) }
        try destroyDroplets(of: cluster, call.moment)
        for resource in chosen { try delete(resource, call.services) }
        try delete(cluster, call.services)
    }

    /// By the fields of requests and answers: volumes and snapshots that have the cluster's tag, and load balancers whose
    /// droplets have it or are nodes of the cluster.
    fileprivate mutating func resources(
        madeBy cluster: Resource
    ) throws -> [(field: String, resources: [Resource])] {
        let tag = Kubernetes.tag(ofCluster: cluster.id)
        let nodes = Set(cluster.nodePools.flatMap { $0.objects("nodes") }.compactMap { $0.string("droplet_id") })
        let balancers = try all(LoadBalancers.kind).filter { balancer in
            balancer.document.string("tag") == tag
                || !nodes.isDisjoint(with: balancer.document.identifiers("droplet_ids"))
        }
        return [
            ("load_balancers", balancers), ("volumes", try all(Volumes.kind, [.tag(tag)])),
            ("volume_snapshots", try all(Volumes.snapshots, [.tag(tag)]))
        ]
    }
}
