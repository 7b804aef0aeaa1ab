import JSON

extension Attribute {
    /// The identifiers of the droplets that a resource belongs to, is attached to or guards.
    static let droplet = "droplet"
    /// What a resource is among those of its kind: an image is a `snapshot`, a `backup` or `custom`.
    static let type = "type"
}

/// The groups `images` and `image_actions`.
enum Images {
    static let family = Family(
        "images", kinds: [kind], handlers: handlers.adding(actionHandlers).adding(transferHandlers),
        transitions: ["images.fetch": fetch, "images.finish": finish],
        effects: ["image.transfer": transfer, "image.convert": convert], seeds: ["images": seed])

    /// Images of the account: snapshots and backups of droplets, and custom ones. Those of everybody are `PublicImage`.
    static let kind = ResourceKind(
        "images.image", shownBy: "images.get", parameter: "image_id", identifiers: .integers(from: 400_000_001)
    ).with { kind in
        kind.tagType = "image"
        kind.otherParameters = ["snapshot_id"]
        kind.attributes = { image in
            [
                Attribute.type: [image.document.string("type") ?? ""],
                Attribute.droplet: image.state.identifier("droplet").map { [$0] } ?? []
            ]
        }
    }

    private static let handlers: [String: Handler] = [
        "images.list": .reading { call, connection in try call.answer(connection.images(for: call)) },
        "images.get": .reading { call, connection in
            let name = call.identifier(of: kind)
            if PublicImage.named(name) != nil { return try call.answer(ReferenceTexts.image(name)) }
            return try call.answer(connection.get(kind, for: call))
        },
        "images.create_custom": .changing { call, connection in
            let image = try connection.create(kind, customImage(call), state: source(call), at: call.moment)
            try connection.schedule("images.fetch", after: 4, of: image, at: call.moment)
            return try call.answer(image)
        },
        "images.update": .changing { call, connection in
            var image = try connection.ownImage(for: call)
            image.document = image.document.merging(call.changes)
            try connection.save(image, at: call.moment)
            return try call.answer(image)
        },
        "images.delete": .changing { call, connection in
            try connection.deleteImage(connection.ownImage(for: call), call.moment)
            return call.answer()
        }
    ]

    private static let seed = SeedRequest.seed("images.create_custom") { number in
        [
            "name": .string("seed-\(number)"), "url": .string("https://images.example.com/seed-\(number).qcow2"),
            "region": Region.inTurn(number), "distribution": "Ubuntu"
        ]
    }

    private static func customImage(_ call: Call) throws -> JSONObject {
        let input = call.input
        let region = try Region.available(input.string("region") ?? "")
        guard host(of: input.string("url") ?? "") != nil else {
            throw Refusal.unprocessable("url must be an address that begins with http:// or https://.")
        }
        return [
            "name": input["name"] ?? "", "type": "custom", "distribution": input["distribution"] ?? "Unknown",
            "slug": .null, "public": false, "regions": [.string(region.slug)], "created_at": call.moment.time,
            "min_disk_size": .null, "size_gigabytes": .null, "description": input["description"] ?? "",
            "tags": input["tags"] ?? [], "status": "NEW", "error_message": ""
        ]
    }

    private static func source(_ call: Call) -> JSONObject { ["url": call.input["url"] ?? ""] }

    private static let fetch: Transition = { entry, moment, connection in
        var image = try connection.resource(of: entry, kind)
        image["status"] = "pending"
        try connection.save(image, at: moment)
        try connection.schedule("images.finish", after: 8, of: image, at: moment)
    }

    /// Nothing is fetched. A host under `.invalid`, which never exists (RFC 2606), shows what a failure looks like.
    private static let finish: Transition = { entry, moment, connection in
        var image = try connection.resource(of: entry, kind)
        if host(of: image.state.string("url") ?? "")?.hasSuffix(".invalid") == true {
            image["status"] = "deleted"
            image["error_message"] = "The image could not be fetched."
        } else {
            image["status"] = "available"
            image["min_disk_size"] = 15
            image["size_gigabytes"] = .number(2.36)
        }
        try connection.save(image, at: moment)
    }

    /// The host of a web address; nil for what is none.
    private static func host(of url: String) -> Substring? {
        for scheme in ["https://", "http://"] where url.hasPrefix(scheme) {
            let host = url.dropFirst(scheme.count).prefix { !"/:?#".contains($0) }
            return host.isEmpty ? nil : host
        }
        return nil
    }
}

extension Connection {
    /// The public images that fit the request, and behind them the account's own.
    fileprivate mutating func images(for call: Call) throws -> Listing {
        let (type, tag) = (call.query("type"), call.query("tag_name"))
        let isPrivate = call.queryFlag("private")
        let everybody = PublicImage.all.filter { type == nil || $0.kind.rawValue == type }
        let texts = isPrivate || tag != nil ? [] : everybody.map { ReferenceTexts.image($0.slug) }
        var list = Listing(texts, for: call)
        guard type == nil else { return list }
        let own = try next(of: Images.kind, tag.map { [.tag($0)] } ?? [], after: &list, for: call)
        list.items += own.map(\.document)
        return list
    }
}
