/// The group `databases`.
enum Databases {
    static let family = Family("databases", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
