/// The group `projects`: projects and what is assigned to them.
enum Projects {
    static let family = Family("projects", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
