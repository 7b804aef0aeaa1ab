/// The group `account`.
enum Account {
    static let family = Family("account", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
