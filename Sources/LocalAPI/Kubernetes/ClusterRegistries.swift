import JSON

/// Which registries clusters pull from.
extension Kubernetes {
    static let registryHandlers: [String: Handler] = [
        "kubernetes.add_registry": .changing { call, connection in
            try connection.change(call) { names, only in names.union(only) }
        },
        "kubernetes.remove_registry": .changing { call, connection in
            try connection.change(call) { names, only in names.subtracting(only) }
        },
        "kubernetes.add_registries": .changing { call, connection in
            try connection.change(call) { names, given in names.union(given) }
        },
        "kubernetes.remove_registries": .changing { call, connection in
            try connection.change(call) { names, given in names.subtracting(given) }
        }
    ]
}

extension Connection {
    /// Changes which registries the clusters that a request names pull from.
    ///
    /// - Parameter change: From the names of a cluster's registries and those meant, which are all that there are where the
    ///   request names none.
    /// - Throws: `Refusal` 404 for a cluster or registry that is not there, 422 where there is no registry at all.
    fileprivate mutating func change(
        _ call: Call, _ change: (_ names: Set<String>, _ meant: Set<String>) -> Set<String>
    ) throws -> Answer {
        let existing = Set(try all(Registry.kind).map(\.id))
        guard !existing.isEmpty else { throw Refusal.unprocessable("the account has no registry") }
        let given = Set(call.input.strings("registries"))
        guard given.isSubset(of: existing) else { throw Refusal.missing }
        for id in call.input.strings("cluster_uuids") {
            var cluster = try get(Kubernetes.kind, id)
            let names = change(Set(cluster.document.strings("registries")), given.isEmpty ? existing : given)
            try setRegistries(names, of: &cluster, at: call.moment)
        }
        return call.answer()
    }

    /// Lets no cluster pull from a registry any more.
    mutating func disconnectClusters(from registry: String, at moment: Moment) throws {
        for var cluster in try all(Kubernetes.kind, [.attribute(Kubernetes.registry, registry)]) {
            let names = Set(cluster.document.strings("registries")).subtracting([registry])
            try setRegistries(names, of: &cluster, at: moment)
        }
    }

    private mutating func setRegistries(
        _ names: Set<String>, of cluster: inout Resource, at moment: Moment
    ) throws {
        cluster["registries"] = .strings(names.sorted())
        cluster["registry_enabled"] = .bool(!names.isEmpty)
        cluster["updated_at"] = moment.time
        try save(cluster, at: moment)
    }
}
