/// The group `droplet_actions`.
enum DropletActions {
    static let family = Family("droplet_actions", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
