/// The group `apps`.
enum Apps {
    static let family = Family("apps", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
