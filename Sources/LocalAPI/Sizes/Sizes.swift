import JSON

/// The group `sizes`.
enum Sizes {
    static let family = Family("sizes", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "sizes.list": Handler { call, _ in try call.answer(Listing(texts, for: call)) }
    ]

    /// They never change, so they are written once.
    private static let texts = JSONText.list(of: Size.all.map(\.document))
}
