import JSON

/// What droplets that are made together have in common.
struct DropletOrder: Sendable {
    var region: Region
    var size: Size
    var image: PublicImage
    var tags: [String]
    var features: [String]

    /// Reads a request's `input`.
    ///
    /// - Throws: `Refusal` 422 for a region, size or image that is not there.
    init(_ input: JSONObject) throws(Refusal) {
        region = try Region.available(input.string("region") ?? "nyc3")
        size = try Size.existing(input.string("size") ?? "")
        guard let image = input.identifier("image").flatMap(PublicImage.named) else {
            throw .unprocessable("You specified an invalid image for Droplet creation.")
        }
        self.image = image
        tags = input.strings("tags")
        features = ["droplet_agent", "private_networking"]
        for feature in ["backups", "ipv6", "monitoring"] where input.flag(feature) { features.append(feature) }
    }

    /// For seeding: one of several sizes and images.
    init(region: String, number: Int) {
        self.region = Region.named(region) ?? Region.all[0]
        size = Size.all[number % 8]
        image = PublicImage.all[number % 3]
        tags = []
        features = ["private_networking"]
    }
}

extension Connection {
    /// Makes a droplet, which is active after a while.
    mutating func create(
        _ order: DropletOrder, named name: String, _ moment: Moment
    ) throws -> (droplet: Resource, action: Action) {
        let droplet = try insert(order, named: name, status: "new", moment)
        let action = try begin("create", on: droplet.actionSubject, lasting: 8, at: moment)
        return (droplet, action)
    }

    /// Stores a droplet in the state it is to have.
    ///
    /// Its size, region and image are kept as slugs, and written out when it is read: a droplet takes a fifth of the room.
    mutating func insert(
        _ order: DropletOrder, named name: String, status: String, _ moment: Moment
    ) throws -> Resource {
        let address = moment.services.randomness.bytes(4)
        let document: JSONObject = [
            "name": .string(name), "memory": .integer(order.size.memory), "vcpus": .integer(order.size.vcpus),
            "disk": .integer(order.size.disk), "locked": false, "status": .string(status),
            "created_at": moment.time, "features": .strings(order.features), "backup_ids": [],
            "next_backup_window": .null, "snapshot_ids": [], "volume_ids": [],
            "size_slug": .string(order.size.slug),
            "networks": ["v4": .array(Self.networks(address)), "v6": []],
            "tags": .strings(order.tags)
        ]
        let state: JSONObject = [
            "region": .string(order.region.slug), "size": .string(order.size.slug), "image": .integer(order.image.id)
        ]
        return try create(Droplets.kind, document, state: state, isComplete: true, at: moment)
    }

    private static func networks(_ bytes: [UInt8]) -> [JSONValue] {
        let (a, b, c) = (bytes[0], bytes[1], bytes[2] % 250 + 2)
        return [
            [
                "ip_address": .string("10.\(a % 100 + 100).\(b).\(c)"), "netmask": "255.255.240.0",
                "gateway": .string("10.\(a % 100 + 100).\(b).1"), "type": "private"
            ],
            [
                "ip_address": .string("203.\(a).\(b).\(c)"), "netmask": "255.255.240.0",
                "gateway": .string("203.\(a).\(b).1"), "type": "public"
            ]
        ]
    }
}

extension Droplets {
    /// Adds size, region and image.
    @Sendable static func present(_ record: Record, _ moment: Moment) throws -> JSONText {
        let state = try record.parsedState()
        var text = record.document
        text.add("size", ReferenceTexts.size(state.string("size") ?? ""))
        text.add("region", ReferenceTexts.region(state.string("region") ?? ""))
        text.add("image", ReferenceTexts.image(state.identifier("image") ?? ""))
        return text
    }
}

extension Resource {
    /// What actions on a droplet are about.
    var actionSubject: ActionSubject { ActionSubject("droplet", id: id, region: state.string("region")) }
}
