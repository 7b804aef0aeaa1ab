/// The group `domains`: domains and their records.
enum Domains {
    static let family = Family("domains", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
