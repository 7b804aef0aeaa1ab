/// The groups `volumes`, `volume_actions` and `volume_snapshots`.
enum Volumes {
    static let family = Family("volumes", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
