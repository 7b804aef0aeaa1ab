import JSON

/// The group `kubernetes`. Node pools and nodes are part of their cluster's document; a node is a droplet of its own too.
enum Kubernetes {
    static let family = Family(
        "kubernetes", kinds: [kind, lintRuns], handlers: handlers,
        transitions: [
            clusterReady: becomeReady, nodesReady: startNodes, nodesGone: removeNodes, upgraded: finishUpgrade,
            linted: finishLint
        ],
        seeds: ["kubernetes_clusters": seed])

    /// Each with two nodes, which are droplets.
    private static let seed = SeedRequest.seed("kubernetes.create_cluster") { number in
        [
            "name": .string("seed-\(number)"), "region": Region.inTurn(number), "version": "latest",
            "node_pools": [["name": "workers", "size": "s-1vcpu-2gb", "count": 2]]
        ]
    }

    static let kind = ResourceKind(
        "kubernetes.cluster", shownBy: "kubernetes.get_cluster", parameter: "cluster_id"
    ).with { kind in
        kind.tagType = "kubernetes"
        kind.urnType = "kubernetes"
        kind.children = [lintRunName]
        kind.takenName = .unprocessable("a cluster with this name already exists")
        kind.attributes = { cluster in
            [
                Attribute.region: [cluster.document.string("region") ?? ""],
                Attribute.vpc: cluster.document.string("vpc_uuid").map { [$0] } ?? [],
                registry: cluster.document.strings("registries")
            ]
        }
    }

    static let lintRuns = ResourceKind(
        lintRunName, shownBy: "kubernetes.get_cluster_lint_results", parameter: "run_id", in: kind,
        identifierField: "run_id", nameField: nil)

    /// The attribute with the names of the registries that a cluster pulls from.
    static let registry = "registry"

    private static let lintRunName = "kubernetes.lint_run"

    // The kinds of entries on the agenda.
    static let clusterReady = "kubernetes.cluster_ready"
    static let nodesReady = "kubernetes.nodes_ready"
    static let nodesGone = "kubernetes.nodes_gone"
    static let upgraded = "kubernetes.upgraded"
    static let linted = "kubernetes.linted"

    private static let handlers: [String: Handler] = [
        clusterHandlers, accessHandlers, versionHandlers, nodePoolHandlers, associatedHandlers, lintHandlers,
        registryHandlers
    ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }
}
