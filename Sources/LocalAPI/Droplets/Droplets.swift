/// The group `droplets`.
enum Droplets {
    static let family = Family("droplets", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
