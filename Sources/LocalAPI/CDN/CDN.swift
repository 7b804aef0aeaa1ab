/// The group `cdn`.
enum CDN {
    static let family = Family("cdn", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
