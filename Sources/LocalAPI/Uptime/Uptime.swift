/// The group `uptime`.
enum Uptime {
    static let family = Family("uptime", kinds: [kind, alerts], handlers: handlers)

    static let kind = ResourceKind("uptime.check", shownBy: "uptime.get_check", parameter: "check_id").with {
        $0.children = ["uptime.alert"]
    }

    static let alerts = ResourceKind(
        "uptime.alert", shownBy: "uptime.get_alert", parameter: "alert_id", in: kind)

    private static let handlers: [String: Handler] = [:]
}
