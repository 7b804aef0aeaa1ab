/// The group `cdn`.
enum CDN {
    static let family = Family("cdn", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind(
        "cdn.endpoint", shownBy: "cdn.get_endpoint", parameter: "cdn_id", nameField: "origin")

    private static let handlers: [String: Handler] = [:]
}
