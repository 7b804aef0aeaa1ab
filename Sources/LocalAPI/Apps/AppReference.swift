import JSON

/// A place apps run in. The names are the vendor's public ones.
struct AppRegion: Sendable {
    let slug: String
    let label: String
    let flag: String
    let continent: String
    let dataCenters: [String]

    var document: JSONObject {
        [
            "slug": .string(slug), "label": .string(label), "flag": .string(flag), "continent": .string(continent),
            "data_centers": .strings(dataCenters), "default": .bool(slug == Self.usual), "disabled": false
        ]
    }

    /// The region that a spec names, or else the usual one.
    static func of(_ spec: JSONObject) -> AppRegion {
        let slug = spec.string("region") ?? usual
        return all.first { $0.slug == slug } ?? all[0]
    }

    private static let usual = "nyc"

    static let all = [
        AppRegion("nyc", "New York", "usa", "North America", ["nyc1", "nyc3"]),
        AppRegion("ams", "Amsterdam", "netherlands", "Europe", ["ams3"]),
        AppRegion("fra", "Frankfurt", "germany", "Europe", ["fra1"]),
        AppRegion("lon", "London", "uk", "Europe", ["lon1"]),
        AppRegion("sfo", "San Francisco", "usa", "North America", ["sfo3"]),
        AppRegion("sgp", "Singapore", "singapore", "Asia", ["sgp1"]),
        AppRegion("blr", "Bangalore", "india", "Asia", ["blr1"]),
        AppRegion("tor", "Toronto", "canada", "North America", ["tor1"]),
        AppRegion("syd", "Sydney", "australia", "Australia", ["syd1"]),
        AppRegion("atl", "Atlanta", "usa", "North America", ["atl1"])
    ]

    private init(_ slug: String, _ label: String, _ flag: String, _ continent: String, _ dataCenters: [String]) {
        self.slug = slug
        self.label = label
        self.flag = flag
        self.continent = continent
        self.dataCenters = dataCenters
    }
}

/// How much of a machine a container has. The slugs are the vendor's, prices and allowances ours.
struct AppSize: Sendable {
    let slug: String
    let cpus: Int64
    /// MiB.
    let memory: Int64
    /// US dollars a month.
    let dollars: Int64
    /// GiB a month.
    let bandwidth: Int64

    var document: JSONObject {
        let isShared = slug.hasPrefix("apps-s-")
        let isFixed = slug == "apps-s-1vcpu-0.5gb" || slug.hasSuffix("-fixed")
        let tier: JSONValue = isFixed ? "basic" : "professional"
        return [
            "slug": .string(slug), "name": .string(name(isShared: isShared)),
            "cpu_type": isShared ? "SHARED" : "DEDICATED", "cpus": .string("\(cpus)"),
            "memory_bytes": .string("\(memory << 20)"), "usd_per_month": .string("\(dollars).00"),
            "usd_per_second": .string(perSecond), "tier_slug": tier, "scalable": .bool(!isShared),
            "single_instance_only": .bool(isFixed), "bandwidth_allowance_gib": .string("\(bandwidth)"),
            "deprecation_intent": false
        ]
    }

    private func name(isShared: Bool) -> String {
        let size = memory == 512 ? "0.5" : "\(memory / 1_024)"
        return "\(isShared ? "Shared" : "Dedicated") \(cpus)vCPU \(size) GB"
            + (slug.hasSuffix("-fixed") ? " Fixed" : "")
    }

    /// A month has 28 days in the vendor's prices.
    private var perSecond: String {
        let digits = "\(dollars * 1_000_000_000_000 / (28 * 86_400))"
        return "0." + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
    }

    static func named(_ slug: String) -> AppSize? { all.first { $0.slug == slug } }

    static let all = [
        AppSize("apps-s-1vcpu-0.5gb", 1, 512, 5, 50), AppSize("apps-s-1vcpu-1gb-fixed", 1, 1_024, 10, 100),
        AppSize("apps-s-1vcpu-1gb", 1, 1_024, 12, 150), AppSize("apps-s-1vcpu-2gb", 1, 2_048, 25, 200),
        AppSize("apps-s-2vcpu-4gb", 2, 4_096, 50, 250), AppSize("apps-d-1vcpu-0.5gb", 1, 512, 29, 100),
        AppSize("apps-d-1vcpu-1gb", 1, 1_024, 34, 200), AppSize("apps-d-1vcpu-2gb", 1, 2_048, 39, 300),
        AppSize("apps-d-1vcpu-4gb", 1, 4_096, 49, 400), AppSize("apps-d-2vcpu-4gb", 2, 4_096, 78, 500),
        AppSize("apps-d-2vcpu-8gb", 2, 8_192, 98, 600), AppSize("apps-d-4vcpu-8gb", 4, 8_192, 156, 700),
        AppSize("apps-d-4vcpu-16gb", 4, 16_384, 196, 800), AppSize("apps-d-8vcpu-32gb", 8, 32_768, 392, 900)
    ]

    private init(_ slug: String, _ cpus: Int64, _ memory: Int64, _ dollars: Int64, _ bandwidth: Int64) {
        self.slug = slug
        self.cpus = cpus
        self.memory = memory
        self.dollars = dollars
        self.bandwidth = bandwidth
    }
}

extension Apps {
    static let referenceHandlers: [String: Handler] = [
        "apps.list_regions": Handler { call, _ in
            try call.answer(.array(AppRegion.all.map { .object($0.document) }))
        },
        "apps.list_instance_sizes": Handler { call, _ in
            try call.answer([
                "discount_percent": 0, "instance_sizes": .array(AppSize.all.map { .object($0.document) })
            ])
        },
        "apps.get_instance_size": Handler { call, _ in
            guard let size = AppSize.named(call.argument("slug")) else { throw Refusal.missing }
            return try call.answer(.object(size.document))
        },
        "apps.list_tiers": Handler { call, _ in try call.answer(.array(tiers.map(JSONValue.object))) },
        "apps.get_tier": Handler { call, _ in
            guard let tier = tiers.first(where: { $0.string("slug") == call.argument("slug") }) else {
                throw Refusal.missing
            }
            return try call.answer(.object(tier))
        }
    ]

    private static let tiers: [JSONObject] = [
        tier("Starter", gigabytes: 1, minutes: 100), tier("Basic", gigabytes: 40, minutes: 400),
        tier("Professional", gigabytes: 100, minutes: 1_000)
    ]

    private static func tier(_ name: String, gigabytes: Int64, minutes: Int64) -> JSONObject {
        [
            "name": .string(name), "slug": .string(name.lowercased()),
            "egress_bandwidth_bytes": .string("\(gigabytes << 30)"), "build_seconds": .string("\(minutes * 60)"),
            "storage_bytes": .string("\(gigabytes << 30)")
        ]
    }
}
