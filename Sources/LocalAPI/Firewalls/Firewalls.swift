/// The group `firewalls`.
enum Firewalls {
    static let family = Family("firewalls", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
