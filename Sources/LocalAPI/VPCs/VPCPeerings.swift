import JSON

/// The group `vpc_peerings`, and what `vpcs` has of it.
enum VPCPeerings {
    static let kind = ResourceKind(
        "vpc_peerings.peering", shownBy: "vpc_peerings.get", parameter: "vpc_peering_id"
    ).with { kind in
        kind.attributes = { peering in
            [peer: peering.document.strings("vpc_ids"), Attribute.region: peering.state.strings("regions")]
        }
    }

    /// The attribute for each of the two VPCs.
    static let peer = "peer"

    static let handlers: [String: Handler] = [
        "vpc_peerings.list": kind.list { call in
            call.query("region").map { [.attribute(Attribute.region, $0)] } ?? []
        },
        "vpc_peerings.get": kind.get(),
        "vpc_peerings.create": .changing { call, connection in
            let peering = try connection.peer(call.input.strings("vpc_ids"), call)
            return try call.answer(peering)
        },
        "vpc_peerings.patch": kind.merge(),
        // It is to be seen while it goes.
        "vpc_peerings.delete": .changing { call, connection in
            var peering = try connection.get(kind, for: call)
            guard peering["status"] != "DELETING" else { throw Refusal.missing }
            peering["status"] = "DELETING"
            try connection.save(peering, at: call.moment)
            try connection.unschedule("vpc_peerings.activate", of: peering)
            try connection.schedule("vpc_peerings.delete", after: 4, of: peering, at: call.moment)
            return try call.answer(peering)
        },
        "vpcs.list_peerings": .reading { call, connection in
            let vpc = try connection.get(VPCs.kind, for: call)
            return try call.answer(connection.listing(kind, for: call, [.attribute(peer, vpc.id)]))
        },
        "vpcs.create_peerings": .changing { call, connection in
            let vpc = try connection.get(VPCs.kind, for: call)
            return try call.answer(connection.peer([vpc.id, call.input.string("vpc_id") ?? ""], call))
        },
        "vpcs.patch_peerings": .changing { call, connection in
            let vpc = try connection.get(VPCs.kind, for: call)
            var peering = try connection.get(kind, for: call)
            guard peering.document.strings("vpc_ids").contains(vpc.id) else { throw Refusal.missing }
            peering.document = peering.document.merging(call.changes)
            try connection.save(peering, at: call.moment)
            return try call.answer(peering)
        }
    ]

    static let transitions: [String: Transition] = [
        "vpc_peerings.activate": Transitions.setting(["status": "ACTIVE"], of: kind),
        "vpc_peerings.delete": { entry, moment, connection in
            try connection.delete(connection.resource(of: entry, kind), moment.services)
        }
    ]
}

extension Connection {
    /// Connects two VPCs, which takes a moment.
    ///
    /// - Throws: `Refusal` 422 where one is not there, both are the same, or they are connected already.
    fileprivate mutating func peer(_ ids: [String], _ call: Call) throws -> Resource {
        let vpcs = try ids.map { id in
            guard let vpc = try find(VPCs.kind, id) else { throw Refusal.unprocessable("There is no VPC \"\(id)\".") }
            return vpc
        }
        guard Set(ids).count == 2 else { throw Refusal.unprocessable("A peering is between two different VPCs.") }
        let both = ids.map { Filter.attribute(VPCPeerings.peer, $0) }
        guard try total(VPCPeerings.kind, both) == 0 else {
            throw Refusal.unprocessable("The two VPCs have a peering already.")
        }
        let document: JSONObject = [
            "name": call.input["name"] ?? "", "status": "PROVISIONING", "vpc_ids": .strings(ids),
            "created_at": call.moment.time
        ]
        let regions = Set(vpcs.compactMap { $0.document.string("region") }).sorted()
        let peering = try create(
            VPCPeerings.kind, document, state: ["regions": .strings(regions)], at: call.moment)
        try schedule("vpc_peerings.activate", after: 4, of: peering, at: call.moment)
        return peering
    }
}
