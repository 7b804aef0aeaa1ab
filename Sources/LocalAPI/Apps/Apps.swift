/// The group `apps`.
enum Apps {
    static let family = Family("apps", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind("apps.app", shownBy: "apps.get", parameter: "app_id", nameField: nil).with { kind in
        kind.urnType = "app"
        kind.otherParameters = ["id"]
    }

    private static let handlers: [String: Handler] = [:]
}
