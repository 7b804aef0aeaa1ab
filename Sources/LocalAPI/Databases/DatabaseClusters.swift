import Cron
import JSON

/// Clusters: what becomes of them from the first to the last.
extension Databases {
    static let clusterHandlers: [String: Handler] = [
        "databases.list_clusters": .reading { call, connection in
            let clusters = try connection.all(kind, call.query("tag_name").map { [.tag($0)] } ?? [])
            let documents = try clusters.map { JSONValue.object(try connection.clusterDocument($0)) }
            return try call.answer(.array(documents))
        },
        "databases.get_cluster": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            return try call.answer(.object(connection.clusterDocument(cluster)))
        },
        "databases.create_cluster": .changing { call, connection in
            let order = try DatabaseOrder(call.input)
            let cluster = try connection.makeCluster(order, call)
            return try call.answer(.object(connection.clusterDocument(cluster)))
        },
        "databases.destroy_cluster": kind.delete(),
        "databases.list_options": Handler { call, _ in try call.answer(.object(DatabaseEngine.options)) },
        "databases.get_ca": .reading { call, connection in
            _ = try connection.get(kind, for: call)
            let pem = PEM.text(DatabaseAuthority.certificate, label: "CERTIFICATE")
            return try call.answer(["certificate": .string(Base64.encode(Array(pem.utf8)))])
        },
        "databases.list_backups": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            return try call.answer(.object(DatabaseBackups(of: cluster).document(at: call.now)))
        },
        "databases.list_events_logs": events.list(isNewestFirst: true)
    ]

    static let online: Transition = { entry, moment, connection in
        var cluster = try connection.resource(of: entry, kind)
        cluster["status"] = "online"
        try connection.save(cluster, at: moment)
    }
}

/// What a new cluster is to be.
struct DatabaseOrder {
    let input: JSONObject
    let engine: DatabaseEngine
    let version: DatabaseVersion
    let size: DatabaseSize
    let region: Region
    let nodes: Int64
    let storage: Int64

    /// Reads a request's `input`.
    ///
    /// - Throws: `Refusal` 422 for what there is not.
    init(_ input: JSONObject) throws(Refusal) {
        self.input = input
        try Databases.checkName(input.string("name") ?? "")
        let slug = input.string("engine") ?? ""
        guard let engine = DatabaseEngine.named(slug) else {
            throw .unprocessable("there is no database engine \"\(slug)\"")
        }
        self.engine = engine
        version = try engine.version(input.string("version"))
        size = try DatabaseSize.existing(input.string("size") ?? "", for: engine)
        region = try Region.available(input.string("region") ?? "")
        nodes = try engine.nodes(input.integer("num_nodes"))
        storage = try size.storage(input.integer("storage_size_mib"))
    }

    func document(network: String, at moment: Moment) -> JSONObject {
        let time = UTCTime(unixSeconds: moment.now)
        var document = input.merging([
            "version": .string(version.name), "semantic_version": .string(version.semantic),
            "version_end_of_life": .string(version.endOfLife),
            "version_end_of_availability": .string(version.endOfAvailability), "status": "creating",
            "created_at": moment.time, "private_network_uuid": .string(network),
            "storage_size_mib": .integer(storage),
            "maintenance_window": [
                "day": .string(MaintenanceWindow.days[time.weekday]), "hour": "04:00:00", "pending": false,
                "description": []
            ]
        ])
        for name in ["project_id", "backup_restore", "autoscale", "rules"] { document[name] = nil }
        return document
    }
}

extension DatabaseEngine {
    /// - Throws: `Refusal` 422 for a number of nodes that no layout has.
    func nodes(_ count: Int64?) throws(Refusal) -> Int64 {
        let count = count ?? 1
        guard nodeCounts.contains(count) else {
            let counts = nodeCounts.map { "\($0)" }.joined(separator: ", ")
            throw .unprocessable("a \(slug) cluster has one of these numbers of nodes: \(counts)")
        }
        return count
    }

    /// What clusters can be, and until when there are which versions.
    static var options: JSONObject {
        let options = all.map { engine -> (String, JSONValue) in
            let layouts = engine.nodeCounts.map { count -> JSONValue in
                ["num_nodes": .integer(count), "sizes": .strings(engine.sizes.map(\.slug))]
            }
            return (
                engine.slug,
                [
                    "regions": .strings(Region.availableSlugs), "versions": .strings(engine.versions.map(\.name)),
                    "layouts": .array(layouts)
                ]
            )
        }
        let versions = all.map { ($0.slug, JSONValue.array($0.versions.map { .object($0.document) })) }
        return ["options": .object(JSONObject(options)), "version_availability": .object(JSONObject(versions))]
    }
}
