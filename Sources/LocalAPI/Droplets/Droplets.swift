import JSON

/// The group `droplets`.
enum Droplets {
    static let family = Family("droplets", kinds: [kind], handlers: handlers, seeds: ["droplets": seed])

    static let kind = ResourceKind(
        "droplets.droplet", shownBy: "droplets.get", parameter: "droplet_id", identifiers: .integers(from: 300_000_001)
    ).with { kind in
        kind.tagType = "droplet"
        kind.urnType = "droplet"
        kind.attributes = { [Attribute.region: [$0.state.string("region") ?? ""]] }
        kind.computed = ["size", "region", "image"]
        kind.present = present
    }

    private static let handlers: [String: Handler] = [
        "droplets.list": kind.list { call in
            var filters: [Filter] = []
            if let tag = call.query("tag_name") { filters.append(.tag(tag)) }
            if let name = call.query("name") { filters.append(.name(name)) }
            return filters
        },
        "droplets.get": kind.get(),
        "droplets.create": .changing { call, connection in
            let input = call.input
            let order = try DropletOrder(input)
            guard let names = input["names"]?.array?.compactMap(\.string) else {
                let (droplet, action) = try connection.create(order, named: input.string("name") ?? "", call.moment)
                return try call.answer(droplet, and: ["links": links(to: [action], call)])
            }
            guard (1...10).contains(names.count) else {
                throw Refusal.unprocessable("You may create 1 to 10 Droplets at once.")
            }
            let made = try names.map { try connection.create(order, named: $0, call.moment) }
            let texts = try made.map { try kind.present($0.droplet.record(), call.moment) }
            return try call.answer(
                .array(texts), root: "droplets", and: ["links": links(to: made.map(\.action), call)])
        },
        "droplets.destroy": kind.delete()
    ]

    private static let seed: Seed = { count, moment, connection in
        let first = try connection.takeNumbers("droplets.seed", from: 1, count: max(count, 1))
        let regions = Region.availableSlugs
        return try (0..<count).map { index in
            let order = DropletOrder(region: regions[index % regions.count], number: index)
            return try connection.insert(order, named: "seed-\(first + Int64(index))", status: "active", moment).id
        }
    }

    private static func links(to actions: [Action], _ call: Call) -> JSONValue {
        let items = actions.map { action -> JSONValue in
            [
                "id": .integer(action.id), "rel": "create",
                "href": .string(call.location.origin + "/v2/actions/\(action.id)")
            ]
        }
        return ["actions": .array(items)]
    }
}
