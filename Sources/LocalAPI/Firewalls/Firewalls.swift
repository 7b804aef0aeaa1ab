/// The group `firewalls`.
enum Firewalls {
    static let family = Family("firewalls", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind("firewalls.firewall", shownBy: "firewalls.get", parameter: "firewall_id")

    private static let handlers: [String: Handler] = [:]
}
