/// The group `load_balancers`.
enum LoadBalancers {
    static let family = Family("load_balancers", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
