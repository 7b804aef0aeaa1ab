import Catalog
import JSON

/// The settings of clusters: those of their engines, which one object holds, and those of the disk and the names.
extension Databases {
    static let settingHandlers: [String: Handler] = [
        "databases.get_config": reading { cluster, call in
            try call.answer(.object(DatabaseSettings.config(of: cluster)))
        },
        "databases.patch_config": changing { cluster, call, _ in
            let changes = try DatabaseSettings.changes(for: cluster.engine(), call)
            let config = try DatabaseSettings.config(of: cluster)
            cluster.state["config"] = .object(config.merging(changes))
        },
        "databases.get_sql_mode": reading { cluster, call in
            try cluster.engine().require(.sqlMode, "SQL modes")
            return try call.answer(DatabaseSettings.config(of: cluster)["sql_mode"] ?? "")
        },
        "databases.update_sql_mode": changing { cluster, call, _ in
            try cluster.engine().require(.sqlMode, "SQL modes")
            let modes = call.input.string("sql_mode") ?? ""
            guard modes.allSatisfy({ $0 == "," || $0 == "_" || $0.isASCII && $0.isUppercase }) else {
                throw Refusal.unprocessable("sql_mode must be modes in capitals, separated by commas")
            }
            let config = try DatabaseSettings.config(of: cluster)
            cluster.state["config"] = .object(config.merging(["sql_mode": .string(modes)]))
        },
        "databases.get_eviction_policy": reading { cluster, call in
            let name = try DatabaseSettings.evictionSetting(of: cluster.engine())
            let policy = try DatabaseSettings.config(of: cluster)[name]?.string ?? "noeviction"
            return try call.answer(JSONValue.string(policy.replacing("-", with: "_")))
        },
        "databases.update_eviction_policy": changing { cluster, call, _ in
            let name = try DatabaseSettings.evictionSetting(of: cluster.engine())
            let policy = call.input.string("eviction_policy") ?? ""
            let own = name.hasPrefix("redis") ? policy.replacing("_", with: "-") : policy
            let config = try DatabaseSettings.config(of: cluster)
            cluster.state["config"] = .object(config.merging([name: .string(own)]))
        },
        "databases.get_autoscale": reading { cluster, call in
            try call.answer(cluster.state["autoscale"] ?? .object(DatabaseSettings.noAutoscale))
        },
        "databases.update_autoscale": changing { cluster, call, _ in cluster.state["autoscale"] = .object(call.input) },
        "databases.get_do_settings": reading { cluster, call in
            try call.answer(cluster["do_settings"] ?? ["service_cnames": []])
        },
        "databases.update_do_settings": changing { cluster, call, _ in
            cluster["do_settings"] = call.input["do_settings"]
        }
    ]

    private static func reading(_ read: @escaping @Sendable (Resource, Call) throws -> Answer) -> Handler {
        .reading { call, connection in try read(connection.get(kind, for: call), call) }
    }
}

/// The settings of an engine.
enum DatabaseSettings {
    static let noAutoscale: JSONObject = ["storage": ["enabled": false]]

    /// What is set, and what a new cluster begins with.
    ///
    /// - Throws: `Refusal` 422 for an engine that is not known.
    static func config(of cluster: Resource) throws(Refusal) -> JSONObject {
        if let config = cluster.state.object("config") { return config }
        return first(for: try cluster.engine())
    }

    /// What a request changes, read as settings of the cluster's engine only.
    ///
    /// - Throws: `Refusal` 422 for what is none of its settings, or not right.
    static func changes(for engine: DatabaseEngine, _ call: Call) throws(Refusal) -> JSONObject {
        let given = call.body.object("config") ?? [:]
        guard let schema = call.types[engine.settingsType], case .object(let fields, _) = schema.shape else {
            return given
        }
        let known = Set(fields.map(\.name))
        if let name = given.names.first(where: { !known.contains($0) }) {
            throw .unprocessable("\(name) is not a setting of \(engine.slug) clusters")
        }
        let check = SchemaCheck(types: call.types, direction: .request, isComplete: false)
        if let problem = check.problems(with: .object(given), as: schema, at: "config").first {
            throw .unprocessable(problem)
        }
        return SchemaDefaults(types: call.types, fillsIn: false).filled(.object(given), as: schema).object ?? given
    }

    /// The name of the setting that says which keys go when the memory is full.
    ///
    /// - Throws: `Refusal` 422 where nothing goes.
    static func evictionSetting(of engine: DatabaseEngine) throws(Refusal) -> String {
        try engine.require(.eviction, "eviction policies")
        return "\(engine.slug)_maxmemory_policy"
    }

    private static func first(for engine: DatabaseEngine) -> JSONObject {
        switch engine.settingsType {
        case "PostgresConfig":
            [
                "autovacuum_naptime": 60, "autovacuum_vacuum_threshold": 50, "backup_hour": 4, "backup_minute": 30,
                "jit": true, "log_min_duration_statement": -1, "timezone": "UTC", "work_mem": 4
            ]
        case "MysqlConfig":
            [
                "backup_hour": 4, "backup_minute": 30, "connect_timeout": 10, "default_time_zone": "SYSTEM",
                "sql_mode":
                    "ANSI,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,NO_ZERO_IN_DATE,STRICT_ALL_TABLES",
                "sql_require_primary_key": true, "wait_timeout": 28_800
            ]
        case "RedisConfig":
            [
                "redis_maxmemory_policy": "noeviction", "redis_persistence": "rdb", "redis_ssl": true,
                "redis_timeout": 300
            ]
        case "ValkeyConfig":
            [
                "valkey_maxmemory_policy": "noeviction", "valkey_persistence": "rdb", "valkey_ssl": true,
                "valkey_timeout": 300
            ]
        case "KafkaConfig": ["auto_create_topics_enable": false, "log_retention_hours": 168, "schema_registry": false]
        case "MongoConfig": ["default_read_concern": "local", "default_write_concern": "majority", "verbosity": 0]
        default: ["action_auto_create_index_enabled": true, "search_max_buckets": 10_000]
        }
    }
}
