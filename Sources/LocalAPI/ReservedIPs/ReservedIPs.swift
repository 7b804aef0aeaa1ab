/// The groups `reserved_ips`, `reserved_ips_actions`, and `floating_ips`, `floating_ips_action`: their old names.
enum ReservedIPs {
    static let family = Family("reserved_ips", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind(
        "reserved_ips.reserved_ip", shownBy: "reserved_ips.get", parameter: "reserved_ip", identifiers: .given,
        identifierField: "ip", nameField: nil
    ).with { kind in
        kind.urnType = "reservedip"
        kind.otherParameters = ["floating_ip"]
    }

    private static let handlers: [String: Handler] = [:]
}
