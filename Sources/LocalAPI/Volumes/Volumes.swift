import JSON

/// The groups `volumes`, `volume_actions` and `volume_snapshots`.
enum Volumes {
    static let family = Family(
        "volumes", kinds: [kind, snapshots],
        handlers: handlers.adding(actionHandlers).adding(snapshotHandlers),
        effects: effects, seeds: ["volumes": seed, "snapshots": snapshotSeed])

    static let kind = ResourceKind("volumes.volume", shownBy: "volumes.get", parameter: "volume_id").with { kind in
        kind.tagType = "volume"
        kind.urnType = "volume"
        kind.attributes = { volume in
            [
                Attribute.region: [volume.state.string("region") ?? ""],
                Attribute.droplet: volume.document.identifiers("droplet_ids")
            ]
        }
        kind.computed = ["region"]
        kind.present = { record, _ in
            var text = record.document
            text.add("region", ReferenceTexts.region(try record.parsedState().string("region") ?? ""))
            return text
        }
    }

    /// GiB.
    static let largestSize: Int64 = 16_384

    private static let seed: Seed = { count, moment, connection in
        let first = try connection.takeNumbers("volumes.seed", from: 1, count: max(count, 1))
        let regions = Region.availableSlugs
        return try (0..<count).map { index in
            let document = document(moment).merging([
                "name": .string("seed-\(first + Int64(index))"), "size_gigabytes": .integer(Int64(index % 10 + 1) * 10)
            ])
            let state: JSONObject = ["region": .string(regions[index % regions.count])]
            return try connection.create(kind, document, state: state, isComplete: true, at: moment).id
        }
    }

    /// An empty volume that is attached to nothing.
    fileprivate static func document(_ moment: Moment) -> JSONObject {
        [
            "droplet_ids": [], "description": "", "created_at": moment.time, "tags": [], "filesystem_type": "",
            "filesystem_label": ""
        ]
    }

    private static let handlers: [String: Handler] = [
        "volumes.list": kind.list { call in
            var filters: [Filter] = []
            if let name = call.query("name") { filters.append(.name(name)) }
            if let region = call.query("region") { filters.append(.attribute(Attribute.region, region)) }
            return filters
        },
        "volumes.get": kind.get(),
        "volumes.create": .changing { call, connection in
            try call.answer(connection.createVolume(for: call))
        },
        "volumes.delete": .changing { call, connection in
            try connection.deleteVolume(connection.get(kind, for: call), call.services)
            return call.answer()
        },
        "volumes.delete_by_name": .changing { call, connection in
            guard let name = call.query("name"), let region = call.query("region") else {
                throw call.refusal("A volume is named by name and region.")
            }
            guard let volume = try connection.volume(named: name, in: region) else { throw Refusal.missing }
            try connection.deleteVolume(volume, call.services)
            return call.answer()
        }
    ]
}

extension Connection {
    /// The volume of a name; of several in different regions the first.
    ///
    /// - Parameter region: Where; nil for anywhere.
    mutating func volume(named name: String, in region: String?) throws -> Resource? {
        let inRegion = region.map { [Filter.attribute(Attribute.region, $0)] } ?? []
        return try all(Volumes.kind, [.name(name)] + inRegion).first
    }

    /// - Throws: `Refusal` 422 for a volume that is attached, or busy.
    mutating func deleteVolume(_ volume: Resource, _ services: Services) throws {
        guard volume.document.identifiers("droplet_ids").isEmpty else {
            throw Refusal.unprocessable("A volume that is attached to a Droplet cannot be deleted; detach it first.")
        }
        if try isPending(volume.volumeSubject) { throw Volumes.busy }
        try delete(volume, services)
    }

    fileprivate mutating func createVolume(for call: Call) throws -> Resource {
        let input = call.input
        let region = try Region.available(input.string("region") ?? "").slug
        try checkVolume(input, in: region, for: call)
        var document = Volumes.document(call.moment)
        for name in ["name", "size_gigabytes", "description", "tags", "filesystem_type", "filesystem_label"] {
            if let value = input[name], !value.isNull { document[name] = value }
        }
        return try create(Volumes.kind, document, state: ["region": .string(region)], at: call.moment)
    }

    private mutating func checkVolume(_ input: JSONObject, in region: String, for call: Call) throws {
        let (name, size) = (input.string("name") ?? "", input.integer("size_gigabytes") ?? 0)
        guard Volumes.isWellFormed(name) else {
            throw call.refusal(
                "A volume's name has 1 to 64 lower-case letters, digits and dashes, and begins with a letter.")
        }
        guard (1...Volumes.largestSize).contains(size) else {
            throw call.refusal("A volume has 1 to \(Volumes.largestSize) GB.")
        }
        guard try volume(named: name, in: region) == nil else {
            throw call.refusal("A volume with this name exists already in the region \(region).")
        }
        guard let id = input.string("snapshot_id") else { return }
        guard let snapshot = try find(Volumes.snapshots, id) else { throw Refusal.missing }
        guard snapshot.document.strings("regions").contains(region) else {
            throw call.refusal("The snapshot is not in the region \(region).")
        }
        let smallest = snapshot.document.integer("min_disk_size") ?? 0
        guard size >= smallest else { throw call.refusal("The snapshot needs a volume of at least \(smallest) GB.") }
    }
}

extension Volumes {
    fileprivate static func isWellFormed(_ name: String) -> Bool {
        guard (1...64).contains(name.utf8.count), let first = name.utf8.first, (0x61...0x7A).contains(first) else {
            return false
        }
        return name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
    }
}
