import JSON

/// A size of droplets. Names follow the vendor's scheme; the selection and the prices are ours.
struct Size: Sendable {
    let slug: String
    /// MiB.
    let memory: Int64
    let vcpus: Int64
    /// GiB.
    let disk: Int64
    /// TiB a month.
    let transfer: Double
    /// US dollars.
    let monthlyPrice: Double
    let description: String

    /// US dollars; a month has 672 hours in the vendor's prices.
    var hourlyPrice: Double { (monthlyPrice / 672 * 100_000).rounded() / 100_000 }

    var document: JSONObject {
        [
            "slug": .string(slug), "memory": .integer(memory), "vcpus": .integer(vcpus), "disk": .integer(disk),
            "transfer": .number(transfer), "price_monthly": .number(monthlyPrice), "price_hourly": .number(hourlyPrice),
            "regions": .strings(Region.availableSlugs), "available": true, "description": .string(description),
            "disk_info": .array([.object(diskInfo)])
        ]
    }

    var diskInfo: JSONObject { ["type": "local", "size": ["amount": .integer(disk), "unit": "gib"]] }

    static func named(_ slug: String) -> Size? { bySlug[slug] }

    /// - Throws: `Refusal` 422.
    static func existing(_ slug: String) throws(Refusal) -> Size {
        guard let size = bySlug[slug] else {
            throw .unprocessable("You specified an invalid size for Droplet creation: \"\(slug)\".")
        }
        return size
    }

    static let all: [Size] =
        [
            Size("s-1vcpu-512mb-10gb", 512, 1, 10, 0.5, 4, "Basic"),
            Size("s-1vcpu-1gb", 1_024, 1, 25, 1, 6, "Basic"),
            Size("s-1vcpu-1gb-amd", 1_024, 1, 25, 1, 7, "Basic AMD"),
            Size("s-1vcpu-1gb-intel", 1_024, 1, 25, 1, 7, "Basic Intel"),
            Size("s-1vcpu-2gb", 2_048, 1, 50, 2, 12, "Basic"),
            Size("s-1vcpu-2gb-amd", 2_048, 1, 50, 2, 14, "Basic AMD"),
            Size("s-1vcpu-2gb-intel", 2_048, 1, 50, 2, 14, "Basic Intel"),
            Size("s-2vcpu-2gb", 2_048, 2, 60, 3, 18, "Basic"),
            Size("s-2vcpu-4gb", 4_096, 2, 80, 4, 24, "Basic"),
            Size("s-2vcpu-4gb-amd", 4_096, 2, 80, 4, 28, "Basic AMD"),
            Size("s-2vcpu-4gb-intel", 4_096, 2, 80, 4, 28, "Basic Intel"),
            Size("s-4vcpu-8gb", 8_192, 4, 160, 5, 48, "Basic"),
            Size("s-4vcpu-8gb-amd", 8_192, 4, 160, 5, 56, "Basic AMD"),
            Size("s-4vcpu-8gb-intel", 8_192, 4, 160, 5, 56, "Basic Intel"),
            Size("s-8vcpu-16gb", 16_384, 8, 320, 6, 96, "Basic"),
            Size("c-2", 4_096, 2, 25, 4, 42, "CPU-Optimized"),
            Size("c-4", 8_192, 4, 50, 5, 84, "CPU-Optimized"),
            Size("c-8", 16_384, 8, 100, 6, 168, "CPU-Optimized"),
            Size("g-2vcpu-8gb", 8_192, 2, 25, 4, 63, "General Purpose"),
            Size("g-4vcpu-16gb", 16_384, 4, 50, 5, 126, "General Purpose"),
            Size("g-8vcpu-32gb", 32_768, 8, 100, 6, 252, "General Purpose"),
            Size("m-2vcpu-16gb", 16_384, 2, 50, 4, 84, "Memory-Optimized"),
            Size("m-4vcpu-32gb", 32_768, 4, 100, 6, 168, "Memory-Optimized"),
            Size("so-2vcpu-16gb", 16_384, 2, 300, 4, 131, "Storage-Optimized")
        ]

    private static let bySlug = Dictionary(uniqueKeysWithValues: all.map { ($0.slug, $0) })

    private init(
        _ slug: String, _ memory: Int64, _ vcpus: Int64, _ disk: Int64, _ transfer: Double, _ monthlyPrice: Double,
        _ description: String
    ) {
        self.slug = slug
        self.memory = memory
        self.vcpus = vcpus
        self.disk = disk
        self.transfer = transfer
        self.monthlyPrice = monthlyPrice
        self.description = description
    }
}
