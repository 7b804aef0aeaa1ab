/// The group `load_balancers`.
enum LoadBalancers {
    static let family = Family("load_balancers", kinds: [kind], handlers: handlers)

    static let kind = ResourceKind(
        "load_balancers.load_balancer", shownBy: "load_balancers.get", parameter: "lb_id"
    ).with { $0.urnType = "loadbalancer" }

    private static let handlers: [String: Handler] = [:]
}
