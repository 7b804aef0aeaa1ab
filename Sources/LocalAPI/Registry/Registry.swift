/// The group `registry`.
enum Registry {
    static let family = Family("registry", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
