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
            let cluster = try connection.get(kind, for: call)
            for (field, resources) in try connection.resources(madeBy: cluster) {
                let wanted = Set(call.input.strings(field))
                guard wanted.isSubset(of: resources.map(\.id)) else { throw Refusal.missing }
                for resource in resources where wanted.contains(resource.id) {
                    try connection.delete(resource, call.services)
                }
            }
            try connection.delete(cluster: cluster, call.services)
            return call.answer()
        },
        "kubernetes.destroy_associated_resources_dangerous": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            for (_, resources) in try connection.resources(madeBy: cluster) {
                for resource in resources { try connection.delete(resource, call.services) }
            }
            try connection.delete(cluster: cluster, call.services)
            return call.answer()
        }
    ]

    private static func reference(to resource: Resource) -> JSONValue {
        ["id": .string(resource.id), "name": .string(resource.name)]
    }
}

extension Connection {
    fileprivate mutating func delete(cluster: Resource, _ services: Services) throws {
        try deleteDroplets(of: cluster, services)
        try delete(cluster, services)
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
