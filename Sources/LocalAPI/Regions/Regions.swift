import JSON

/// The group `regions`.
enum Regions {
    static let family = Family("regions", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "regions.list": Handler { call, _ in try call.answer(Listing(texts, for: call)) }
    ]

    /// They never change, so they are written once.
    private static let texts = JSONText.list(of: Region.all.map(\.document))
}
