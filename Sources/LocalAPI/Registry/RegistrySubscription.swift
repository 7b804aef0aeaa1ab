import Catalog
import JSON

/// What a subscription includes. The names and numbers are the vendor's public ones.
struct RegistryTier: Sendable {
    let name: String
    let slug: String
    /// 0 for any number.
    let repositories: Int64
    let bytes: Int64
    /// Whether more bytes can be stored for money.
    let hasOverage: Bool
    let cents: Int64

    static let starter = RegistryTier(
        name: "Starter", slug: "starter", repositories: 1, bytes: 500 << 20, hasOverage: false, cents: 0)
    static let basic = RegistryTier(
        name: "Basic", slug: "basic", repositories: 5, bytes: 5 << 30, hasOverage: true, cents: 500)
    static let professional = RegistryTier(
        name: "Professional", slug: "professional", repositories: 0, bytes: 100 << 30, hasOverage: true, cents: 2_000)
    static let all = [starter, basic, professional]

    static func named(_ slug: String) -> RegistryTier? { all.first { $0.slug == slug } }

    var document: JSONObject {
        [
            "name": .string(name), "slug": .string(slug), "included_repositories": .integer(repositories),
            "included_storage_bytes": .integer(bytes), "allow_storage_overage": .bool(hasOverage),
            "included_bandwidth_bytes": .integer(bytes), "monthly_price_in_cents": .integer(cents),
            "storage_overage_price_in_cents": hasOverage ? 2 : 0
        ]
    }

    /// What stands against this tier, in the API's words.
    func problems(repositories count: Int, bytes stored: Int64) -> [String] {
        var problems: [String] = []
        if repositories > 0, count > repositories { problems.append("OverRepositoryLimit") }
        if !hasOverage, stored > bytes { problems.append("OverStorageLimit") }
        return problems
    }
}

extension Registry {
    static let subscriptionHandlers = inBothGroups([
        "get_options": .reading { call, connection in
            let (count, bytes) = try connection.registryUse()
            let tiers = RegistryTier.all.map { tier -> JSONValue in
                let problems = tier.problems(repositories: count, bytes: bytes)
                var document = tier.document.merging(["eligible": .bool(problems.isEmpty)])
                if !problems.isEmpty { document["eligibility_reasons"] = .strings(problems) }
                return .object(document)
            }
            return try call.answer(["available_regions": .strings(regions), "subscription_tiers": .array(tiers)])
        },
        "get_subscription": .reading { call, connection in
            guard let subscription = try connection.subscription() else { throw Refusal.missing }
            return try call.answer(.object(document(of: subscription)))
        },
        "update_subscription": .changing { call, connection in
            guard let subscription = try connection.subscription() else { throw Refusal.missing }
            guard let slug = call.input.string("tier_slug") else {
                return try call.answer(.object(document(of: subscription)))
            }
            let (count, bytes) = try connection.registryUse()
            let problems = RegistryTier.named(slug)?.problems(repositories: count, bytes: bytes) ?? []
            guard problems.isEmpty else {
                let message = "the tier \(slug) includes less than is stored: \(problems.joined(separator: ", "))"
                throw call.operation.errorStatuses.contains(412)
                    ? Refusal.preconditionFailed(message) : .unprocessable(message)
            }
            try connection.subscribe(to: slug, at: call.moment)
            return try call.answer(.object(connection.subscription().map(document) ?? [:]))
        }
    ])

    /// A subscription as clients get it.
    static func document(of subscription: Resource) -> JSONObject {
        [
            "tier": .object(RegistryTier.named(subscription.state.string("tier") ?? "")?.document ?? [:]),
            "created_at": subscription.state["created_at"] ?? .null,
            "updated_at": subscription.state["updated_at"] ?? .null
        ]
    }

    private static let regions = ["nyc3", "sfo3", "ams3", "sgp1", "fra1", "sfo2", "blr1", "syd1"]
}

extension Connection {
    /// The account's subscription; nil where there is none.
    mutating func subscription() throws -> Resource? { try first(Registry.subscriptions) }

    /// Makes the subscription, or changes its tier.
    mutating func subscribe(to tier: String, at moment: Moment) throws {
        guard var subscription = try subscription() else {
            let state: JSONObject = [
                "tier": .string(tier), "created_at": moment.time, "updated_at": moment.time
            ]
            _ = try create(Registry.subscriptions, [:], state: state, at: moment)
            return
        }
        guard subscription.state.string("tier") != tier else { return }
        subscription.state["tier"] = .string(tier)
        subscription.state["updated_at"] = moment.time
        try save(subscription, at: moment)
    }

    /// How many repositories there are in all registries, and how many bytes are stored.
    fileprivate mutating func registryUse() throws -> (repositories: Int, bytes: Int64) {
        let bytes = try all(Registry.kind).reduce(0) { $0 + ($1.document.integer("storage_usage_bytes") ?? 0) }
        return (try total(Registry.repositories.name), bytes)
    }
}
