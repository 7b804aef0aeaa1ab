import JSON

/// The group `droplets`.
enum Droplets {
    static let family = Family(
        "droplets", kinds: [kind, Destruction.kind],
        handlers: handlers.adding(listHandlers).adding(Destruction.handlers),
        transitions: ["droplets.backup": takeBackup, "droplets.destroy": Destruction.destroy],
        seeds: ["droplets": seed])

    static let kind = ResourceKind(
        "droplets.droplet", shownBy: "droplets.get", parameter: "droplet_id", identifiers: .integers(from: 300_000_001)
    ).with { kind in
        kind.tagType = "droplet"
        kind.urnType = "droplet"
        kind.attributes = { droplet in
            [
                Attribute.region: [droplet.state.string("region") ?? ""],
                Attribute.vpc: droplet.document.string("vpc_uuid").map { [$0] } ?? [],
                foldedName: folded(droplet.name),
                backups: droplet.hasBackups ? ["true"] : []
            ]
        }
        kind.computed = ["size", "region", "image"]
        kind.present = present
    }

    /// The attribute that droplets whose names have capitals are found by without them.
    static let foldedName = "folded_name"
    /// The attribute of droplets of which backups are taken.
    static let backups = "backups"

    private static let handlers: [String: Handler] = [
        "droplets.list": .reading { call, connection in
            // None has a graphics processor.
            if call.query("type") == "gpus" { return try call.answer(Listing([], for: call)) }
            let parts = try filters(call).map { (kind: kind, filters: $0) }
            return try call.answer(
                connection.concatenation(parts, for: call) { try $0.present($1, call.moment) })
        },
        "droplets.get": kind.get(),
        "droplets.create": .changing { call, connection in
            let input = call.input
            var order = try connection.order(input, call.moment)
            if input["names"] != nil { return try several(input.strings("names"), order, call, &connection) }
            let (droplet, action) = try connection.create(&order, named: input.string("name") ?? "", call.moment)
            return try call.answer(droplet, and: ["links": links(to: [action], call)])
        }.normalizing(withoutVolumeObjects),
        "droplets.destroy": .changing { call, connection in
            try connection.destroy(connection.get(kind, for: call), call.moment)
            return call.answer()
        },
        "droplets.destroy_by_tag": .changing { call, connection in
            let tag = try connection.get(Tags.kind, call.query("tag_name") ?? "").id
            for droplet in try connection.all(kind, [.tag(tag)]) { try connection.destroy(droplet, call.moment) }
            return call.answer()
        }
    ]

    /// The vendor's Go client, and with it doctl and Terraform, sends volumes as objects with an identifier.
    @Sendable private static func withoutVolumeObjects(_ body: JSONObject) -> JSONObject {
        guard let volumes = body["volumes"]?.array else { return body }
        return body.merging(["volumes": .array(volumes.map { $0.object?["id"] ?? $0 })])
    }

    /// Makes droplets that differ in nothing but their names.
    private static func several(
        _ names: [String], _ order: DropletOrder, _ call: Call, _ connection: inout Connection
    ) throws -> Answer {
        guard (1...10).contains(names.count) else {
            throw Refusal.unprocessable("You may create 1 to 10 Droplets at once.")
        }
        guard names.count == 1 || order.volumes.isEmpty else {
            throw Refusal.unprocessable("A volume can be attached to one Droplet only.")
        }
        var order = order
        let made = try names.map { try connection.create(&order, named: $0, call.moment) }
        let texts = try made.map { try kind.present($0.droplet.record(), call.moment) }
        return try call.answer(
            .array(texts), root: "droplets", and: ["links": links(to: made.map(\.action), call)])
    }

    /// A name without its capitals, if it has any.
    private static func folded(_ name: String) -> [String] {
        let folded = name.lowercased()
        return folded == name ? [] : [folded]
    }

    /// What a list is made of: droplets of a name are those that have it in small letters, and those with capitals.
    private static func filters(_ call: Call) throws(Refusal) -> [[Filter]] {
        let (tag, name) = (call.query("tag_name"), call.query("name"))
        guard tag == nil || (name == nil && call.query("type") == nil) else {
            throw .unprocessable("tag_name cannot be combined with name or type.")
        }
        if let tag { return [[.tag(tag)]] }
        guard let name = name?.lowercased() else { return [[]] }
        return [[.name(name)], [.attribute(foldedName, name)]]
    }

    private static let seed: Seed = { count, moment, connection in
        let first = try connection.takeNumbers("droplets.seed", from: 1, count: max(count, 1))
        var orders = try Region.availableSlugs.prefix(count).enumerated().map { number, region in
            DropletOrder(number: number, vpc: try connection.vpc(nil, in: region, at: moment))
        }
        for index in orders.indices { try connection.takeHosts(count / orders.count + 1, for: &orders[index]) }
        return try (0..<count).map { index in
            let place = index % orders.count
            let name = "seed-\(first + Int64(index))"
            return try connection.insert(&orders[place], named: name, status: "active", moment).id
        }
    }

    /// The links to what is being done to new resources.
    private static func links(to actions: [Action], _ call: Call) -> JSONValue {
        ["actions": .array(actions.map { $0.link(as: "create", call) })]
    }
}

extension Action {
    /// Where an answer says that the action is to be seen.
    ///
    /// - Parameter relation: What it is to the answer: `create`.
    func link(as relation: String, _ call: Call) -> JSONValue {
        [
            "id": .integer(id), "rel": .string(relation),
            "href": .string(call.location.origin + "/v2/actions/\(id)")
        ]
    }
}
