/// The group `vpcs`.
enum VPCs {
    static let family = Family("vpcs", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
