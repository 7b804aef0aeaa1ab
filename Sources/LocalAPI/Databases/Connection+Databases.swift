import JSON

/// Making clusters, and showing them.
extension Connection {
    /// Makes a cluster, which is online after a while.
    mutating func makeCluster(_ order: DatabaseOrder, _ call: Call) throws -> Resource {
        let wanted = order.input.string("private_network_uuid")
        let network = try databaseNetwork(wanted, in: order.region.slug, call.moment)
        let source = try restoredCluster(order)
        var document = order.document(network: network, at: call.moment)
        if source != nil { document["status"] = "forking" }
        let state: JSONObject = ["autoscale": order.input["autoscale"] ?? .object(DatabaseSettings.noAutoscale)]
        var cluster = try create(Databases.kind, document, state: state, at: call.moment)
        try enroll(cluster, inProject: order.input.string("project_id"), at: call.moment)
        let rules = try firewallRules(order.input.objects("rules"), of: cluster, call)
        cluster["rules"] = .array(rules.map(JSONValue.object))
        try save(cluster, at: call.moment)
        try fill(cluster, from: source, call.moment)
        try record("cluster_create", of: cluster, call.moment)
        try schedule("databases.online", after: 10, of: cluster, at: call.moment)
        return cluster
    }

    /// The first user and the first database, or those of the cluster whose backup this one begins with.
    private mutating func fill(_ cluster: Resource, from source: Resource?, _ moment: Moment) throws {
        let engine = try cluster.engine()
        if let source { return try copy(source, into: cluster, moment) }
        _ = try makeUser(["name": .string(engine.administrator)], of: cluster, role: "primary", moment)
        if engine.abilities.contains(.databases) {
            _ = try create(
                Databases.databases, ["name": .string(engine.firstDatabase)], of: cluster.sequence, at: moment)
        }
    }

    /// Copies users and databases, with new passwords.
    mutating func copy(_ source: Resource, into cluster: Resource, _ moment: Moment) throws {
        for user in try all(Databases.users, of: source.sequence) {
            var document = user.document
            let role = document.string("role") ?? "normal"
            document["password"] = nil
            _ = try makeUser(document, of: cluster, role: role, moment)
        }
        for database in try all(Databases.databases, of: source.sequence) {
            _ = try create(Databases.databases, database.document, of: cluster.sequence, at: moment)
        }
    }

    private mutating func restoredCluster(_ order: DatabaseOrder) throws -> Resource? {
        guard let restore = order.input.object("backup_restore") else { return nil }
        let name = restore.string("database_name") ?? ""
        guard let source = try first(Databases.kind, .name(name)) else {
            throw Refusal.unprocessable("there is no cluster \"\(name)\" to restore a backup of")
        }
        guard source.document.string("engine") == order.engine.slug else {
            throw Refusal.unprocessable("a backup can be restored to a cluster of its own engine only")
        }
        return source
    }

    /// The VPC of a cluster: the one that is named, or its region's default.
    mutating func databaseNetwork(_ id: String?, in region: String, _ moment: Moment) throws -> String {
        try vpc(id.flatMap { $0.isEmpty ? nil : $0 }, in: region, at: moment).id
    }

    /// Notes that something happened to a cluster.
    mutating func record(_ event: String, of cluster: Resource, _ moment: Moment) throws {
        let document: JSONObject = [
            "cluster_name": .string(cluster.name), "event_type": .string(event), "create_time": moment.time
        ]
        _ = try create(Databases.events, document, of: cluster.sequence, isComplete: true, at: moment)
    }
}

extension Connection {
    /// A cluster as clients get it, with its databases, its users and its addresses.
    mutating func clusterDocument(_ cluster: Resource) throws -> JSONObject {
        let engine = try cluster.engine()
        let users = try all(Databases.users, of: cluster.sequence)
        let databases = try all(Databases.databases, of: cluster.sequence)
        let host = DatabaseHost(cluster, engine, administrator: users.first)
        var document = cluster.document.merging(host.connections(to: engine.firstDatabase, port: engine.port))
        document["users"] = .array(users.map { .object(engine.shown($0.document)) })
        document["db_names"] = engine.abilities.contains(.databases) ? .strings(databases.map(\.id)) : .null
        document["metrics_endpoints"] = [["host": .string(host.name), "port": 9_273]]
        if engine.slug == "opensearch" { document["ui_connection"] = host.webConnection(port: 443) }
        if engine.slug == "kafka", cluster.state.object("config")?.flag("schema_registry") == true {
            document["schema_registry_connection"] = host.webConnection(port: 25_065)
        }
        return document
    }
}
