import JSON

extension Attribute {
    /// The identifier of the VPC that a resource is in, which makes it a member.
    static let vpc = "vpc"
}

/// The groups `vpcs` and `vpc_peerings`. A region gets its default VPC with the first resource that needs one.
enum VPCs {
    static let family = Family(
        "vpcs", kinds: [kind, VPCPeerings.kind], handlers: handlers.adding(VPCPeerings.handlers),
        transitions: VPCPeerings.transitions,
        seeds: [
            "vpcs": SeedRequest.seed("vpcs.create") { ["name": .string("seed-\($0)"), "region": Region.inTurn($0)] }
        ])

    static let kind = ResourceKind("vpcs.vpc", shownBy: "vpcs.get", parameter: "vpc_id").with { kind in
        kind.takenName = .unprocessable("A VPC with this name exists already.")
        kind.attributes = { vpc in
            [
                Attribute.region: [vpc.document.string("region") ?? ""],
                isDefault: vpc.document.flag("default") ? ["true"] : []
            ]
        }
        kind.computed = ["urn"]
        kind.present = { record, _ in
            var text = record.document
            text.add("urn", .string("do:vpc:\(record.id)"))
            return text
        }
    }

    /// The attribute that the default VPC of a region has.
    static let isDefault = "default"

    private static let handlers: [String: Handler] = [
        "vpcs.list": kind.list(),
        "vpcs.get": kind.get(),
        "vpcs.create": .changing { call, connection in
            let input = call.input
            let region = try Region.available(input.string("region") ?? "")
            let network = try connection.network(input.string("ip_range"))
            let vpc = try connection.makeVPC(
                input.string("name") ?? "", in: region.slug, network, at: call.moment,
                description: input.string("description") ?? "")
            return try call.answer(vpc)
        },
        // What is left out of a replacement is emptied; the default of a region stays its default.
        "vpcs.update": kind.update { vpc, call, connection in
            let description = call.input["description"] ?? ""
            try connection.change(&vpc, call.changes.merging(["description": description]), at: call.moment)
        },
        "vpcs.patch": kind.update { vpc, call, connection in
            try connection.change(&vpc, call.changes, at: call.moment)
        },
        "vpcs.delete": kind.delete { vpc, call, connection in
            guard !vpc.document.flag("default") else {
                throw Refusal.forbidden("The default VPC of a region cannot be deleted.")
            }
            guard try connection.counts(ofAttribute: Attribute.vpc, vpc.id).isEmpty else {
                throw Refusal.forbidden("A VPC that has members cannot be deleted.")
            }
            guard try connection.counts(ofAttribute: VPCPeerings.peer, vpc.id).isEmpty else {
                throw Refusal.forbidden("A VPC that has peerings cannot be deleted.")
            }
        },
        "vpcs.list_members": .reading { call, connection in
            let vpc = try connection.get(kind, for: call)
            return try call.answer(connection.members(ofVPC: vpc, for: call))
        }
    ]
}

extension Connection {
    /// Whatever resource has the attribute `vpc`, kind by kind.
    fileprivate mutating func members(ofVPC vpc: Resource, for call: Call) throws -> Listing {
        let type = call.query("resource_type")
        let kinds = call.services.families.kinds.values.filter {
            $0.urnType != nil && (type ?? $0.urnType) == $0.urnType
        }
        let parts = kinds.sorted { $0.name < $1.name }.map {
            (kind: $0, filters: [Filter.attribute(Attribute.vpc, vpc.id)])
        }
        return try concatenation(parts, for: call) { kind, record in
            let member = try Resource(record, of: kind)
            let document: JSONValue = [
                "name": .string(member.name), "urn": .string(member.urn ?? ""),
                "created_at": member["created_at"] ?? ""
            ]
            return JSONText(try document.serialized())
        }
    }

    /// Changes what is named; the one that becomes the default takes that from the other one of its region.
    fileprivate mutating func change(_ vpc: inout Resource, _ changes: JSONObject, at moment: Moment) throws {
        var changes = changes
        if changes.flag("default") {
            if var other = try defaultVPC(in: vpc.document.string("region") ?? ""), other.sequence != vpc.sequence {
                other["default"] = false
                try save(other, at: moment)
            }
        } else {
            changes["default"] = nil
        }
        vpc.document = vpc.document.merging(changes)
    }
}
