import JSON
import LocalAPI
import Testing

/// What is in a cluster: rules, databases, users, pools, replicas, migrations.
@Suite struct DatabasePartTests {
    private let caller: Caller
    private let cluster: String

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
        cluster = caller.path(of: caller.makeCluster())
        try caller.api.advance(by: .seconds(10))
    }

    private func put(_ path: String, _ body: JSONValue? = nil) -> Reply { caller.call("PUT", cluster + path, body) }
    private func post(_ path: String, _ body: JSONValue? = nil) -> Reply { caller.call("POST", cluster + path, body) }
    private func get(_ path: String) -> JSONValue { caller.get(cluster + path).json }
    private func delete(_ path: String) -> Reply { caller.call("DELETE", cluster + path) }

    @Test func firewallRulesAreReplacedAsAWhole() {
        let rule: JSONValue = ["type": "ip_addr", "value": "192.0.2.0/24", "description": "office"]
        #expect(put("/firewall", ["rules": [rule]]).status == 204)
        let first = get("/firewall")["rules"]?.array?.first
        #expect(first?["description"] == "office")
        #expect(put("/firewall", ["rules": [rule, ["type": "tag", "value": "web"]]]).status == 204)
        #expect(get("/firewall")["rules"]?.array?.count == 2)
        #expect(get("/firewall")["rules"]?.array?.first == first)
        #expect(
            put("/firewall", ["rules": [["type": "droplet", "value": "1"]]]).message == "there is no droplet \"1\"")
        #expect(
            put("/firewall", ["rules": [["type": "ip_addr", "value": "192.0.2.0/33"]]]).message
                == "\"192.0.2.0/33\" is not an address or a network")
        let many = (0...100).map { JSONValue.object(["type": "ip_addr", "value": .string("192.0.2.\($0)")]) }
        #expect(
            put("/firewall", ["rules": .array(many)]).message == "a cluster has at most 100 firewall rules, not 101")
        #expect(put("/firewall", ["rules": .array(Array(many.dropLast()))]).status == 204)
    }

    @Test func databasesComeAndGo() {
        #expect(post("/dbs", ["name": "alpha"]).json == ["db": ["name": "alpha"]])
        #expect(post("/dbs", ["name": "alpha"]).message == "a database with this name exists already in the cluster")
        #expect(get("/dbs") == ["dbs": [["name": "defaultdb"], ["name": "alpha"]]])
        #expect(get("/dbs/alpha") == ["db": ["name": "alpha"]])
        #expect(delete("/dbs/alpha").status == 204)
        #expect(caller.get(cluster + "/dbs/alpha").status == 404)
    }

    @Test func usersHavePasswordsThatCanBeReset() {
        let made = post("/users", ["name": "app"]).json["user"]
        #expect(made?["role"] == "normal")
        #expect(made?["password"]?.string?.hasPrefix("AVNS_") == true)
        #expect(get("/users/app")["user"] == made)
        let reset = post("/users/app/reset_auth", [:]).json["user"]
        #expect(reset?["password"] != made?["password"])
        #expect(get("/users/app")["user"] == reset)
        #expect(put("/users/app", ["settings": ["pg_allow_replication": true]]).status == 201)
        #expect(get("/users/app").at("user", "settings", "pg_allow_replication") == true)
        #expect(
            delete("/users/doadmin").message == "the user doadmin belongs to the cluster and cannot be deleted")
        #expect(delete("/users/app").status == 204)
        #expect(caller.get(cluster + "/users/app").status == 404)
    }

    @Test func mongoShowsPasswordsOnce() {
        let mongo = caller.path(of: caller.makeCluster(["name": "mongo", "engine": "mongodb", "num_nodes": 1]))
        let made = caller.call("POST", mongo + "/users", ["name": "app", "readonly": true])
        #expect(made.json.at("user", "password")?.string?.isEmpty == false)
        #expect(caller.get(mongo + "/users/app").json.at("user", "password") == nil)
    }

    @Test func poolsShareTheConnectionsOfTheCluster() {
        let pool: JSONObject = ["name": "web", "mode": "transaction", "size": 90, "db": "defaultdb", "user": "doadmin"]
        let made = post("/pools", .object(pool)).json["pool"]
        #expect(made?.at("connection", "port") == 25_061)
        #expect(made?.at("connection", "database") == "web")
        #expect(get("/pools/web")["pool"] == made)
        #expect(
            post("/pools", .object(pool.merging("name", "more"))).message
                == "size must be at most 7, the connections that the cluster has left")
        #expect(post("/pools", .object(pool.merging("db", "beta"))).message == "the cluster has no database \"beta\"")
        #expect(delete("/dbs/defaultdb").message == "the connection pool web uses the database defaultdb")
        #expect(put("/pools/web", ["mode": "session", "size": 97, "db": "defaultdb"]).status == 204)
        #expect(get("/pools")["pools"]?.array?.map { $0["mode"] } == ["session"])
        #expect(delete("/pools/web").status == 204)
        #expect(caller.get(cluster + "/pools/web").status == 404)
    }

    @Test func aReplicaFollowsUntilItIsPromoted() throws {
        let made = post("/replicas", ["name": "reader", "size": "db-s-2vcpu-4gb", "region": "lon1"]).json["replica"]
        #expect(made?["status"] == "creating")
        let early = put("/replicas/reader/promote")
        #expect(early.message == "the replica is not online, but creating")
        try caller.api.advance(by: .seconds(8))
        #expect(get("/replicas")["replicas"]?.array?.map { $0["status"] } == ["online"])
        #expect(put("/replicas/reader/promote").status == 204)
        #expect(caller.get(cluster + "/replicas/reader").status == 404)
        let promoted = caller.get("/v2/databases/\(made?["id"]?.string ?? "")").json["database"]
        #expect(promoted?["name"] == "reader")
        #expect(promoted?["region"] == "lon1")
        #expect(promoted?["db_names"] == ["defaultdb"])
    }

    @Test func aReplicaNeedsTheDiskOfItsCluster() {
        #expect(
            post("/replicas", ["name": "small", "size": "db-s-1vcpu-1gb"]).message
                == "storage_size_mib must be 10240 to 30720 for the size db-s-1vcpu-1gb")
        #expect(post("/replicas", ["name": "r", "size": "db-s-2vcpu-4gb"]).status == 201)
        #expect(delete("/replicas/r").status == 204)
    }

    @Test func aMigrationRunsFollowsAndIsDone() throws {
        #expect(caller.get(cluster + "/online-migration").status == 404)
        let source: JSONValue = ["source": ["host": "old.example.com", "port": 5_432, "dbname": "d", "username": "u"]]
        let id = put("/online-migration", source).json["id"]?.string ?? ""
        #expect(get("/online-migration")["status"] == "running")
        #expect(put("/online-migration", source).message == "an online migration is in progress already")
        try caller.api.advance(by: .seconds(5))
        #expect(get("/online-migration")["status"] == "syncing")
        try caller.api.advance(by: .seconds(10))
        #expect(get("/online-migration")["status"] == "done")
        #expect(delete("/online-migration/\(id)").message == "the migration is not in progress, but done")
        let second = put("/online-migration", ["source": ["host": "old.invalid", "port": 1]]).json["id"]?.string ?? ""
        #expect(delete("/online-migration/\(second)").status == 204)
        #expect(get("/online-migration")["status"] == "canceled")
        _ = put("/online-migration", ["source": ["host": "old.invalid", "port": 1]])
        try caller.api.advance(by: .seconds(60))
        #expect(get("/online-migration")["status"] == "error")
    }

    @Test func aClusterIsInAProject() {
        let urns = caller.get("/v2/projects/default/resources").json["resources"]?.array?.map { $0["urn"] }
        #expect(urns == [.string("do:dbaas:" + (cluster.split(separator: "/").last ?? ""))])
    }
}

extension JSONObject {
    /// With another member.
    fileprivate func merging(_ name: String, _ value: JSONValue) -> JSONObject {
        var copy = self
        copy[name] = value
        return copy
    }
}
