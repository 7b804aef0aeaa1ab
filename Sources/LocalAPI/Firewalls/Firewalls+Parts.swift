import JSON

/// Adding and removing the rules, droplets and tags of a firewall.
extension Firewalls {
    static let partHandlers: [String: Handler] = [
        "firewalls.add_rules": change { firewall, call, _ in
            var rules = FirewallRules(stored: firewall.document)
            rules.add(try given(call))
            try rules.check(call)
            firewall.document = firewall.document.merging(rules.document)
        },
        "firewalls.delete_rules": change { firewall, call, _ in
            var rules = FirewallRules(stored: firewall.document)
            try rules.remove(given(call), call)
            try rules.check(call)
            firewall.document = firewall.document.merging(rules.document)
        },
        "firewalls.assign_droplets": change { firewall, call, connection in
            let ids = firewall.document.identifiers("droplet_ids") + call.input.identifiers("droplet_ids")
            let tags = firewall.document.strings("tags")
            let targets = try connection.firewallTargets(droplets: ids, tags: tags, call)
            firewall.document = firewall.document.merging(targets)
        },
        "firewalls.delete_droplets": change { firewall, call, _ in
            let removed = call.input.identifiers("droplet_ids")
            let kept = (firewall["droplet_ids"]?.array ?? []).filter { !removed.contains($0.identifier ?? "") }
            firewall["droplet_ids"] = .array(kept)
        },
        "firewalls.add_tags": change { firewall, call, connection in
            let ids = firewall.document.identifiers("droplet_ids")
            let tags = firewall.document.strings("tags") + call.input.strings("tags")
            let targets = try connection.firewallTargets(droplets: ids, tags: tags, call)
            firewall.document = firewall.document.merging(targets)
        },
        "firewalls.delete_tags": change { firewall, call, _ in
            let removed = call.input.strings("tags").map { $0.lowercased() }
            let kept = firewall.document.strings("tags").filter { !removed.contains($0.lowercased()) }
            firewall["tags"] = .strings(kept)
        }
    ]

    /// - Throws: `Refusal` where the request names no rule.
    private static func given(_ call: Call) throws -> FirewallRules {
        let rules = try FirewallRules(call.input, call)
        guard !rules.isEmpty else { throw call.refusal("The request must name at least one rule.") }
        return rules
    }

    /// A handler that changes a firewall and answers nothing.
    private static func change(
        _ change: @escaping @Sendable (inout Resource, Call, inout Connection) throws -> Void
    ) -> Handler {
        .changing { call, connection in
            var firewall = try connection.get(kind, for: call)
            let before = firewall.document.identifiers("droplet_ids")
            try change(&firewall, call, &connection)
            try connection.apply(&firewall, insteadOf: before, call.moment)
            return call.answer()
        }
    }
}
