import JSON

/// The group `firewalls`.
enum Firewalls {
    static let family = Family(
        "firewalls", kinds: [kind], handlers: handlers.adding(partHandlers),
        transitions: ["firewalls.apply": apply], seeds: ["firewalls": seed])

    static let kind = ResourceKind(
        "firewalls.firewall", shownBy: "firewalls.get", parameter: "firewall_id"
    ).with { kind in
        kind.takenName = .badRequest("A firewall with this name exists already.")
        kind.attributes = { firewall in
            [
                Attribute.droplet: firewall.document.identifiers("droplet_ids"),
                targetTag: firewall.document.strings("tags").map { $0.lowercased() }
            ]
        }
    }

    /// The attribute for each tag whose droplets a firewall guards, in small letters.
    static let targetTag = "target_tag"

    private static let handlers: [String: Handler] = [
        "firewalls.list": kind.list(),
        "firewalls.get": kind.get(),
        "firewalls.create": .changing { call, connection in
            var document = try connection.firewallDocument(call)
            document["created_at"] = call.moment.time
            var firewall = try connection.create(kind, document, at: call.moment)
            try connection.apply(&firewall, insteadOf: [], call.moment)
            return try call.answer(firewall)
        },
        "firewalls.update": .changing { call, connection in
            var firewall = try connection.get(kind, for: call)
            let before = firewall.document.identifiers("droplet_ids")
            firewall.document = firewall.document.merging(try connection.firewallDocument(call))
            try connection.apply(&firewall, insteadOf: before, call.moment)
            return try call.answer(firewall)
        },
        "firewalls.delete": kind.delete()
    ]

    private static let seed: Seed = { count, moment, connection in
        let first = try connection.takeNumbers("firewalls.seed", from: 1, count: max(count, 1))
        let rule: JSONValue = ["protocol": "tcp", "ports": "22", "sources": ["addresses": ["192.0.2.0/24"]]]
        return try (0..<Int64(count)).map { index in
            let document: JSONObject = [
                "name": .string("seed-\(first + index)"), "status": "succeeded", "created_at": moment.time,
                "pending_changes": [], "inbound_rules": [rule], "outbound_rules": [], "droplet_ids": [], "tags": []
            ]
            return try connection.create(kind, document, isComplete: true, at: moment).id
        }
    }

    /// The rules are in force.
    private static let apply = Transitions.setting(["status": "succeeded", "pending_changes": []], of: kind)
}

extension Connection {
    /// Saves a firewall that was changed, the rules of which are in force a little later.
    ///
    /// - Parameter before: The droplets it named until now.
    mutating func apply(_ firewall: inout Resource, insteadOf before: [String], _ moment: Moment) throws {
        let now = firewall.document.identifiers("droplet_ids")
        let changes =
            now.filter { !before.contains($0) }.map { Firewalls.pendingChange($0, removing: false) }
            + before.filter { !now.contains($0) }.map { Firewalls.pendingChange($0, removing: true) }
        firewall["status"] = "waiting"
        firewall["pending_changes"] = .array(changes)
        try save(firewall, at: moment)
        try unschedule("firewalls.apply", of: firewall)
        try schedule("firewalls.apply", after: 4, of: firewall, at: moment)
    }

    /// The firewalls that guard a droplet, by its identifier or one of its tags, each once.
    mutating func firewalls(of droplet: Resource) throws -> [JSONValue] {
        var found = try all(Firewalls.kind, [.attribute(Attribute.droplet, droplet.id)])
        for tag in droplet.document.strings("tags") {
            found += try all(Firewalls.kind, [.attribute(Firewalls.targetTag, tag.lowercased())])
        }
        let byRow = Dictionary(found.map { ($0.sequence, $0) }) { first, _ in first }
        return byRow.values.sorted { $0.sequence < $1.sequence }.map { .object($0.document) }
    }

    /// The whole firewall that a request describes, for a creation and a replacement.
    fileprivate mutating func firewallDocument(_ call: Call) throws -> JSONObject {
        let input = call.input
        let targets = try firewallTargets(
            droplets: input.identifiers("droplet_ids"), tags: input.strings("tags"), call)
        let rules = try FirewallRules(input, call)
        try rules.check(call)
        return JSONObject([("name", input["name"] ?? "")]).merging(rules.document).merging(targets)
    }

    /// The members for the droplets and tags that a firewall is to guard.
    ///
    /// - Throws: `Refusal` for a droplet that is not there, and too many.
    mutating func firewallTargets(droplets ids: [String], tags: [String], _ call: Call) throws -> JSONObject {
        let droplets = try droplets(Set(ids).sorted { (Int64($0) ?? 0) < (Int64($1) ?? 0) }, for: call)
        let tags = try canonicalTags(tags, at: call.moment)
        guard droplets.count <= Firewalls.largestNumberOfDroplets else {
            throw call.refusal("A firewall can name up to \(Firewalls.largestNumberOfDroplets) Droplets; use tags.")
        }
        guard tags.count <= Firewalls.largestNumberOfTags else {
            throw call.refusal("A firewall can name up to \(Firewalls.largestNumberOfTags) tags.")
        }
        return ["droplet_ids": .array(droplets.map(\.jsonID)), "tags": .strings(tags)]
    }
}

extension Firewalls {
    static let largestNumberOfDroplets = 10
    static let largestNumberOfTags = 5

    fileprivate static func pendingChange(_ droplet: String, removing: Bool) -> JSONValue {
        [
            "droplet_id": .integer(Int64(droplet) ?? 0), "removing": .bool(removing), "status": "waiting"
        ]
    }
}
