/// The group `snapshots`.
enum Snapshots {
    static let family = Family("snapshots", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
