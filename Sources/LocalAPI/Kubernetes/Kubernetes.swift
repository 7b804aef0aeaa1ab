/// The group `kubernetes`.
enum Kubernetes {
    static let family = Family("kubernetes", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
