import JSON
import LocalAPI
import Testing

@Suite struct DatabaseTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    @Test func aClusterComesOnline() throws {
        let made = caller.makeCluster(["tags": ["prod"]])
        #expect(made.status == 201)
        let database = try #require(made.json["database"])
        #expect(database["status"] == "creating")
        #expect(database["version"] == "17")
        #expect(database["storage_size_mib"] == 61_440)
        #expect(database["db_names"] == ["defaultdb"])
        #expect(database["users"]?.array?.map { $0["name"] } == ["doadmin"])
        let password = database.at("connection", "password")?.string ?? ""
        #expect(
            database.at("connection", "uri")?.string
                == "postgresql://doadmin:\(password)@moon-do-user-1010101-0.b.db.ondigitalocean.com:25060/defaultdb"
                + "?sslmode=require")
        #expect(database.at("standby_connection", "host")?.string?.hasPrefix("replica-moon-") == true)
        try caller.api.advance(by: .seconds(10))
        let path = caller.path(of: made)
        #expect(caller.get(path).json.at("database", "status") == "online")
        #expect(caller.get("/v2/databases?tag_name=prod").json["databases"]?.array?.count == 1)
        #expect(caller.get("/v2/databases?tag_name=test").json["databases"] == [])
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.get(path).status == 404)
        #expect(caller.get(path + "/users").status == 404)
    }

    @Test(arguments: [
        ("name", "mo on", "\"mo on\" is not a valid name: names have letters, digits, dots, dashes and underscores"),
        ("version", "9", "pg has no version \"9\"; there are 14, 15, 16, 17"),
        ("size", "huge", "there is no size \"huge\" for pg clusters"),
        ("region", "moon1", "You specified an invalid region for this resource: \"moon1\"."),
        ("project_id", "x", "there is no project \"x\""),
        (
            "private_network_uuid", "00000000-0000-4000-8000-000000000000",
            "There is no VPC \"00000000-0000-4000-8000-000000000000\"."
        )
    ])
    func whatIsNotThereIsRefused(member: String, value: String, message: String) {
        let refused = caller.makeCluster(JSONObject([(member, .string(value))]))
        #expect(refused.error == "422 unprocessable_entity: \(message)")
        #expect(caller.get("/v2/databases").json["databases"] == [])
    }

    @Test func namesAreUnique() {
        caller.makeCluster()
        #expect(caller.makeCluster().message == "cluster name is not available")
        #expect(
            caller.makeCluster(["name": "k", "engine": "kafka", "num_nodes": 2]).message
                == "a kafka cluster has one of these numbers of nodes: 3, 6, 9, 15")
    }

    @Test(arguments: ["pg", "mysql", "redis", "valkey", "mongodb", "kafka", "opensearch"])
    func everyEngineHasClustersAndOptions(engine: String) {
        let made = caller.makeCluster(["engine": .string(engine), "num_nodes": 3, "size": "db-s-2vcpu-4gb"])
        #expect(made.status == (engine == "redis" ? 422 : 201))
        let options = caller.get("/v2/databases/options").json["options"]?[engine]
        #expect(options?["regions"]?.array?.contains("nyc3") == true)
        guard made.status == 201 else { return }
        #expect(caller.get(caller.path(of: made) + "/config").status == 200)
        #expect(caller.get(caller.path(of: made) + "/ca").json.at("ca", "certificate")?.string?.isEmpty == false)
    }

    @Test func aClusterIsResizedAndMoved() throws {
        let path = caller.path(of: caller.makeCluster())
        let early = caller.call("PUT", path + "/resize", ["size": "db-s-4vcpu-8gb", "num_nodes": 3])
        #expect(early.error == "422 unprocessable_entity: the cluster is not online, but creating")
        try caller.api.advance(by: .seconds(10))
        #expect(caller.call("PUT", path + "/resize", ["size": "db-s-4vcpu-8gb", "num_nodes": 3]).status == 202)
        #expect(caller.get(path).json.at("database", "status") == "resizing")
        #expect(caller.get(path).json.at("database", "size") == "db-s-2vcpu-4gb")
        try caller.api.advance(by: .seconds(12))
        #expect(caller.get(path).json.at("database", "size") == "db-s-4vcpu-8gb")
        #expect(caller.get(path).json.at("database", "num_nodes") == 3)
        let smaller = caller.call("PUT", path + "/resize", ["size": "db-s-1vcpu-1gb", "num_nodes": 1])
        #expect(smaller.message == "storage_size_mib must be 10240 to 30720 for the size db-s-1vcpu-1gb")
        #expect(caller.call("PUT", path + "/migrate", ["region": "lon1"]).status == 202)
        #expect(caller.get(path).json.at("database", "status") == "migrating")
        try caller.api.advance(by: .seconds(15))
        #expect(caller.get(path).json.at("database", "region") == "lon1")
        #expect(caller.get(path).json.at("database", "status") == "online")
        let events = caller.get(path + "/events").json["events"]?.array ?? []
        #expect(events.map { $0["event_type"] } == ["cluster_update", "cluster_update", "cluster_create"])
    }

    @Test func aVersionIsUpgradedAndNotDowngraded() throws {
        let path = caller.path(of: caller.makeCluster(["version": "15"]))
        try caller.api.advance(by: .seconds(10))
        #expect(caller.call("PUT", path + "/upgrade", ["version": "16"]).status == 204)
        #expect(caller.get(path).json.at("database", "semantic_version") == "16.9")
        let back = caller.call("PUT", path + "/upgrade", ["version": "15"])
        #expect(back.message == "the cluster cannot be upgraded from version 16 to 15")
    }

    @Test func maintenanceHasADayAndAnHour() {
        let path = caller.path(of: caller.makeCluster())
        #expect(caller.call("PUT", path + "/maintenance", ["day": "Friday", "hour": "14:00"]).status == 204)
        #expect(
            caller.get(path).json.at("database", "maintenance_window") == [
                "day": "friday", "hour": "14:00:00", "pending": false, "description": []
            ])
        #expect(
            caller.call("PUT", path + "/maintenance", ["day": "someday", "hour": "1"]).message
                == "day must be a day of the week, found \"someday\"")
    }

    @Test func backupsAreMadeEveryDayAndKeptForAWeek() throws {
        let path = caller.path(of: caller.makeCluster()) + "/backups"
        #expect(caller.get(path).json["backups"] == [])
        try caller.api.advance(by: .seconds(2 * 86_400))
        let backups = caller.get(path).json["backups"]?.array ?? []
        #expect(
            backups.map { $0["created_at"] } == [
                "2026-03-10T12:35:15Z", "2026-03-11T04:30:00Z", "2026-03-12T04:30:00Z"
            ])
        try caller.api.advance(by: .seconds(30 * 86_400))
        #expect(caller.get(path).json["backups"]?.array?.count == 7)
        let restored = caller.makeCluster(["name": "again", "backup_restore": ["database_name": "moon"]])
        #expect(restored.json.at("database", "status") == "forking")
        #expect(caller.makeCluster(["name": "none", "backup_restore": ["database_name": "sun"]]).status == 422)
    }

    @Test func settingsAreThoseOfTheEngine() {
        let path = caller.path(of: caller.makeCluster()) + "/config"
        #expect(caller.call("PATCH", path, ["config": ["work_mem": 8, "backup_hour": 3]]).status == 200)
        #expect(caller.get(path).json.at("config", "work_mem") == 8)
        #expect(caller.get(path).json.at("config", "timezone") == "UTC")
        #expect(
            caller.call("PATCH", path, ["config": ["wait_timeout": 60]]).message
                == "wait_timeout is not a setting of pg clusters")
        #expect(
            caller.call("PATCH", path, ["config": ["max_connections": 1]]).message
                == "config.max_connections must be at least 25")
    }

    @Test func someSettingsHavePathsOfTheirOwn() {
        let mysql = caller.path(of: caller.makeCluster(["name": "m", "engine": "mysql"]))
        #expect(caller.call("PUT", mysql + "/sql_mode", ["sql_mode": "ANSI,TRADITIONAL"]).status == 204)
        #expect(caller.get(mysql + "/sql_mode").json == ["sql_mode": "ANSI,TRADITIONAL"])
        #expect(caller.get(mysql + "/config").json.at("config", "sql_mode") == "ANSI,TRADITIONAL")
        #expect(
            caller.get(mysql + "/eviction_policy").error
                == "422 unprocessable_entity: eviction policies are not supported for mysql clusters")
        let redis = caller.path(of: caller.makeCluster(["name": "r", "engine": "redis"]))
        #expect(caller.get(redis + "/eviction_policy").json == ["eviction_policy": "noeviction"])
        #expect(caller.call("PUT", redis + "/eviction_policy", ["eviction_policy": "allkeys_lru"]).status == 204)
        #expect(caller.get(redis + "/eviction_policy").json == ["eviction_policy": "allkeys_lru"])
        #expect(caller.get(redis + "/config").json.at("config", "redis_maxmemory_policy") == "allkeys-lru")
        #expect(caller.call("PUT", redis + "/autoscale", ["storage": ["enabled": true]]).status == 204)
        #expect(caller.get(redis + "/autoscale").json.at("autoscale", "storage", "enabled") == true)
    }
}

extension Caller {
    /// Asks for a cluster of PostgreSQL with two nodes, but for what is given.
    @discardableResult
    func makeCluster(_ members: JSONObject = [:]) -> Reply {
        var order: JSONObject = [
            "name": "moon", "engine": "pg", "num_nodes": 2, "size": "db-s-2vcpu-4gb", "region": "nyc3"
        ]
        for member in members.members { order[member.name] = member.value }
        return call("POST", "/v2/databases", .object(order))
    }

    func path(of cluster: Reply) -> String {
        "/v2/databases/\(cluster.json.at("database", "id")?.string ?? cluster.error)"
    }
}
