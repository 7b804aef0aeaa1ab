import JSON
import LocalAPI
import Testing

@Suite struct LoadBalancerTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private static func rule(_ port: Int64, _ entry: String = "http", _ members: JSONObject = [:]) -> JSONValue {
        var rule: JSONObject = [
            "entry_protocol": .string(entry), "entry_port": .integer(port), "target_protocol": "http", "target_port": 80
        ]
        for member in members.members { rule[member.name] = member.value }
        return .object(rule)
    }

    private static func order(_ members: JSONObject = [:]) -> JSONValue {
        var order: JSONObject = [
            "name": "web", "region": "nyc3", "droplet_ids": [], "forwarding_rules": [rule(80)]
        ]
        for member in members.members { order[member.name] = member.value }
        return .object(order)
    }

    private func make(_ members: JSONObject = [:]) -> Reply {
        caller.call("POST", "/v2/load_balancers", Self.order(members))
    }

    private func path(_ reply: Reply) -> String {
        "/v2/load_balancers/" + (reply.json.at("load_balancer", "id")?.string ?? reply.error)
    }

    private func balancer(_ path: String) -> JSONValue? { caller.get(path).json["load_balancer"] }

    @Test func aLoadBalancerHasItsAddressOnceItIsActive() throws {
        let made = make()
        #expect(made.status == 202)
        #expect(made.json.at("load_balancer", "status") == "new")
        #expect(made.json.at("load_balancer", "ip") == "")
        #expect(made.json.at("load_balancer", "size_unit") == 1)
        #expect(made.json.at("load_balancer", "region", "slug") == "nyc3")
        try caller.wait(10)
        let shown = try #require(balancer(path(made)))
        #expect(shown["status"] == "active")
        #expect(shown["ip"]?.string?.hasPrefix("198.18.") == true)
        #expect(caller.get("/v2/load_balancers").json["load_balancers"] == [shown])
        let vpc = shown["vpc_uuid"]?.string ?? ""
        let members = caller.get("/v2/vpcs/\(vpc)/members").json["members"]?.array
        #expect(members?.map { $0["urn"] } == [.string("do:loadbalancer:" + (shown["id"]?.string ?? ""))])
        #expect(make().error == "422 unprocessable_entity: A load balancer with this name exists already.")
        #expect(caller.call("DELETE", path(made)).status == 204)
        #expect(caller.get(path(made)).error == Caller.missing)
    }

    @Test func dropletsAreNamedOrSelectedByATag() throws {
        let droplet = try caller.makeDroplet("web-1", ["tags": ["web"]])
        let ids: JSONValue = [.integer(droplet)]
        #expect(
            make(["droplet_ids": ids, "tag": "web"]).error
                == "422 unprocessable_entity: A load balancer has either droplet_ids or a tag, not both.")
        let tagged = path(make(["tag": "web"]))
        #expect(balancer(tagged)?["droplet_ids"] == ids)
        #expect(balancer(tagged)?["tag"] == "web")
        let refused = "422 unprocessable_entity: The load balancer selects its Droplets by a tag."
        for method in ["POST", "DELETE"] {
            #expect(caller.call(method, tagged + "/droplets", ["droplet_ids": ids]).error == refused)
        }
        let named = path(make(["name": "named"]))
        #expect(caller.call("POST", named + "/droplets", ["droplet_ids": ids]).status == 204)
        #expect(balancer(named)?["droplet_ids"] == ids)
        #expect(caller.call("DELETE", named + "/droplets", ["droplet_ids": ids]).status == 204)
        #expect(balancer(named)?["droplet_ids"] == [])
        #expect(caller.call("POST", named + "/droplets", ["droplet_ids": ids]).status == 204)
        #expect(caller.call("DELETE", "/v2/droplets/\(droplet)").status == 204)
        #expect(balancer(named)?["droplet_ids"] == [])
        #expect(balancer(tagged)?["droplet_ids"] == [])
    }

    @Test func dropletsAreInItsRegion() throws {
        let droplet = try caller.makeDroplet("far", ["region": "fra1"])
        #expect(
            make(["droplet_ids": [.integer(droplet)]]).error
                == "422 unprocessable_entity: The Droplet \(droplet) is not in the region of the load balancer.")
        #expect(make(["droplet_ids": [7]]).error == "422 unprocessable_entity: There is no Droplet 7.")
    }

    @Test func aReplacementPutsTheRestBackToItsDefaults() throws {
        let made = make(["redirect_http_to_https": true, "size_unit": 3, "sticky_sessions": ["type": "cookies"]])
        try caller.wait(10)
        let before = try #require(balancer(path(made)))
        #expect(before["size_unit"] == 3)
        let replaced = caller.call("PUT", path(made), Self.order(["forwarding_rules": [Self.rule(8_080)]]))
        #expect(replaced.status == 200)
        let shown = try #require(replaced.json["load_balancer"])
        #expect(shown["size_unit"] == 1)
        #expect(shown["redirect_http_to_https"] == false)
        #expect(shown.at("sticky_sessions", "type") == "none")
        #expect(shown["forwarding_rules"]?.array?.map { $0["entry_port"] } == [8_080])
        for name in ["id", "ip", "status", "created_at", "vpc_uuid"] { #expect(shown[name] == before[name]) }
        #expect(
            caller.call("PUT", path(made), Self.order(["region": "fra1"])).error
                == "422 unprocessable_entity: The region and the type of a load balancer cannot be changed.")
    }

    @Test func rulesComeAndGo() {
        let path = path(make())
        let added: JSONValue = ["forwarding_rules": [Self.rule(8_080)]]
        #expect(caller.call("POST", path + "/forwarding_rules", added).status == 204)
        #expect(balancer(path)?["forwarding_rules"]?.array?.count == 2)
        #expect(caller.call("DELETE", path + "/forwarding_rules", added).status == 204)
        #expect(
            caller.call("DELETE", path + "/forwarding_rules", added).error
                == "422 unprocessable_entity: The load balancer has no such rule; it must be given exactly as it is.")
        #expect(
            caller.call("DELETE", path + "/forwarding_rules", ["forwarding_rules": [Self.rule(80)]]).error
                == "422 unprocessable_entity: A load balancer must have at least one forwarding rule.")
        #expect(caller.call("DELETE", path + "/cache").status == 422)
    }

    @Test(arguments: [
        ([rule(80), rule(80)], "Two forwarding rules have the same entry port."),
        ([rule(0)], "entry_port must be from 1 to 65535."),
        ([rule(443, "https")], "A forwarding rule for https needs a certificate or tls_passthrough."),
        ([rule(443, "https", ["certificate_id": "none"])], "There is no certificate \"none\"."),
        ([rule(53, "udp")], "udp can be handed on as udp only.")
    ])
    func rulesMustMakeSense(rules: [JSONValue], message: String) {
        #expect(make(["forwarding_rules": .array(rules)]).error == "422 unprocessable_entity: " + message)
    }

    @Test func aCertificateInUseStays() throws {
        let ordered: JSONValue = ["name": "web", "type": "lets_encrypt", "dns_names": ["example.com"]]
        let made = caller.call("POST", "/v2/certificates", ordered).json.at("certificate", "id")?.string ?? ""
        let rule = Self.rule(443, "https", ["certificate_id": .string(made)])
        let path = path(make(["forwarding_rules": [rule]]))
        #expect(caller.call("DELETE", "/v2/certificates/\(made)").status == 403)
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.call("DELETE", "/v2/certificates/\(made)").status == 204)
    }

    @Test func aLoadBalancerIsInTheProjectItNames() throws {
        let project = caller.call("POST", "/v2/projects", ["name": "mine", "purpose": "Web Application"])
        let id = project.json.at("project", "id") ?? .null
        let made = make(["project_id": id])
        #expect(made.json.at("load_balancer", "project_id") == id)
        let resources = caller.get("/v2/projects/\(id.string ?? "")/resources").json
        let urn = "do:loadbalancer:" + (made.json.at("load_balancer", "id")?.string ?? "")
        #expect(resources["resources"]?.array?.map { $0["urn"] } == [.string(urn)])
    }

    @Test func aGlobalOneHasNoRegion() throws {
        let order: JSONValue = [
            "name": "global", "type": "GLOBAL", "forwarding_rules": [Self.rule(80)],
            "domains": [["name": "www.example.com", "is_managed": true]]
        ]
        let made = caller.call("POST", "/v2/load_balancers", order)
        #expect(made.status == 202)
        #expect(made.json.at("load_balancer", "region") == nil)
        #expect(caller.call("DELETE", path(made) + "/cache").status == 204)
    }
}
