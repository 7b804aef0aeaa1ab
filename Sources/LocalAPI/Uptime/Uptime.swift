/// The group `uptime`.
enum Uptime {
    static let family = Family("uptime", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
