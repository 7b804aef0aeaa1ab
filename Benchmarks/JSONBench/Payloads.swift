import JSON

/// Documents of the shapes the API sends, with fictitious values; the same ones in every run.
struct Payloads {
    private var random = Generator()

    /// A page of 1,000 Functions triggers, about 370 kB.
    static func triggers() -> JSONValue {
        var payloads = Payloads()
        return [
            "triggers": .array((0..<1000).map { payloads.trigger($0) }), "links": [:], "meta": ["total": 1000]
        ]
    }

    /// A page of 200 droplets, about 380 kB.
    static func droplets() -> JSONValue {
        var payloads = Payloads()
        return [
            "droplets": .array((0..<200).map { payloads.droplet($0) }),
            "links": ["pages": ["next": "https://api.example.com/v2/droplets?page=2&per_page=200"]],
            "meta": ["total": 600]
        ]
    }

    // MARK: Triggers

    private mutating func trigger(_ index: Int) -> JSONValue {
        let word = pick(Self.words)
        return [
            "created_at": timestamp(), "function": .string("\(pick(["default", "jobs", "ops"]))/\(word)"),
            "is_enabled": .bool(chance(0.8)), "name": .string("\(word)-trigger-\(padded(index, 4))"),
            "namespace": .string("fn-\(uuid())"),
            "scheduled_details": ["body": triggerBody(index, word), "cron": .string(pick(Self.schedules))],
            "scheduled_runs": ["last_run_at": chance(0.7) ? timestamp() : .null, "next_run_at": timestamp()],
            "type": "SCHEDULED", "updated_at": timestamp()
        ]
    }

    private mutating func triggerBody(_ index: Int, _ word: String) -> JSONValue {
        guard chance(0.6) else { return .null }
        return ["name": .string(pick(["Good morning!", "run \"\(word)\" now", "caf\u{e9} \(index)", "line1\nline2"]))]
    }

    // MARK: Droplets

    private mutating func droplet(_ index: Int) -> JSONValue {
        let cores = pick([1, 2, 4, 8, 16] as [Int64])
        let slug = "s-\(cores)vcpu-\(2 * cores)gb"
        return [
            "id": .integer(3_164_444 + 15 * Int64(index)), "name": .string("\(pick(Self.words))\(index).example.com"),
            "memory": .integer(2048 * cores), "vcpus": .integer(cores), "disk": 25,
            "disk_info": [["type": "local", "size": ["amount": 25, "unit": "gib"]]], "locked": false,
            "status": "active",
            "kernel": .null, "created_at": timestamp(), "features": ["backups", "monitoring"],
            "backup_ids": [.integer(53_893_572 + Int64(index))],
            "next_backup_window": ["start": timestamp(), "end": timestamp()],
            "snapshot_ids": [.integer(67_512_819 + Int64(index))], "image": image,
            "volume_ids": chance(0.5) ? [.string(uuid())] : [], "size": size(slug, cores), "size_slug": .string(slug),
            "networks": networks(), "region": region(), "tags": ["web", "env:prod"], "vpc_uuid": .string(uuid())
        ]
    }

    private let image: JSONValue = [
        "id": 63_663_980, "name": "20.04 (LTS) x64", "distribution": "Ubuntu", "slug": "ubuntu-20-04-x64",
        "public": true, "regions": strings(Payloads.regions), "created_at": "2020-05-15T05:47:50Z", "type": "snapshot",
        "min_disk_size": 20, "size_gigabytes": 2.36, "description": "", "tags": [], "status": "available",
        "error_message": ""
    ]

    private func size(_ slug: String, _ cores: Int64) -> JSONValue {
        [
            "slug": .string(slug), "memory": .integer(2048 * cores), "vcpus": .integer(cores), "disk": 25,
            "transfer": 1.0, "price_monthly": .number(5 * Double(cores)),
            "price_hourly": .number(0.00743999984115362 * Double(cores)), "regions": strings(Self.regions),
            "available": true, "description": "Basic"
        ]
    }

    private mutating func networks() -> JSONValue {
        [
            "v4": [
                ["ip_address": address(), "netmask": "255.255.0.0", "gateway": "nil", "type": "private"],
                ["ip_address": address(), "netmask": "255.255.255.0", "gateway": address(), "type": "public"]
            ],
            "v6": [
                [
                    "ip_address": .string("2001:db8:0:1010::\(number(4095)):\(number(9999))"), "netmask": 64,
                    "gateway": "2001:db8:0:1010::1", "type": "public"
                ]
            ]
        ]
    }

    private mutating func region() -> JSONValue {
        [
            "name": "New York 3", "slug": .string(pick(Self.regions)),
            "features": strings([
                "private_networking", "backups", "ipv6", "metadata", "install_agent", "storage", "image_transfer"
            ]),
            "available": true, "sizes": strings(Self.sizes)
        ]
    }

    // MARK: Values

    private static let words = [
        "billing", "report", "cleanup", "ingest", "mailer", "thumb", "cache", "index", "audit", "backup", "sync",
        "metrics", "invoice", "webhook", "digest"
    ]
    private static let schedules = ["* * * * *", "*/5 * * * *", "0 * * * *", "0 0 * * *", "15 3 * * 1", "0 12 1 * *"]
    private static let regions = [
        "ams2", "ams3", "blr1", "fra1", "lon1", "nyc1", "nyc2", "nyc3", "sfo1", "sfo2", "sfo3", "sgp1", "tor1"
    ]
    private static let sizes = [
        "s-1vcpu-1gb", "s-1vcpu-2gb", "s-1vcpu-3gb", "s-2vcpu-2gb", "s-3vcpu-1gb", "s-2vcpu-4gb", "s-4vcpu-8gb",
        "s-6vcpu-16gb", "s-8vcpu-32gb", "s-12vcpu-48gb", "s-16vcpu-64gb", "s-20vcpu-96gb", "s-24vcpu-128gb",
        "s-32vcpu-192g"
    ]

    private mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(choices.count)] }
    private mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }
    private mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    private mutating func timestamp() -> JSONValue {
        let date = "\(2022 + number(4))-\(padded(1 + number(12), 2))-\(padded(1 + number(28), 2))"
        return .string("\(date)T\(padded(number(24), 2)):\(padded(number(60), 2)):\(padded(number(60), 2))Z")
    }

    private mutating func uuid() -> String {
        let groups = [8, 4, 4, 4, 12].map { count in
            String((0..<count).map { _ in pick(Array("0123456789abcdef")) })
        }
        return groups.joined(separator: "-")
    }

    /// An address of the ranges reserved for documentation.
    private mutating func address() -> JSONValue { .string("203.0.113.\(1 + number(254))") }

    private func padded(_ value: Int, _ count: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}

private func strings(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }

/// A xorshift generator with a fixed seed.
private struct Generator: RandomNumberGenerator {
    private var state: UInt64 = 0x2545_F491_4F6C_DD1D

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x9E37_79B9_7F4A_7C15
    }
}
