import JSON

/// The group `load_balancers`.
enum LoadBalancers {
    static let family = Family(
        "load_balancers", kinds: [kind], handlers: handlers.adding(partHandlers),
        transitions: ["load_balancers.start": start], seeds: ["load_balancers": seed])

    static let kind = ResourceKind(
        "load_balancers.load_balancer", shownBy: "load_balancers.get", parameter: "lb_id"
    ).with { kind in
        kind.urnType = "loadbalancer"
        kind.takenName = .unprocessable("A load balancer with this name exists already.")
        kind.attributes = { balancer in
            [
                Attribute.region: balancer.state.string("region").map { [$0] } ?? [],
                Attribute.vpc: balancer.document.string("vpc_uuid").map { [$0] } ?? [],
                Attribute.droplet: balancer.document.identifiers("droplet_ids"),
                Certificates.use: certificates(of: balancer.document)
            ]
        }
        kind.computed = ["region", "project_id"]
    }

    static func certificates(of document: JSONObject) -> [String] {
        let users = document.objects("forwarding_rules") + document.objects("domains")
        return Set(users.compactMap { $0.string("certificate_id") }.filter { !$0.isEmpty }).sorted()
    }

    private static let seed = SeedRequest.seed("load_balancers.create") { number in
        [
            "name": .string("seed-\(number)"), "region": Region.inTurn(number), "droplet_ids": [],
            "forwarding_rules": [
                ["entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 8_080]
            ]
        ]
    }

    private static let handlers: [String: Handler] = [
        "load_balancers.list": .reading { call, connection in
            var list = Listing(items: [], total: 0)
            for record in try connection.next(of: kind, [], after: &list, for: call) {
                list.items.append(try connection.text(ofBalancer: Resource(record, of: kind)))
            }
            return try call.answer(list)
        },
        "load_balancers.get": .reading { call, connection in
            try call.answer(connection.text(ofBalancer: connection.get(kind, for: call)))
        },
        "load_balancers.create": .changing { call, connection in
            let order = try connection.balancerOrder(call)
            let state: JSONObject = ["status": "new", "ip": "", "created_at": call.moment.time]
            let balancer = try connection.create(
                kind, order.document.merging(state), state: order.state, at: call.moment)
            try connection.enroll(balancer, inProject: call.input.string("project_id"), at: call.moment)
            try connection.schedule("load_balancers.start", after: 10, of: balancer, at: call.moment)
            return try call.answer(connection.text(ofBalancer: balancer))
        },
        // A full replacement: what is left out goes back to its default, but for what only the server sets.
        "load_balancers.update": .changing { call, connection in
            var balancer = try connection.get(kind, for: call)
            let order = try connection.balancerOrder(call)
            guard order.state == balancer.state else {
                throw Refusal.unprocessable("The region and the type of a load balancer cannot be changed.")
            }
            let kept = ["id", "status", "ip", "ipv6", "created_at"].compactMap { name in
                balancer[name].map { (name, $0) }
            }
            var document = order.document
            if call.input["vpc_uuid"] == nil { document["vpc_uuid"] = balancer["vpc_uuid"] }
            if call.input["name"] == nil { document["name"] = balancer["name"] }
            balancer.document = JSONObject(kept).merging(document)
            try connection.save(balancer, at: call.moment)
            try connection.enroll(balancer, inProject: call.input.string("project_id"), at: call.moment)
            return try call.answer(connection.text(ofBalancer: balancer))
        },
        "load_balancers.delete": kind.delete()
    ]

    /// It is active, and has its addresses. They are nobody's (RFC 2544, RFC 3849).
    private static let start: Transition = { entry, moment, connection in
        var balancer = try connection.resource(of: entry, kind)
        let bytes = moment.services.randomness.bytes(4)
        balancer["status"] = "active"
        balancer["ip"] = .string("198.18.\(bytes[0]).\(bytes[1])")
        if balancer["network_stack"] == "DUALSTACK" {
            balancer["ipv6"] = .string("2001:db8::\(bytes.hexadecimal.suffix(4))")
        }
        try connection.save(balancer, at: moment)
    }
}

extension Connection {
    /// A load balancer as clients get it: with the droplets that its tag selects, if it has one.
    mutating func text(ofBalancer balancer: Resource) throws -> JSONText {
        var document = balancer.document
        let region = balancer.state.string("region")
        if let tag = document.string("tag"), !tag.isEmpty, let region {
            let records = try listing(Droplets.kind, [.tag(tag), .attribute(Attribute.region, region)])
            document["droplet_ids"] = .array(records.compactMap { Int64($0.id).map(JSONValue.integer) })
        }
        var text = JSONText(try JSONValue.object(document).serialized())
        if let region { text.add("region", ReferenceTexts.region(region)) }
        text.add("project_id", .string(try project(of: balancer).id))
        return text
    }
}
