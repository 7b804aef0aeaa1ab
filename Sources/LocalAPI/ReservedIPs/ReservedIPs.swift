/// The groups `reserved_ips`, `reserved_ips_actions`, and `floating_ips`, `floating_ips_action`: their old names.
enum ReservedIPs {
    static let family = Family("reserved_ips", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
