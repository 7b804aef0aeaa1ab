import JSON

/// Sizes, regions and public images as JSON text, each written once: documents name them by slug and get them when they
/// are read.
enum ReferenceTexts {
    /// Null for an unknown slug, and so in the others.
    static func size(_ slug: String) -> JSONText { sizes[slug] ?? .null }
    static func region(_ slug: String) -> JSONText { regions[slug] ?? .null }
    /// By identifier or slug.
    static func image(_ name: String) -> JSONText { images[name] ?? .null }

    private static let sizes = texts(Size.all.map { ([$0.slug], $0.document) })
    private static let regions = texts(Region.all.map { ([$0.slug], $0.document) })
    private static let images = texts(PublicImage.all.map { ([$0.slug, "\($0.id)"], $0.document) })

    private static func texts(_ items: [(names: [String], document: JSONObject)]) -> [String: JSONText] {
        var texts: [String: JSONText] = [:]
        for (item, text) in zip(items, JSONText.list(of: items.map(\.document))) {
            for name in item.names { texts[name] = text }
        }
        return texts
    }
}
