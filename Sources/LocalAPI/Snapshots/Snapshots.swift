import JSON

/// The group `snapshots`: those of droplets, which are images, and those of volumes.
enum Snapshots {
    static let family = Family("snapshots", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "snapshots.list": .reading { call, connection in
            let type = call.query("resource_type")
            let ofDroplets = (Images.kind, [Filter.attribute(Attribute.type, "snapshot")])
            let ofVolumes = (Volumes.snapshots, [Filter]())
            let parts = [("droplet", ofDroplets), ("volume", ofVolumes)].filter { type == nil || type == $0.0 }
            let list = try connection.concatenation(parts.map { (kind: $1.0, filters: $1.1) }, for: call, present: text)
            return try call.answer(list)
        },
        "snapshots.get": .reading { call, connection in
            let snapshot = try connection.snapshot(call.argument("snapshot_id"))
            return try call.answer(text(snapshot.kind, snapshot.record()))
        },
        "snapshots.delete": .changing { call, connection in
            let snapshot = try connection.snapshot(call.argument("snapshot_id"))
            if snapshot.kind.name == Images.kind.name {
                try connection.deleteImage(snapshot, call.moment)
            } else {
                try connection.delete(snapshot, call.services)
            }
            return call.answer()
        }
    ]

    /// Writes an image as a snapshot; that of a volume is one.
    private static func text(_ kind: ResourceKind, _ record: Record) throws -> JSONText {
        guard kind.name == Images.kind.name else { return record.document }
        let image = try Resource(record, of: kind)
        let names = ["name", "created_at", "regions", "min_disk_size", "size_gigabytes", "tags"]
        var document = JSONObject(names.map { ($0, image[$0] ?? .null) })
        document["id"] = .string(image.id)
        document["resource_id"] = .string(image.state.identifier("droplet") ?? "")
        document["resource_type"] = "droplet"
        return try JSONText(JSONValue.object(document).serialized())
    }
}

extension Connection {
    /// The snapshot of an identifier: a number for a droplet's, a UUID for a volume's.
    ///
    /// - Throws: `Refusal` 404.
    fileprivate mutating func snapshot(_ id: String) throws -> Resource {
        if let image = try find(Images.kind, id), image["type"] == "snapshot" { return image }
        return try get(Volumes.snapshots, id)
    }
}
