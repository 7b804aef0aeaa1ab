import JSON
import LocalAPI
import Testing

/// Bodies as the vendor's Go client writes them, which doctl and Terraform use: fields without a value are null, empty or
/// zero instead of absent, and some have a form of their own.
@Suite struct GoClientTests {
    private let caller: Caller

    init() throws { caller = try Caller { $0.checksAnswers = true } }

    private func create(_ path: String, _ body: JSONValue) -> String {
        let reply = caller.call("POST", "/v2/" + path, body)
        return (200..<300).contains(reply.status) ? "created" : reply.error
    }

    @Test func whatHasNoValueIsAbsent() throws {
        #expect(
            create(
                "droplets",
                [
                    "name": "web", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64",
                    "ssh_keys": .null, "backups": false, "ipv6": false, "private_networking": false,
                    "monitoring": false, "tags": .null, "vpc_uuid": .null
                ]) == "created")
        #expect(
            create(
                "databases",
                [
                    "name": "db", "engine": "pg", "version": "16", "size": "db-s-1vcpu-1gb", "region": "nyc3",
                    "num_nodes": 1, "private_network_uuid": "", "project_id": ""
                ]) == "created")
        #expect(
            create(
                "kubernetes/clusters",
                [
                    "name": "k8s", "region": "nyc1", "version": "latest", "ha": false, "maintenance_policy": .null,
                    "auto_upgrade": false, "surge_upgrade": false,
                    "node_pools": [
                        [
                            "name": "pool", "size": "s-1vcpu-2gb", "count": 1, "auto_scale": false, "min_nodes": 0,
                            "max_nodes": 0
                        ]
                    ]
                ]) == "created")
        #expect(create("domains", ["name": "example.com", "ip_address": ""]) == "created")
        #expect(
            create(
                "domains/example.com/records",
                ["type": "A", "name": "www", "data": "192.0.2.1", "priority": 0, "port": 0, "weight": 0, "flags": 0])
                == "created")
        #expect(
            create("projects", ["name": "p", "description": "", "purpose": "Other: x", "environment": ""])
                == "created")
        #expect(create("registry", ["name": "moon", "subscription_tier_slug": "basic"]) == "created")
        #expect(create("vpcs", ["name": "vpc", "region": "nyc3", "description": ""]) == "created")
        #expect(create("volumes", ["name": "v", "region": "nyc3", "size_gigabytes": 1, "tags": .null]) == "created")
    }

    @Test func volumesOfADropletAreObjects() throws {
        let volume = caller.makeVolume()
        let droplet = try caller.makeDroplet("web", ["volumes": [["id": .string(volume)]]])
        #expect(caller.get("/v2/volumes/\(volume)").json.at("volume", "droplet_ids") == [.integer(droplet)])
    }

    /// doctl asks every list for pages of 200, also those that have none.
    @Test(arguments: ["databases", "functions/namespaces", "droplets", "kubernetes/clusters", "domains", "projects"])
    func pagesAreAskedForEverywhere(path: String) {
        #expect(caller.get("/v2/\(path)?page=1&per_page=200").status == 200)
    }
}
