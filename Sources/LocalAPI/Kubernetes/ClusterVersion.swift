import JSON

/// A version that clusters can have. The names follow the vendor's scheme; the selection is ours.
struct ClusterVersion: Sendable, Comparable {
    let minor: Int
    let patch: Int
    /// The vendor's own, for one version of Kubernetes.
    let revision: Int

    var kubernetesVersion: String { "1.\(minor).\(patch)" }
    var slug: String { "\(kubernetesVersion)-do.\(revision)" }

    var document: JSONObject {
        [
            "slug": .string(slug), "kubernetes_version": .string(kubernetesVersion),
            "supported_features": ["cluster-autoscaler", "docr-integration", "ha-control-plane", "token-authentication"]
        ]
    }

    static func < (a: ClusterVersion, b: ClusterVersion) -> Bool {
        (a.minor, a.patch, a.revision) < (b.minor, b.patch, b.revision)
    }

    /// The newest first.
    static let all = [
        ClusterVersion(minor: 33, patch: 1, revision: 0), ClusterVersion(minor: 32, patch: 5, revision: 1),
        ClusterVersion(minor: 32, patch: 5, revision: 0), ClusterVersion(minor: 31, patch: 9, revision: 1),
        ClusterVersion(minor: 31, patch: 9, revision: 0), ClusterVersion(minor: 30, patch: 13, revision: 0)
    ]

    /// The newest of each minor version, which are those that new clusters are offered.
    static let offered = all.filter { version in !all.contains { $0.minor == version.minor && $0 > version } }

    /// The version of a slug; of the beginning of one (`1.33`) the newest, and of `latest` the newest of all.
    ///
    /// - Throws: `Refusal` 422.
    static func existing(_ text: String) throws(Refusal) -> ClusterVersion {
        let version = all.first { version in
            text == "latest" || version.slug == text
                || (version.slug + ".").hasPrefix(text + ".") || version.kubernetesVersion == text
        }
        guard let version, !text.isEmpty else {
            throw .unprocessable("\"\(text)\" is no version; there are \(offered.map(\.slug).joined(separator: ", "))")
        }
        return version
    }

    /// What a cluster of this version can be upgraded to, the newest first: no minor version can be left out.
    var upgrades: [ClusterVersion] { Self.all.filter { $0 > self && $0.minor <= minor + 1 } }
}

extension Kubernetes {
    static let versionHandlers: [String: Handler] = [
        "kubernetes.list_options": Handler { call, _ in
            try call.answer(.object(options))
        },
        "kubernetes.get_available_upgrades": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            return try call.answer(.array(version(of: cluster).upgrades.map { .object($0.document) }))
        },
        "kubernetes.upgrade_cluster": .changing { call, connection in
            var cluster = try connection.get(kind, for: call)
            guard cluster.document.object("status")?.string("state") == "running" else {
                throw Refusal.unprocessable("only a running cluster can be upgraded")
            }
            let upgrades = try version(of: cluster).upgrades
            let wanted = try call.input.string("version").map(ClusterVersion.existing) ?? upgrades.first
            guard let wanted, upgrades.contains(wanted) else {
                throw Refusal.unprocessable(
                    "the cluster cannot be upgraded to this version, but to "
                        + (upgrades.isEmpty ? "none" : upgrades.map(\.slug).joined(separator: ", ")))
            }
            cluster["status"] = ["state": "upgrading", "message": "upgrading"]
            cluster["updated_at"] = call.moment.time
            try connection.save(cluster, at: call.moment)
            try connection.schedule(
                upgraded, after: 20, of: cluster, details: ["version": .string(wanted.slug)], at: call.moment)
            return call.answer()
        }
    ]

    static let finishUpgrade: Transition = { entry, moment, connection in
        var cluster = try connection.resource(of: entry, kind)
        cluster["version"] = entry.details["version"]
        cluster["status"] = ["state": "running", "message": ""]
        cluster["updated_at"] = moment.time
        try connection.save(cluster, at: moment)
    }

    private static func version(of cluster: Resource) throws(Refusal) -> ClusterVersion {
        try ClusterVersion.existing(cluster.document.string("version") ?? "")
    }

    private static var options: JSONObject {
        let regions = Region.all.filter(\.isAvailable).map { choice($0.name, $0.slug) }
        let sizes = nodeSizes.map { choice($0.slug, $0.slug) }
        return [
            "regions": .array(regions), "versions": .array(ClusterVersion.offered.map { .object($0.document) }),
            "sizes": .array(sizes)
        ]
    }

    private static func choice(_ name: String, _ slug: String) -> JSONValue {
        ["name": .string(name), "slug": .string(slug)]
    }

    /// A node needs 2 GiB to be of use.
    static let nodeSizes = Size.all.filter { $0.memory >= 2_048 }
}
