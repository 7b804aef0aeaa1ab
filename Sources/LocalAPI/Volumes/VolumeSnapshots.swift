import JSON

/// The group `volume_snapshots`.
extension Volumes {
    static let snapshots = ResourceKind(
        "volumes.snapshot", shownBy: "volume_snapshots.get_by_id", parameter: "snapshot_id"
    ).with { kind in
        kind.tagType = "volume_snapshot"
        kind.attributes = { [volumeAttribute: [$0.document.string("resource_id") ?? ""]] }
    }

    /// The attribute that names the volume a snapshot was taken of.
    static let volumeAttribute = "volume"

    /// Of the first volume; makes one where there is none.
    static let snapshotSeed = SeedRequest.seed("volume_snapshots.create") { number, moment, connection in
        let volume =
            try connection.first(kind)?.id
            ?? SeedRequest(body: ["name": "seeded", "region": Region.inTurn(0), "size_gigabytes": 10])
            .answer(of: "volumes.create", moment, &connection).identifier("id") ?? ""
        return SeedRequest(arguments: ["volume_id": volume], body: ["name": .string("seed-\(number)")])
    }

    static let snapshotHandlers: [String: Handler] = [
        "volume_snapshots.list": .reading { call, connection in
            let volume = try connection.get(kind, for: call)
            let filter = Filter.attribute(volumeAttribute, volume.id)
            return try call.answer(connection.listing(snapshots, for: call, [filter]))
        },
        "volume_snapshots.create": .changing { call, connection in
            let volume = try connection.get(kind, for: call)
            let size = volume.document.integer("size_gigabytes") ?? 0
            let document: JSONObject = [
                "name": call.input["name"] ?? "", "created_at": call.moment.time,
                "regions": .strings([volume.state.string("region") ?? ""]), "min_disk_size": .integer(size),
                // A tenth of it is in use, as far as we know.
                "size_gigabytes": .number(Double(size) / 10), "resource_id": .string(volume.id),
                "resource_type": "volume", "tags": call.input["tags"] ?? []
            ]
            return try call.answer(connection.create(snapshots, document, at: call.moment))
        },
        "volume_snapshots.get_by_id": snapshots.get(),
        "volume_snapshots.delete_by_id": snapshots.delete()
    ]
}
