import JSON
import LocalAPI
import Testing

@Suite struct KafkaTests {
    private let caller: Caller
    private let cluster: String

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
        cluster = caller.path(of: caller.makeCluster(["engine": "kafka", "num_nodes": 3]))
    }

    private func get(_ path: String) -> JSONValue { caller.get(cluster + path).json }

    @Test func aTopicIsConfiguredAndGrows() throws {
        let made = caller.call("POST", cluster + "/topics", ["name": "events", "config": ["retention_ms": 60_000]])
        #expect(made.status == 201)
        #expect(made.json.at("topic", "state") == "configuring")
        #expect(made.json.at("topic", "config", "retention_ms") == 60_000)
        #expect(made.json.at("topic", "config", "cleanup_policy") == "delete")
        try caller.api.advance(by: .seconds(3))
        #expect(
            get("/topics")["topics"] == [
                ["name": "events", "state": "active", "replication_factor": 2, "partition_count": 3]
            ])
        let path = cluster + "/topics/events"
        let grown = caller.call("PUT", path, ["partition_count": 5]).json["topic"]
        #expect(grown?["partitions"]?.array?.count == 5)
        #expect(grown?.at("config", "retention_ms") == 60_000)
        #expect(caller.call("PUT", path, ["partition_count": 4]).message == "partition_count cannot shrink: it is 5")
        #expect(
            caller.call("PUT", path, ["replication_factor": 4]).message
                == "replication_factor must be 1 to 3, the number of nodes")
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.get(path).status == 404)
    }

    @Test func aSubjectHasVersions() {
        let schema: JSONValue = ["subject_name": "customers", "schema_type": "AVRO", "schema": "{\"type\":\"string\"}"]
        #expect(caller.call("POST", cluster + "/schema-registry", schema).json["schema_id"] == 1)
        #expect(caller.call("POST", cluster + "/schema-registry", schema).json["schema_id"] == 2)
        #expect(get("/schema-registry/customers")["version"] == "2")
        #expect(get("/schema-registry/customers/versions/1")["schema_id"] == 1)
        #expect(caller.get(cluster + "/schema-registry/customers/versions/3").status == 404)
        #expect(get("/schema-registry")["subjects"]?.array?.map { $0["schema_id"] } == [2])
        let level: JSONValue = ["compatibility_level": "FULL"]
        caller.call("PUT", cluster + "/schema-registry/config", level)
        #expect(get("/schema-registry/config") == level)
        #expect(get("/schema-registry/config/customers")["compatibility_level"] == "FULL")
        #expect(caller.call("DELETE", cluster + "/schema-registry/customers").status == 204)
        #expect(caller.get(cluster + "/schema-registry/customers").status == 404)
    }

    @Test func logsAreSentElsewhere() {
        let sink: JSONValue = [
            "sink_name": "logs", "sink_type": "rsyslog",
            "config": ["server": "logs.example.com", "port": 514, "tls": false, "format": "rfc5424"]
        ]
        let made = caller.call("POST", cluster + "/logsink", sink)
        #expect(made.status == 201)
        let path = cluster + "/logsink/\(made.json.at("sink", "sink_id")?.string ?? made.error)"
        let config: JSONValue = [
            "config": ["server": "logs.example.net", "port": 514, "tls": true, "format": "rfc5424"]
        ]
        #expect(caller.call("PUT", path, config).status == 200)
        #expect(caller.get(path).json.at("config", "server") == "logs.example.net")
        #expect(get("/logsink")["sinks"]?.array?.count == 1)
        #expect(caller.call("DELETE", path).status == 200)
        #expect(caller.get(path).status == 404)
    }

    @Test func metricsHaveCredentialsOfTheAccount() {
        let path = "/v2/databases/metrics/credentials"
        let credentials: JSONValue = ["basic_auth_username": "moon", "basic_auth_password": "tide-tide-tide"]
        #expect(caller.call("PUT", path, ["credentials": credentials]).status == 204)
        #expect(caller.get(path).json == ["credentials": ["credentials": credentials]])
    }

    @Test func someSettingsAreTheVendors() throws {
        try caller.api.advance(by: .seconds(10))
        #expect(caller.call("PUT", cluster + "/install_update").status == 204)
        let settings: JSONValue = ["do_settings": ["service_cnames": ["db.example.com"]]]
        #expect(caller.call("PUT", cluster + "/do_settings", settings).status == 204)
        #expect(get("/do_settings") == settings)
        #expect(get("/indexes") == ["indexes": []])
    }
}
