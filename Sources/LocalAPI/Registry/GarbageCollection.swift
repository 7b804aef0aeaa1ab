import JSON

/// Garbage collection: it goes through its phases, and frees what nothing refers to in the last one.
extension Registry {
    static let collectionHandlers = inBothGroups([
        "list_garbage_collections": collections.list(isNewestFirst: true),
        "get_garbage_collection": .reading { call, connection in
            let registry = try connection.parent(of: collections, for: call)
            guard let collection = try connection.activeCollection(of: registry) else { throw Refusal.missing }
            return try call.answer(collection)
        },
        "run_garbage_collection": .changing { call, connection in
            let registry = try connection.get(kind, for: call)
            guard try connection.activeCollection(of: registry.sequence) == nil else {
                throw Refusal.unprocessable("a garbage collection of this registry is going on already")
            }
            let collection = try connection.create(
                collections,
                [
                    "registry_name": .string(registry.id), "status": .string(phases[0]), "created_at": call.moment.time,
                    "updated_at": call.moment.time, "blobs_deleted": 0, "freed_bytes": 0
                ], of: registry.sequence, state: ["type": call.body["type"] ?? "unreferenced blobs only"],
                at: call.moment)
            try connection.schedule(collecting, after: 2, of: collection, at: call.moment)
            return try call.answer(collection)
        },
        "update_garbage_collection": collections.update { collection, call, connection in
            guard call.input.flag("cancel") else { return }
            guard isActive(collection), collection["status"] != "cancelling" else {
                throw Refusal.unprocessable("the garbage collection is over, or being cancelled")
            }
            collection["status"] = "cancelling"
            collection["updated_at"] = call.moment.time
        }
    ])

    static func isActive(_ collection: Resource) -> Bool {
        !["failed", "succeeded", "cancelled"].contains(collection.document.string("status"))
    }

    /// Takes a collection to its next phase.
    static let collect: Transition = { entry, moment, connection in
        var collection = try connection.resource(of: entry, collections)
        let status = collection.document.string("status") ?? ""
        if status == "cancelling" {
            collection["status"] = "cancelled"
        } else if let place = phases.firstIndex(of: status), place + 1 < phases.count {
            collection["status"] = .string(phases[place + 1])
            try connection.schedule(collecting, after: 3, of: collection, at: moment)
        } else {
            let freed = try connection.freeSpace(for: collection, at: moment)
            collection["status"] = "succeeded"
            collection["blobs_deleted"] = .integer(Int64(freed.blobs))
            collection["freed_bytes"] = .integer(freed.bytes)
        }
        collection["updated_at"] = moment.time
        try connection.save(collection, at: moment)
    }

    /// What a collection is before it has succeeded, in order.
    private static let phases = [
        "requested", "waiting for write JWTs to expire", "scanning manifests", "deleting unreferenced blobs"
    ]
}

extension Connection {
    fileprivate mutating func activeCollection(of registry: Int64) throws -> Resource? {
        let last = try listing(Registry.collections, of: registry, isNewestFirst: true, limit: 1).first
        return try last.map { try Resource($0, of: Registry.collections) }.flatMap { Registry.isActive($0) ? $0 : nil }
    }

    /// Deletes manifests without tags where that was asked for, then the blobs that no manifest refers to. These are known
    /// by the difference to what the registry had stored.
    fileprivate mutating func freeSpace(
        for collection: Resource, at moment: Moment
    ) throws -> (blobs: Int, bytes: Int64) {
        guard var registry = try find(Registry.kind, row: collection.parent) else { throw Refusal.missing }
        let type = collection.state.string("type") ?? ""
        if type.contains("untagged manifests") { try deleteUntagged(of: registry, moment.services) }
        guard type.contains("unreferenced blobs") else { return (0, 0) }
        let stored = registry.state.object("blobs") ?? [:]
        let referenced = try blobs(of: registry)
        let freed = stored.members.filter { referenced[$0.name] == nil }
        registry.state["blobs"] = .object(referenced)
        registry["storage_usage_bytes"] = .integer(Registry.bytes(of: referenced))
        registry["storage_usage_bytes_updated_at"] = moment.time
        try save(registry, at: moment)
        return (freed.count, freed.reduce(0) { $0 + ($1.value.integer ?? 0) })
    }

    private mutating func deleteUntagged(of registry: Resource, _ services: Services) throws {
        for repository in try all(Registry.repositories, of: registry.sequence) {
            let tagged = Set(
                try all(Registry.tags, of: repository.sequence).compactMap { $0.document.string("manifest_digest") })
            for manifest in try all(Registry.manifests, of: repository.sequence) where !tagged.contains(manifest.id) {
                try delete(manifest, services)
            }
        }
    }

    /// The sizes of the blobs that manifests refer to, by digest.
    mutating func blobs(of registry: Resource) throws -> JSONObject {
        var sizes: [String: JSONValue] = [:]
        for repository in try all(Registry.repositories, of: registry.sequence) {
            for manifest in try all(Registry.manifests, of: repository.sequence) {
                for blob in manifest.document.objects("blobs") {
                    sizes[blob.string("digest") ?? ""] = blob["compressed_size_bytes"] ?? 0
                }
            }
        }
        return JSONObject(sizes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
}

extension Registry {
    static func bytes(of blobs: JSONObject) -> Int64 { blobs.members.reduce(0) { $0 + ($1.value.integer ?? 0) } }
}
