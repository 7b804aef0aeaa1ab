/// The group `databases`.
enum Databases {
    static let family = Family("databases", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind(
        "databases.cluster", shownBy: "databases.get_cluster", parameter: "database_cluster_uuid"
    ).with { kind in
        kind.tagType = "database"
        kind.urnType = "dbaas"
    }

    private static let handlers: [String: Handler] = [:]
}
