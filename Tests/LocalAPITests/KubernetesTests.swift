import JSON
import LocalAPI
import Testing

@Suite struct KubernetesTests {
    private let caller = try! Caller { $0.checksAnswers = true }  // A store in memory can be opened.

    private static let path = "/v2/kubernetes/clusters"
    private static let order: JSONValue = [
        "name": "moon", "region": "nyc1", "version": "1.32",
        "tags": ["production"], "node_pools": [["name": "workers", "size": "s-2vcpu-4gb", "count": 2]]
    ]

    private func create(_ changes: JSONObject = [:]) -> Reply {
        var order = Self.order.object ?? [:]
        for member in changes.members { order[member.name] = member.value }
        return caller.call("POST", Self.path, .object(order))
    }

    /// The path of a new cluster that is running.
    private func running() throws -> String {
        let id = try #require(create().json.at("kubernetes_cluster", "id")?.string)
        try caller.api.advance(by: .seconds(20))
        return Self.path + "/" + id
    }

    private func pool(_ cluster: String) -> JSONValue? {
        caller.get(cluster + "/node_pools").json["node_pools"]?.array?.first
    }

    private func states(_ pool: JSONValue?) -> [String] {
        pool?["nodes"]?.array?.compactMap { $0.at("status", "state")?.string } ?? []
    }

    @Test func aNewClusterIsProvisionedAndThenRuns() throws {
        let made = create()
        #expect(made.status == 201)
        let cluster = try #require(made.json["kubernetes_cluster"])
        let id = try #require(cluster["id"]?.string)
        #expect(cluster.at("status", "state") == "provisioning")
        #expect(cluster["version"] == "1.32.5-do.1")
        #expect(cluster["tags"] == ["k8s", .string("k8s:" + id), "production"])
        #expect(cluster["maintenance_policy"] == ["start_time": "00:00", "day": "any", "duration": "4h0m0s"])
        #expect(states(cluster["node_pools"]?.array?.first) == ["provisioning", "provisioning"])
        #expect(caller.get("\(Self.path)/\(id)/status_messages").json["messages"]?.array?.count == 1)
        try caller.api.advance(by: .seconds(20))
        let later = caller.get(Self.path + "/" + id).json["kubernetes_cluster"]
        #expect(later?.at("status", "state") == "running")
        #expect(states(later?["node_pools"]?.array?.first) == ["running", "running"])
        #expect(caller.get(Self.path).json["kubernetes_clusters"] == later.map { [$0] })
        #expect(caller.get("\(Self.path)/\(id)/status_messages").json["messages"] == [])
    }

    @Test func aNodeIsADropletWithTheTagsOfItsPool() throws {
        let cluster = try running()
        let id = cluster.split(separator: "/").last ?? ""
        let droplets = caller.get("/v2/droplets?tag_name=k8s:\(id)").json["droplets"]?.array ?? []
        let nodes = pool(cluster)?["nodes"]?.array ?? []
        #expect(droplets.map { $0["name"] } == nodes.map { $0["name"] })
        #expect(caller.call("DELETE", cluster).status == 204)
        #expect(caller.get("/v2/droplets").json["droplets"] == [])
        #expect(caller.get(cluster).status == 404)
    }

    @Test(
        arguments: [
            (["region": "mars"], "You specified an invalid region for this resource: \"mars\"."),
            (
                ["version": "0.9"],
                "\"0.9\" is no version; there are 1.33.1-do.0, 1.32.5-do.1, 1.31.9-do.1, 1.30.13-do.0"
            ),
            (["name": "Moon"], "a name has 1 to 63 lower-case letters, digits and dashes, and no dash at its ends"),
            (["node_pools": []], "a cluster needs at least one node pool"),
            (
                ["node_pools": [["name": "a", "size": "tiny", "count": 1]]],
                "\"tiny\" is no size of nodes; see the options"
            ),
            (
                ["node_pools": [["name": "a", "size": "s-2vcpu-4gb", "count": 0]]],
                "a node pool without auto_scale has at least 1 node"
            )
        ] as [(JSONObject, String)])
    func whatCannotBeIsRefused(changes: JSONObject, message: String) {
        #expect(create(changes).error == "422 unprocessable_entity: " + message)
        #expect(caller.get("/v2/droplets").json["droplets"] == [])
    }

    @Test func aClusterIsChangedAndKeepsWhatIsNotNamed() throws {
        let cluster = try running()
        #expect(create().error == "422 unprocessable_entity: a cluster with this name already exists")
        let changed = caller.call("PUT", cluster, ["name": "sun", "ha": true, "maintenance_policy": ["day": "monday"]])
        #expect(changed.status == 202)
        #expect(changed.json.at("kubernetes_cluster", "name") == "sun")
        #expect(changed.json.at("kubernetes_cluster", "maintenance_policy", "day") == "monday")
        #expect(changed.json.at("kubernetes_cluster", "tags")?.array?.contains("production") == true)
        #expect(
            caller.call("PUT", cluster, ["name": "sun", "ha": false]).error
                == "422 unprocessable_entity: the high availability of a control plane cannot be taken back")
    }

    @Test func aClusterIsUpgradedOneMinorVersionAtATime() throws {
        let cluster = try running()
        let upgrades = caller.get(cluster + "/upgrades").json["available_upgrade_versions"]?.array
        #expect(upgrades?.map { $0["slug"] } == ["1.33.1-do.0"])
        let wrong = caller.call("POST", cluster + "/upgrade", ["version": "1.31"])
        #expect(
            wrong.error
                == "422 unprocessable_entity: the cluster cannot be upgraded to this version, but to 1.33.1-do.0")
        #expect(caller.call("POST", cluster + "/upgrade", ["version": "1.33.1-do.0"]).status == 202)
        #expect(caller.get(cluster).json.at("kubernetes_cluster", "status", "state") == "upgrading")
        try caller.api.advance(by: .seconds(20))
        let later = caller.get(cluster).json["kubernetes_cluster"]
        #expect(later?["version"] == "1.33.1-do.0")
        #expect(later?.at("status", "state") == "running")
        #expect(caller.get(cluster + "/upgrades").json["available_upgrade_versions"] == [])
    }

    @Test func optionsNameWhatClustersCanHave() {
        let options = caller.get("/v2/kubernetes/options").json["options"]
        #expect(options?["versions"]?.array?.first?["slug"] == "1.33.1-do.0")
        #expect(options?["regions"]?.array?.contains(["name": "New York 1", "slug": "nyc1"]) == true)
        #expect(options?["sizes"]?.array?.contains(["name": "s-2vcpu-4gb", "slug": "s-2vcpu-4gb"]) == true)
    }

    @Test func aPoolGrowsAndShrinks() throws {
        let cluster = try running()
        let id = try #require(pool(cluster)?["id"]?.string)
        let path = cluster + "/node_pools/" + id
        let grown = caller.call("PUT", path, ["name": "workers", "count": 3, "labels": ["stage": "test"]])
        #expect(grown.status == 202)
        #expect(states(grown.json["node_pool"]) == ["running", "running", "provisioning"])
        try caller.api.advance(by: .seconds(8))
        #expect(states(pool(cluster)) == ["running", "running", "running"])
        let shrunk = caller.call("PUT", path, ["name": "workers", "count": 1])
        #expect(states(shrunk.json["node_pool"]) == ["running", "draining", "draining"])
        try caller.api.advance(by: .seconds(6))
        #expect(states(caller.get(path).json["node_pool"]) == ["running"])
        #expect(pool(cluster)?["labels"] == ["stage": "test"])
        #expect(caller.get("/v2/droplets").json["droplets"]?.array?.count == 1)
    }

    @Test func aPoolIsAddedAndDeletedButTheLastStays() throws {
        let cluster = try running()
        let body: JSONValue = [
            "name": "extra", "size": "s-2vcpu-4gb", "count": 2, "auto_scale": true, "min_nodes": 0, "max_nodes": 3
        ]
        let added = caller.call("POST", cluster + "/node_pools", body)
        #expect(added.status == 201)
        #expect(
            caller.call("POST", cluster + "/node_pools", body).error
                == "422 unprocessable_entity: the cluster has a node pool \"extra\" already")
        let extra = try #require(added.json.at("node_pool", "id")?.string)
        #expect(caller.call("DELETE", cluster + "/node_pools/" + extra).status == 204)
        #expect(caller.get(cluster + "/node_pools/" + extra).status == 404)
        let last = try #require(pool(cluster)?["id"]?.string)
        #expect(
            caller.call("DELETE", cluster + "/node_pools/" + last).error
                == "422 unprocessable_entity: a cluster needs at least one node pool")
    }

    @Test func aNodeIsDeletedReplacedOrRecycled() throws {
        let cluster = try running()
        let path = cluster + "/node_pools/" + (pool(cluster)?["id"]?.string ?? "")
        func node() -> String { pool(cluster)?["nodes"]?.array?.first?["id"]?.string ?? "" }
        let first = node()
        #expect(caller.call("DELETE", path + "/nodes/" + first + "?skip_drain=1&replace=1").status == 202)
        #expect(states(pool(cluster)) == ["deleting", "running", "provisioning"])
        #expect(caller.call("DELETE", path + "/nodes/" + first).status == 404)
        try caller.api.advance(by: .seconds(8))
        #expect(caller.call("POST", path + "/recycle", ["nodes": [.string(node())]]).status == 202)
        try caller.api.advance(by: .seconds(8))
        #expect(states(pool(cluster)) == ["running", "running"])
        #expect(caller.call("DELETE", path + "/nodes/" + node()).status == 202)
        #expect(pool(cluster)?["count"] == 1)
        try caller.api.advance(by: .seconds(8))
        #expect(
            caller.call("DELETE", path + "/nodes/" + node()).error
                == "422 unprocessable_entity: a node pool without auto_scale has at least 1 node")
    }

    @Test func theKubeconfigIsYAMLWithACredential() throws {
        let cluster = try running()
        let reply = caller.get(cluster + "/kubeconfig")
        #expect(reply.header("content-type") == "application/yaml")
        let text = String(decoding: reply.body, as: UTF8.self)
        let id = cluster.split(separator: "/").last ?? ""
        #expect(text.hasPrefix("apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: "))
        #expect(text.contains("\n    server: https://\(id).k8s.example.com\n  name: do-nyc1-moon\ncontexts:\n"))
        #expect(text.contains("\ncurrent-context: do-nyc1-moon\nkind: Config\npreferences: {}\nusers:\n"))
        #expect(text.contains("\n- name: do-nyc1-moon-admin\n  user:\n    token: "))
        #expect(
            caller.get(cluster + "/kubeconfig?type=sso").error
                == "422 unprocessable_entity: single sign-on is not enabled for this cluster")
    }

    @Test func credentialsExpireInSevenDaysOrWhenAskedFor() throws {
        let cluster = try running()
        #expect(caller.get(cluster + "/credentials").json["expires_at"] == "2026-03-17T12:30:35Z")
        #expect(caller.get(cluster + "/credentials?expiry_seconds=60").json["expires_at"] == "2026-03-10T12:31:35Z")
        #expect(caller.get(cluster + "/user").json.at("kubernetes_cluster_user", "groups") == ["k8saas:authenticated"])
    }

    @Test func aLintRunFindsWhatItWasAskedFor() throws {
        let cluster = try running()
        let path = cluster + "/clusterlint"
        #expect(caller.get(path).status == 404)
        let run = caller.call("POST", path, ["include_groups": ["basic"], "exclude_checks": ["latest-tag"]])
        #expect(run.status == 202)
        #expect(caller.get(path).json["completed_at"] == nil)
        try caller.api.advance(by: .seconds(4))
        let results = caller.get(path).json
        #expect(results["run_id"] == run.json["run_id"])
        let checks = results["diagnostics"]?.array?.map { $0["check_name"] }
        #expect(checks == ["default-namespace", "unused-config-map", "resource-requirements"])
        #expect(caller.get(path + "?run_id=" + (run.json["run_id"]?.string ?? "")).json == results)
    }

    @Test func clustersPullFromTheRegistryUntilItIsGone() throws {
        let cluster = try running()
        let body: JSONValue = ["cluster_uuids": [.string(String(cluster.dropFirst(Self.path.count + 1)))]]
        #expect(
            caller.call("POST", "/v2/kubernetes/registry", body).error
                == "422 unprocessable_entity: the account has no registry")
        caller.call("POST", "/v2/registry", ["name": "moon", "subscription_tier_slug": "basic"])
        func registries() -> JSONValue? { caller.get(cluster).json.at("kubernetes_cluster", "registries") }
        #expect(caller.call("POST", "/v2/kubernetes/registry", body).status == 204)
        #expect(registries() == ["moon"])
        #expect(caller.call("DELETE", "/v2/kubernetes/registry", body).status == 204)
        #expect(registries() == [])
        #expect(caller.call("POST", "/v2/kubernetes/registries", body).status == 204)
        #expect(caller.call("DELETE", "/v2/registry").status == 204)
        #expect(registries() == [])
        #expect(caller.get(cluster).json.at("kubernetes_cluster", "registry_enabled") == false)
    }

    /// Makes a volume, a snapshot of it and a load balancer as workloads in the cluster would; returns their identifiers.
    private func makeAssociated(with cluster: String) -> (
        volume: JSONValue?, snapshot: JSONValue?, balancer: JSONValue?
    ) {
        let tag = JSONValue.string("k8s:" + cluster.dropFirst(Self.path.count + 1))
        let volume = caller.call(
            "POST", "/v2/volumes", ["name": "data", "region": "nyc1", "size_gigabytes": 1, "tags": [tag]])
        let id = volume.json.at("volume", "id")
        let snapshot = caller.call("POST", "/v2/volumes/\(id?.string ?? "")/snapshots", ["name": "old", "tags": [tag]])
        let node = pool(cluster)?["nodes"]?.array?.first?["droplet_id"]?.string ?? ""
        let rule: JSONValue = [
            "entry_protocol": "http", "entry_port": 80, "target_protocol": "http", "target_port": 80
        ]
        let balancer = caller.call(
            "POST", "/v2/load_balancers",
            [
                "name": "front", "region": "nyc1", "droplet_ids": [.integer(Int64(node) ?? 0)],
                "forwarding_rules": [rule]
            ])
        return (id, snapshot.json.at("snapshot", "id"), balancer.json.at("load_balancer", "id"))
    }

    @Test func whatAClusterHasMadeIsListedAndGoesAlongWhereItIsNamed() throws {
        let cluster = try running()
        let path = cluster + "/destroy_with_associated_resources"
        #expect(caller.get(path).json == ["load_balancers": [], "volumes": [], "volume_snapshots": []])
        let (volume, snapshot, balancer) = makeAssociated(with: cluster)
        let listed = caller.get(path).json
        #expect(listed["volumes"]?.array?.map { $0["id"] } == [volume])
        #expect(listed["volume_snapshots"]?.array?.map { $0["id"] } == [snapshot])
        #expect(listed["load_balancers"]?.array?.map { $0["id"] } == [balancer])
        #expect(caller.call("DELETE", path + "/selective", ["volumes": ["none"]]).status == 404)
        #expect(caller.call("DELETE", path + "/selective", ["volumes": [volume ?? .null]]).status == 204)
        #expect(caller.get(cluster).status == 404)
        #expect(caller.get("/v2/volumes").json["volumes"] == [])
        #expect(caller.get("/v2/snapshots").json["snapshots"]?.array?.map { $0["id"] } == [snapshot])
        #expect(caller.get("/v2/load_balancers").json["load_balancers"]?.array?.map { $0["droplet_ids"] } == [[]])
    }

    @Test func aDangerousDestructionTakesAllThatTheClusterHasMade() throws {
        let cluster = try running()
        _ = makeAssociated(with: cluster)
        #expect(caller.call("DELETE", cluster + "/destroy_with_associated_resources/dangerous").status == 204)
        for kind in ["volumes", "snapshots", "load_balancers", "droplets"] {
            #expect(caller.get("/v2/" + kind).json[kind] == [], "\(kind)")
        }
        #expect(caller.call("DELETE", cluster + "/destroy_with_associated_resources/dangerous").status == 404)
    }

    @Test func aClusterIsAMemberOfItsVPC() throws {
        let cluster = try running()
        let vpc = try #require(caller.get(cluster).json.at("kubernetes_cluster", "vpc_uuid")?.string)
        let members = caller.get("/v2/vpcs/\(vpc)/members").json["members"]?.array ?? []
        let urn = "do:kubernetes:" + cluster.dropFirst(Self.path.count + 1)
        #expect(members.contains { $0["urn"]?.string == urn })
        #expect(members.count == 3)
        #expect(create(["name": "sun", "vpc_uuid": .string(vpc), "region": "fra1"]).status == 422)
    }
}
