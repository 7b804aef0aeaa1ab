/// The groups `images` and `image_actions`.
enum Images {
    static let family = Family("images", handlers: handlers)

    private static let handlers: [String: Handler] = [:]
}
