/// The group `vpcs`.
enum VPCs {
    static let family = Family("vpcs", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind("vpcs.vpc", shownBy: "vpcs.get", parameter: "vpc_id")

    private static let handlers: [String: Handler] = [:]
}
