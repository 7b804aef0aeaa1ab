import JSON

/// Repositories come by seeding: the API has no operation that pushes an image.
extension Registry {
    /// Makes repositories with tags and manifests in the account's first registry, or in a new one.
    static let seed: Seed = { count, moment, connection in
        var registry = try connection.seedRegistry(at: moment)
        let first = try connection.takeNumbers("registry.seed", from: 1, count: max(count, 1))
        var blobs = registry.state.object("blobs")?.members.map { ($0.name, $0.value) } ?? []
        let names = try (first..<first + Int64(count)).map { number in
            // A name with a slash, as many have.
            let name = number % 2 == 0 ? "seed/web-\(number)" : "seed-\(number)"
            blobs += try connection.seedRepository(name, in: registry, at: moment)
            return name
        }
        let stored = JSONObject(blobs)
        registry.state["blobs"] = .object(stored)
        registry["storage_usage_bytes"] = .integer(bytes(of: stored))
        registry["storage_usage_bytes_updated_at"] = moment.time
        try connection.save(registry, at: moment)
        return names
    }
}

extension Connection {
    fileprivate mutating func seedRegistry(at moment: Moment) throws -> Resource {
        if let registry = try first(Registry.kind) { return registry }
        try subscribe(to: RegistryTier.professional.slug, at: moment)
        return try create(
            Registry.kind, ["name": "seed", "region": "nyc3", "created_at": moment.time, "storage_usage_bytes": 0],
            at: moment)
    }

    /// Makes a repository of three manifests over one common layer: one without a tag, `v1`, and `v2` and `latest`.
    ///
    /// - Returns: The sizes of its blobs, by digest.
    fileprivate mutating func seedRepository(
        _ name: String, in registry: Resource, at moment: Moment
    ) throws -> [(String, JSONValue)] {
        let repository = try create(
            Registry.repositories, ["registry_name": .string(registry.id), "name": .string(name)],
            of: registry.sequence, isComplete: true, at: moment)
        let base = Self.blob(bytes: 1_972_332, moment)
        var blobs = [base]
        for tags in [[], ["v1"], ["v2", "latest"]] {
            let layers = [base, Self.blob(bytes: 741_120 + Int64(blobs.count), moment), Self.blob(bytes: 1_471, moment)]
            blobs += layers.dropFirst()
            try seedManifest(layers, tags, of: repository, in: registry, at: moment)
        }
        return blobs.map { ($0.string("digest") ?? "", $0["compressed_size_bytes"] ?? 0) }
    }

    private mutating func seedManifest(
        _ layers: [JSONObject], _ tags: [String], of repository: Resource, in registry: Resource, at moment: Moment
    ) throws {
        let size = layers.reduce(0) { $0 + ($1.integer("compressed_size_bytes") ?? 0) }
        let digest = "sha256:" + moment.services.randomness.hexadecimal(64)
        let common: JSONObject = [
            "registry_name": .string(registry.id), "repository": .string(repository.id),
            "compressed_size_bytes": .integer(size), "size_bytes": .integer(size * 2), "updated_at": moment.time
        ]
        let own: JSONObject = ["digest": .string(digest), "blobs": .array(layers.map(JSONValue.object))]
        _ = try create(
            Registry.manifests, own.merging(common), of: repository.sequence, isComplete: true, at: moment)
        for tag in tags {
            let own: JSONObject = ["tag": .string(tag), "manifest_digest": .string(digest)]
            _ = try create(Registry.tags, own.merging(common), of: repository.sequence, isComplete: true, at: moment)
        }
    }

    private static func blob(bytes: Int64, _ moment: Moment) -> JSONObject {
        [
            "digest": .string("sha256:" + moment.services.randomness.hexadecimal(64)),
            "compressed_size_bytes": .integer(bytes)
        ]
    }
}
