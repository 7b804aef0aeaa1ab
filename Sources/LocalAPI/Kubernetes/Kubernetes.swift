/// The group `kubernetes`.
enum Kubernetes {
    static let family = Family("kubernetes", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind(
        "kubernetes.cluster", shownBy: "kubernetes.get_cluster", parameter: "cluster_id"
    ).with { kind in
        kind.tagType = "kubernetes"
        kind.urnType = "kubernetes"
    }

    private static let handlers: [String: Handler] = [:]
}
