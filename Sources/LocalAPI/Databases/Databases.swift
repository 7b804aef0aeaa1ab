import JSON

/// The group `databases`: clusters, and what is in them.
enum Databases {
    static let family = Family(
        "databases",
        kinds: [
            kind, databases, users, pools, replicas, migrations, events, topics, subjects, logsinks, metricsCredentials
        ],
        handlers: [
            clusterHandlers, lifeHandlers, settingHandlers, firewallHandlers, databaseHandlers, userHandlers,
            poolHandlers, replicaHandlers, migrationHandlers, topicHandlers, schemaHandlers, logHandlers
        ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } },
        transitions: [
            "databases.online": online, "databases.resized": resized, "databases.moved": moved,
            "databases.replica_online": Transitions.setting(["status": "online"], of: replicas),
            "databases.topic_active": Transitions.setting(["state": "active"], of: topics),
            "databases.migration": migrationStep
        ],
        seeds: ["databases": seed])

    private static let seed = SeedRequest.seed("databases.create_cluster") { number in
        let engine = ["pg", "mysql", "valkey"][Int(number % 3)]
        return [
            "name": .string("seed-\(number)"), "engine": .string(engine), "num_nodes": 1, "size": "db-s-1vcpu-1gb",
            "region": Region.inTurn(number)
        ]
    }

    static let kind = ResourceKind(
        "databases.cluster", shownBy: "databases.get_cluster", parameter: "database_cluster_uuid"
    ).with { kind in
        kind.takenName = .unprocessable("cluster name is not available")
        kind.tagType = "database"
        kind.urnType = "dbaas"
        kind.children = [
            "databases.database", "databases.user", "databases.pool", "databases.replica", "databases.migration",
            "databases.event", "databases.topic", "databases.subject", "databases.logsink"
        ]
        kind.attributes = { cluster in
            [
                Attribute.region: [cluster.document.string("region") ?? ""],
                Attribute.vpc: [cluster.document.string("private_network_uuid") ?? ""].filter { !$0.isEmpty }
            ]
        }
        kind.computed = [
            "db_names", "users", "connection", "private_connection", "standby_connection",
            "standby_private_connection", "ui_connection", "schema_registry_connection", "metrics_endpoints"
        ]
    }

    static let databases = part("database", shownBy: "databases.get", "database_name")
    static let users = part("user", shownBy: "databases.get_user", "username")
    static let pools = part("pool", shownBy: "databases.get_connection_pool", "pool_name")
    static let replicas = part("replica", shownBy: "databases.get_replica", "replica_name")
    static let migrations = ResourceKind(
        "databases.migration", shownBy: "", parameter: "migration_id", in: kind, nameField: nil)
    static let events = ResourceKind("databases.event", shownBy: "", parameter: "", in: kind, nameField: nil)

    /// A kind of what belongs to a cluster and is known by its name there.
    static func part(_ name: String, shownBy operation: String, _ parameter: String) -> ResourceKind {
        ResourceKind(
            "databases.\(name)", shownBy: operation, parameter: parameter, in: kind, identifiers: .given,
            identifierField: "name", nameField: nil
        ).with { kind in
            kind.takenName = .unprocessable("a \(name) with this name exists already in the cluster")
            kind.computed = ["connection", "private_connection", "standby_connection", "standby_private_connection"]
        }
    }

    /// Whether it can be the name of a cluster or of something in it.
    static func isWellFormed(_ name: String) -> Bool {
        (1...63).contains(name.utf8.count)
            && name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "_-.".utf8.contains($0)
            }
    }

    /// - Throws: `Refusal` 422.
    static func checkName(_ name: String) throws(Refusal) {
        guard isWellFormed(name) else {
            throw .unprocessable(
                "\"\(name)\" is not a valid name: names have letters, digits, dots, dashes and underscores")
        }
    }
}

extension Resource {
    /// The engine of a cluster.
    ///
    /// - Throws: `Refusal` 422 for one that this version of the program does not know.
    func engine() throws(Refusal) -> DatabaseEngine {
        let slug = document.string("engine") ?? ""
        guard let engine = DatabaseEngine.named(slug) else {
            throw .unprocessable("there is no database engine \"\(slug)\"")
        }
        return engine
    }

    /// - Throws: `Refusal` 422 for a cluster that is being made, resized or moved.
    func requireOnline() throws(Refusal) {
        let status = document.string("status") ?? ""
        guard status == "online" else { throw .unprocessable("the cluster is not online, but \(status)") }
    }
}
