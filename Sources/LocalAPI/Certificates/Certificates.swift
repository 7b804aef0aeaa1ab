/// The group `certificates`.
enum Certificates {
    static let family = Family("certificates", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
