import JSON

/// What changes a cluster as a whole: its size, its region, its version, and when it is maintained.
extension Databases {
    static let lifeHandlers: [String: Handler] = [
        "databases.update_cluster_size": changing { cluster, call, connection in
            try cluster.requireOnline()
            let engine = try cluster.engine()
            let size = try DatabaseSize.existing(call.input.string("size") ?? "", for: engine)
            let nodes = try engine.nodes(call.input.integer("num_nodes"))
            let present = cluster.document.integer("storage_size_mib") ?? 0
            let wanted = call.input.integer("storage_size_mib") ?? max(present, size.storage.lowerBound)
            let storage = try size.storage(wanted)
            guard storage >= present else {
                throw Refusal.unprocessable("storage_size_mib cannot shrink: it is \(present)")
            }
            cluster["status"] = "resizing"
            let details: JSONObject = [
                "size": .string(size.slug), "num_nodes": .integer(nodes), "storage_size_mib": .integer(storage)
            ]
            try connection.schedule("databases.resized", after: 12, of: cluster, details: details, at: call.moment)
        },
        "databases.update_region": changing { cluster, call, connection in
            try cluster.requireOnline()
            let region = try Region.available(call.input.string("region") ?? "")
            guard cluster.document.string("region") != region.slug else {
                throw Refusal.unprocessable("the cluster is in the region \(region.slug) already")
            }
            cluster["status"] = "migrating"
            try connection.schedule(
                "databases.moved", after: 15, of: cluster, details: ["region": .string(region.slug)], at: call.moment)
        },
        "databases.update_major_version": changing { cluster, call, connection in
            try cluster.requireOnline()
            let engine = try cluster.engine()
            let version = try engine.version(call.input.string("version"))
            let names = engine.versions.map(\.name)
            let present = cluster.document.string("version") ?? ""
            guard let old = names.firstIndex(of: present), let new = names.firstIndex(of: version.name), new > old
            else {
                throw Refusal.unprocessable("the cluster cannot be upgraded from version \(present) to \(version.name)")
            }
            cluster.document = cluster.document.merging([
                "version": .string(version.name), "semantic_version": .string(version.semantic),
                "version_end_of_life": .string(version.endOfLife),
                "version_end_of_availability": .string(version.endOfAvailability)
            ])
            try connection.record("cluster_update", of: cluster, call.moment)
        },
        "databases.install_update": changing { cluster, call, connection in
            try cluster.requireOnline()
            try connection.record("cluster_maintenance_perform", of: cluster, call.moment)
        },
        "databases.update_maintenance_window": changing { cluster, call, _ in
            cluster["maintenance_window"] = try MaintenanceWindow(call.input).document
        }
    ]

    /// A handler that changes a cluster and answers nothing.
    static func changing(
        _ change: @escaping @Sendable (inout Resource, Call, inout Connection) throws -> Void
    ) -> Handler {
        .changing { call, connection in
            var cluster = try connection.get(kind, for: call)
            try change(&cluster, call, &connection)
            try connection.save(cluster, at: call.moment)
            return call.answer()
        }
    }

    static let resized: Transition = { entry, moment, connection in
        var cluster = try connection.resource(of: entry, kind)
        cluster.document = cluster.document.merging(entry.details).merging(["status": "online"])
        try connection.save(cluster, at: moment)
        try connection.record("cluster_update", of: cluster, moment)
    }

    static let moved: Transition = { entry, moment, connection in
        var cluster = try connection.resource(of: entry, kind)
        let region = entry.details.string("region") ?? ""
        cluster["region"] = .string(region)
        cluster["private_network_uuid"] = .string(try connection.databaseNetwork(nil, in: region, moment))
        cluster["status"] = "online"
        try connection.save(cluster, at: moment)
        try connection.record("cluster_update", of: cluster, moment)
    }
}

/// When updates are installed.
struct MaintenanceWindow {
    /// From Sunday on.
    static let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]

    let document: JSONValue

    /// - Throws: `Refusal` 422 for what is no day or no hour.
    init(_ input: JSONObject) throws(Refusal) {
        let day = (input.string("day") ?? "").lowercased()
        guard Self.days.contains(day) else {
            throw .unprocessable("day must be a day of the week, found \"\(input.string("day") ?? "")\"")
        }
        guard let hour = Self.hour(input.string("hour") ?? "") else {
            throw .unprocessable("hour must be of the form 14:00, found \"\(input.string("hour") ?? "")\"")
        }
        document = ["day": .string(day), "hour": .string(hour), "pending": false, "description": []]
    }

    /// With seconds, as it is shown.
    private static func hour(_ text: String) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = parts.compactMap { UInt8($0) }
        guard numbers.count == parts.count, numbers[0] < 24, numbers[1...].allSatisfy({ $0 < 60 }) else { return nil }
        return parts.count == 3 ? text : text + ":00"
    }
}
