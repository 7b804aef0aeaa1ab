/// The group `monitoring`.
enum Monitoring {
    static let family = Family("monitoring", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
