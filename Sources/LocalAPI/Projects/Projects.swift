/// The group `projects`: projects and what is assigned to them.
enum Projects {
    static let family = Family("projects", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind("projects.project", shownBy: "projects.get", parameter: "project_id")

    private static let handlers: [String: Handler] = [:]
}
