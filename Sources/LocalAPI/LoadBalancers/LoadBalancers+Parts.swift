import JSON

/// Adding and removing the droplets and rules of a load balancer.
extension LoadBalancers {
    static let partHandlers: [String: Handler] = [
        "load_balancers.add_droplets": change { balancer, call, connection in
            try checkNamesDroplets(balancer)
            let ids = balancer.document.identifiers("droplet_ids") + call.input.identifiers("droplet_ids")
            let droplets = try connection.balancedDroplets(ids, in: balancer.state.string("region"), call)
            balancer["droplet_ids"] = .array(droplets.map(\.jsonID))
        },
        "load_balancers.remove_droplets": change { balancer, call, _ in
            try checkNamesDroplets(balancer)
            let removed = call.input.identifiers("droplet_ids")
            let kept = (balancer["droplet_ids"]?.array ?? []).filter { !removed.contains($0.identifier ?? "") }
            balancer["droplet_ids"] = .array(kept)
        },
        "load_balancers.add_forwarding_rules": change { balancer, call, connection in
            let rules = balancer.document.objects("forwarding_rules")
            let added = call.input.objects("forwarding_rules").filter { !rules.contains($0) }
            balancer["forwarding_rules"] = .array((rules + added).map(JSONValue.object))
            try connection.checkForwardingRules(rules + added, balancer.document)
        },
        "load_balancers.remove_forwarding_rules": change { balancer, call, connection in
            let rules = balancer.document.objects("forwarding_rules")
            let removed = call.input.objects("forwarding_rules")
            guard removed.allSatisfy(rules.contains) else {
                throw Refusal.unprocessable("The load balancer has no such rule; it must be given exactly as it is.")
            }
            let kept = rules.filter { !removed.contains($0) }
            balancer["forwarding_rules"] = .array(kept.map(JSONValue.object))
            try connection.checkForwardingRules(kept, balancer.document)
        },
        "load_balancers.delete_cache": .reading { call, connection in
            let balancer = try connection.get(kind, for: call)
            guard balancer["type"] == "GLOBAL" else {
                throw Refusal.unprocessable("Only a global load balancer has a cache.")
            }
            return call.answer()
        }
    ]

    private static func checkNamesDroplets(_ balancer: Resource) throws(Refusal) {
        guard balancer.document.string("tag") ?? "" == "" else {
            throw .unprocessable("The load balancer selects its Droplets by a tag.")
        }
    }

    /// A handler that changes a load balancer and answers nothing.
    private static func change(
        _ change: @escaping @Sendable (inout Resource, Call, inout Connection) throws -> Void
    ) -> Handler {
        .changing { call, connection in
            var balancer = try connection.get(kind, for: call)
            try change(&balancer, call, &connection)
            try connection.save(balancer, at: call.moment)
            return call.answer()
        }
    }
}
