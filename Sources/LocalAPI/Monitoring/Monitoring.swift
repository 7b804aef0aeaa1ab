/// The group `monitoring`.
enum Monitoring {
    static let family = Family("monitoring", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind(
        "monitoring.alert_policy", shownBy: "monitoring.get_alert_policy", parameter: "alert_uuid",
        identifierField: "uuid", nameField: nil)

    private static let handlers: [String: Handler] = [:]
}
