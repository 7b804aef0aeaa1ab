/// The groups `volumes`, `volume_actions` and `volume_snapshots`.
enum Volumes {
    static let family = Family("volumes", kinds: [kind, snapshots], handlers: handlers)

    static let kind = ResourceKind("volumes.volume", shownBy: "volumes.get", parameter: "volume_id").with { kind in
        kind.tagType = "volume"
        kind.urnType = "volume"
    }

    static let snapshots = ResourceKind(
        "volumes.snapshot", shownBy: "volume_snapshots.get_by_id", parameter: "snapshot_id"
    ).with { $0.tagType = "volume_snapshot" }

    private static let handlers: [String: Handler] = [:]
}
