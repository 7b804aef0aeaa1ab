import JSON

/// The images of an account.
extension Connection {
    /// The image of the account that a path names.
    ///
    /// - Throws: `Refusal` 422 for a public one, which nobody can change; 404.
    mutating func ownImage(for call: Call) throws -> Resource {
        if PublicImage.named(call.identifier(of: Images.kind)) != nil {
            throw Refusal.unprocessable("A public image cannot be changed.")
        }
        return try get(Images.kind, for: call)
    }

    /// Images of a droplet: its `snapshot` or its `backup` ones.
    static func images(ofDroplet id: String, _ type: String) -> [Filter] {
        [.attribute(Attribute.droplet, id), .attribute(Attribute.type, type)]
    }

    /// Takes an image of a droplet.
    ///
    /// - Parameters:
    ///   - type: `snapshot` or `backup`.
    ///   - name: Its name; nil for the droplet's with the time.
    mutating func takeImage(
        of droplet: Resource, _ type: String, named name: String?, _ moment: Moment
    ) throws -> Resource {
        let name = name ?? "\(droplet.name)-\(moment.now)"
        let document: JSONObject = [
            "name": .string(name), "type": .string(type), "distribution": .string(droplet.imageChoice.distribution),
            "slug": .null, "public": false, "regions": .strings([droplet.state.string("region") ?? ""]),
            "created_at": moment.time, "min_disk_size": droplet["disk"] ?? 0, "size_gigabytes": .number(2.36),
            "description": "", "tags": [], "status": "available", "error_message": ""
        ]
        let image = try create(Images.kind, document, state: ["droplet": .string(droplet.id)], at: moment)
        try link(image, moment)
        return image
    }

    mutating func deleteImage(_ image: Resource, _ moment: Moment) throws {
        try unlink(image, moment)
        try delete(image, moment.services)
    }

    /// Names an image among those of its droplet, as long as that is there.
    mutating func link(_ image: Resource, _ moment: Moment) throws {
        try changeImages(of: image, moment) { $0.append(image.jsonID) }
    }

    mutating func unlink(_ image: Resource, _ moment: Moment) throws {
        try changeImages(of: image, moment) { ids in ids.removeAll { $0 == image.jsonID } }
    }

    private mutating func changeImages(
        of image: Resource, _ moment: Moment, _ change: (inout [JSONValue]) -> Void
    ) throws {
        guard let id = image.state.identifier("droplet"), var droplet = try find(Droplets.kind, id) else { return }
        let member = image["type"] == "backup" ? "backup_ids" : "snapshot_ids"
        var ids = droplet[member]?.array ?? []
        change(&ids)
        droplet[member] = .array(ids)
        try save(droplet, at: moment)
    }
}

extension Images {
    /// An image as the lists of a droplet have it: with fewer members.
    static func dropletImage(_ record: Record) throws -> JSONText {
        let image = try Resource(record, of: kind)
        let names = ["id", "name", "created_at", "regions", "min_disk_size", "size_gigabytes", "type"]
        return try JSONText(JSONValue.object(JSONObject(names.map { ($0, image[$0] ?? .null) })).serialized())
    }
}
