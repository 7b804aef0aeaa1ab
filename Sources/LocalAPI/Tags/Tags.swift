import JSON

/// The group `tags`. Which resources have a tag is an attribute of theirs; a tag itself is its name.
enum Tags {
    static let family = Family("tags", kinds: [kind], handlers: handlers, seeds: ["tags": seed])

    static let kind = ResourceKind(
        "tags.tag", shownBy: "", parameter: "tag_id", identifiers: .given, identifierField: "name", nameField: nil
    ).with { kind in
        kind.attributes = { [folded: [$0.id.lowercased()]] }
    }

    /// The attribute that tags are told apart by: the name without capitals.
    static let folded = "folded"

    static func isWellFormed(_ tag: String) -> Bool {
        (1...255).contains(tag.utf8.count)
            && tag.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "_-:".utf8.contains($0)
            }
    }

    private static let handlers: [String: Handler] = [
        "tags.list": .reading { call, connection in
            var list = try connection.listing(kind, for: call)
            let names = try list.items.map { try JSONValue(parsing: $0.bytes)["name"]?.string ?? "" }
            list.items = try names.map { try connection.tagText($0, call.services) }
            return try call.answer(list)
        },
        "tags.get": .reading { call, connection in
            let tag = try connection.get(kind, for: call)
            return try call.answer(connection.tagText(tag.id, call.services))
        },
        // Making a tag that is there gives that one, as it is written there.
        "tags.create": .changing { call, connection in
            guard let name = call.input.string("name") else {
                throw Refusal.badRequest("Invalid request payload: name is missing")
            }
            let canonical = try connection.canonicalTags([name], at: call.moment)
            return try call.answer(connection.tagText(canonical[0], call.services))
        },
        "tags.delete": kind.delete { tag, _, connection in try connection.removeAttribute(Attribute.tag, tag.id) },
        "tags.assign_resources": .changing { call, connection in
            let tag = try connection.get(kind, for: call).id
            for resource in try connection.taggedResources(call) {
                try connection.addAttribute(Attribute.tag, tag, kind: resource.kind.name, to: resource.sequence)
            }
            return call.answer()
        },
        "tags.unassign_resources": .changing { call, connection in
            let tag = try connection.get(kind, for: call).id
            for resource in try connection.taggedResources(call) {
                try connection.removeAttribute(Attribute.tag, tag, kind: resource.kind.name, from: resource.sequence)
            }
            return call.answer()
        }
    ]

    private static let seed: Seed = { count, moment, connection in
        let first = try connection.takeNumbers("tags.seed", from: 1, count: max(count, 1))
        return try (0..<Int64(count)).map { number in
            try connection.create(kind, ["name": .string("seed-\(first + number)")], at: moment).id
        }
    }
}

extension Connection {
    /// The resources that the body of a request names.
    ///
    /// - Throws: `Refusal` 404 where one of them is not there, 422 where it is named by half.
    fileprivate mutating func taggedResources(_ call: Call) throws -> [Resource] {
        var resources: [Resource] = []
        for item in call.input.objects("resources") {
            guard let id = item.string("resource_id"), let type = item.string("resource_type") else {
                throw Refusal.unprocessable("each of resources needs resource_id and resource_type")
            }
            guard let kind = call.services.families.kind(ofTagType: type) else { throw Refusal.missing }
            resources.append(try get(kind, id))
        }
        return resources
    }

    /// A tag as clients get it, with how many resources have it.
    fileprivate mutating func tagText(_ name: String, _ services: Services) throws -> JSONText {
        let counts = try counts(ofAttribute: Attribute.tag, name)
        var resources: JSONObject = ["count": .integer(Int64(counts.values.reduce(0) { $0 + $1.count }))]
        if let last = counts.max(by: { $0.value.last < $1.value.last }) {
            resources["last_tagged_uri"] = try uri(ofRow: last.value.last, last.key, services).map(JSONValue.string)
        }
        for (type, member, _) in Self.taggedTypes {
            var summary: JSONObject = ["count": 0]
            if let kind = services.families.kind(ofTagType: type), let found = counts[kind.name] {
                summary["count"] = .integer(Int64(found.count))
                summary["last_tagged_uri"] = try uri(ofRow: found.last, kind.name, services).map(JSONValue.string)
            }
            resources[member] = .object(summary)
        }
        let tag: JSONValue = ["name": .string(name), "resources": .object(resources)]
        return JSONText(try tag.serialized())
    }

    /// Where the API shows a tagged resource; nil for a kind that tags do not know.
    private mutating func uri(ofRow row: Int64, _ name: String, _ services: Services) throws -> String? {
        guard let kind = services.families.kinds[name], let resource = try find(kind, row: row),
            let path = Self.taggedTypes.first(where: { $0.type == kind.tagType })?.path
        else { return nil }
        return "https://api.digitalocean.com/v2/\(path)/\(resource.id)"
    }

    /// The types of resources that tags count, each with its member and its path.
    private static let taggedTypes = [
        (type: "droplet", member: "droplets", path: "droplets"),
        (type: "image", member: "images", path: "images"),
        (type: "volume", member: "volumes", path: "volumes"),
        (type: "volume_snapshot", member: "volume_snapshots", path: "snapshots"),
        (type: "database", member: "databases", path: "databases")
    ]
}
