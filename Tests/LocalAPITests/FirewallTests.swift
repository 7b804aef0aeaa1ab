import JSON
import LocalAPI
import Testing

@Suite struct FirewallTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private static let ssh: JSONValue = [
        "protocol": "tcp", "ports": "22", "sources": ["addresses": ["192.0.2.0/24", "2001:db8::/32"]]
    ]
    private static let out: JSONValue = [
        "protocol": "udp", "ports": "all", "destinations": ["addresses": ["0.0.0.0/0"]]
    ]

    private func make(_ members: JSONObject = [:]) -> Reply {
        var body: JSONObject = ["name": "web", "inbound_rules": [Self.ssh]]
        for member in members.members { body[member.name] = member.value }
        return caller.call("POST", "/v2/firewalls", .object(body))
    }

    private func makeFirewall(_ members: JSONObject = [:]) -> String {
        "/v2/firewalls/" + (make(members).json.at("firewall", "id")?.string ?? "")
    }

    private func firewall(_ path: String) -> JSONValue? { caller.get(path).json["firewall"] }

    @Test func aFirewallIsInForceAfterAWhile() throws {
        let droplet = try caller.makeDroplet()
        let made = make(["droplet_ids": [.integer(droplet)], "tags": ["web"]])
        #expect(made.status == 202)
        let change: JSONValue = ["droplet_id": .integer(droplet), "removing": false, "status": "waiting"]
        #expect(made.json.at("firewall", "status") == "waiting")
        #expect(made.json.at("firewall", "pending_changes") == [change])
        let path = "/v2/firewalls/" + (made.json.at("firewall", "id")?.string ?? "")
        try caller.wait(4)
        let shown = try #require(firewall(path))
        #expect(shown["status"] == "succeeded")
        #expect(shown["pending_changes"] == [])
        #expect(shown["outbound_rules"] == [])
        #expect(caller.get("/v2/firewalls").json["firewalls"] == [shown])
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.get(path).error == Caller.missing)
    }

    @Test func aFirewallNeedsARule() {
        let none = "400 bad_request: A firewall must have at least one rule."
        #expect(make(["inbound_rules": []]).error == none)
        let path = makeFirewall()
        #expect(caller.call("DELETE", path + "/rules", ["inbound_rules": [Self.ssh]]).error == none)
        #expect(make().error == "400 bad_request: A firewall with this name exists already.")
    }

    @Test func rulesComeAndGo() {
        let path = makeFirewall()
        #expect(caller.call("POST", path + "/rules", ["outbound_rules": [Self.out]]).status == 204)
        #expect(firewall(path)?["outbound_rules"]?.array?.map { $0["ports"] } == ["0"])
        #expect(caller.call("POST", path + "/rules", ["outbound_rules": [Self.out]]).status == 204)
        #expect(firewall(path)?["outbound_rules"]?.array?.count == 1)
        #expect(caller.call("DELETE", path + "/rules", ["inbound_rules": [Self.ssh]]).status == 204)
        #expect(firewall(path)?["inbound_rules"] == [])
        #expect(
            caller.call("DELETE", path + "/rules", ["inbound_rules": [Self.ssh]]).error
                == "400 bad_request: The firewall has no such rule; it must be given exactly as it is.")
    }

    @Test func aReplacementRemovesWhatItLeavesOut() throws {
        let droplet = try caller.makeDroplet()
        let path = makeFirewall(["droplet_ids": [.integer(droplet)], "tags": ["web"]])
        let changed = caller.call("PUT", path, ["name": "other", "outbound_rules": [Self.out]])
        #expect(changed.status == 200)
        let firewall = changed.json["firewall"]
        #expect(firewall?["name"] == "other")
        #expect(firewall?["inbound_rules"] == [])
        #expect(firewall?["droplet_ids"] == [])
        #expect(firewall?["tags"] == [])
        #expect(firewall?["pending_changes"]?.array?.map { $0["removing"] } == [true])
    }

    @Test func dropletsAreGuardedByIdentifierAndByTag() throws {
        let droplet = try caller.makeDroplet("web-1", ["tags": ["web"]])
        let (byID, byTag) = (makeFirewall(), makeFirewall(["name": "tagged"]))
        let list = "/v2/droplets/\(droplet)/firewalls"
        #expect(caller.get(list).json["meta"] == ["total": 0])
        #expect(caller.call("POST", byID + "/droplets", ["droplet_ids": [.integer(droplet)]]).status == 204)
        #expect(caller.call("POST", byTag + "/tags", ["tags": ["WEB"]]).status == 204)
        #expect(firewall(byTag)?["tags"] == ["web"])
        #expect(caller.get(list).json["firewalls"]?.array?.map { $0["name"] } == ["web", "tagged"])
        #expect(caller.call("DELETE", byTag + "/tags", ["tags": ["web"]]).status == 204)
        #expect(caller.call("DELETE", byID + "/droplets", ["droplet_ids": [.integer(droplet)]]).status == 204)
        #expect(caller.get(list).json["firewalls"] == [])
        #expect(
            caller.call("POST", byID + "/droplets", ["droplet_ids": [7]]).error
                == "400 bad_request: There is no Droplet 7.")
    }

    @Test func aDestroyedDropletLeavesItsFirewall() throws {
        let droplet = try caller.makeDroplet()
        let path = makeFirewall(["droplet_ids": [.integer(droplet)]])
        #expect(caller.call("DELETE", "/v2/droplets/\(droplet)").status == 204)
        #expect(firewall(path)?["droplet_ids"] == [])
    }

    @Test func limitsHold() throws {
        let rules = (1...51).map { port -> JSONValue in
            ["protocol": "tcp", "ports": .string("\(port)"), "sources": ["addresses": ["192.0.2.1"]]]
        }
        #expect(make(["inbound_rules": .array(rules)]).error == "400 bad_request: A firewall can have up to 50 rules.")
        #expect(
            make(["tags": ["a", "b", "c", "d", "e", "f"]]).error
                == "400 bad_request: A firewall can name up to 5 tags.")
        let seeded = try caller.api.seed(["droplets": 11])["droplets"] ?? []
        let ids = JSONValue.array(seeded.compactMap { Int64($0).map(JSONValue.integer) })
        #expect(
            make(["droplet_ids": ids]).error
                == "400 bad_request: A firewall can name up to 10 Droplets; use tags.")
    }

    @Test(arguments: ["0-10", "70000", "9-1", "http", "1-2-3"])
    func portsAreNumbersAndRanges(ports: String) {
        let rule: JSONValue = ["protocol": "tcp", "ports": .string(ports), "sources": ["addresses": ["192.0.2.1"]]]
        #expect(
            make(["inbound_rules": [rule]]).error == "400 bad_request: \"\(ports)\" is no port, range of ports or all.")
    }

    @Test(arguments: ["192.0.2.256", "192.0.2.0/33", "2001:db8::/129", "example.com", ""])
    func addressesAreOnes(address: String) {
        let rule: JSONValue = ["protocol": "tcp", "ports": "1-2", "sources": ["addresses": [.string(address)]]]
        #expect(make(["inbound_rules": [rule]]).error == "400 bad_request: \"\(address)\" is no IP address or network.")
    }
}
