/// The groups `images` and `image_actions`.
enum Images {
    static let family = Family("images", kinds: [kind], handlers: handlers)

    /// Images of the account: snapshots and backups of droplets, and custom ones. Those of everybody are `PublicImage`.
    static let kind = ResourceKind(
        "images.image", shownBy: "images.get", parameter: "image_id", identifiers: .integers(from: 400_000_001)
    ).with { kind in
        kind.tagType = "image"
        kind.otherParameters = ["snapshot_id"]
    }

    private static let handlers: [String: Handler] = [:]
}
