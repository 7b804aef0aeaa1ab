import JSON

/// A place where resources are. The names are the vendor's public ones; which sizes and features each has is ours.
struct Region: Sendable {
    let slug: String
    let name: String
    var isAvailable = true

    var document: JSONObject {
        [
            "name": .string(name), "slug": .string(slug), "features": .strings(Self.features),
            "available": .bool(isAvailable), "sizes": isAvailable ? Self.sizes : []
        ]
    }

    static func named(_ slug: String) -> Region? { bySlug[slug] }

    /// A region that takes new resources.
    ///
    /// - Throws: `Refusal` 422.
    static func available(_ slug: String) throws(Refusal) -> Region {
        guard let region = bySlug[slug], region.isAvailable else {
            throw .unprocessable("You specified an invalid region for this resource: \"\(slug)\".")
        }
        return region
    }

    static let all: [Region] = [
        Region(slug: "nyc1", name: "New York 1"), Region(slug: "nyc2", name: "New York 2"),
        Region(slug: "nyc3", name: "New York 3"), Region(slug: "ams2", name: "Amsterdam 2", isAvailable: false),
        Region(slug: "ams3", name: "Amsterdam 3"), Region(slug: "sfo1", name: "San Francisco 1", isAvailable: false),
        Region(slug: "sfo2", name: "San Francisco 2"), Region(slug: "sfo3", name: "San Francisco 3"),
        Region(slug: "sgp1", name: "Singapore 1"), Region(slug: "lon1", name: "London 1"),
        Region(slug: "fra1", name: "Frankfurt 1"), Region(slug: "tor1", name: "Toronto 1"),
        Region(slug: "blr1", name: "Bangalore 1"), Region(slug: "syd1", name: "Sydney 1")
    ]

    /// The slugs of those that take new resources.
    static let availableSlugs = all.filter(\.isAvailable).map(\.slug)

    private static let bySlug = Dictionary(uniqueKeysWithValues: all.map { ($0.slug, $0) })
    private static let sizes = JSONValue.strings(Size.all.map(\.slug))
    private static let features = [
        "backups", "ipv6", "metadata", "install_agent", "storage", "image_transfer", "server_id",
        "management_networking"
    ]
}
