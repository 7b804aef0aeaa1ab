import HTTPMessage
import JSON
import LocalAPI
import Testing

@Suite struct ReservedIPTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func reserve(_ body: JSONValue = ["region": "nyc3"]) -> String {
        let made = caller.call("POST", "/v2/reserved_ips", body)
        return made.json.at("reserved_ip", "ip")?.string ?? made.error
    }

    private func act(_ body: JSONValue, on address: String) -> Reply {
        caller.call("POST", "/v2/reserved_ips/\(address)/actions", body)
    }

    @Test(arguments: [("reserved_ips", "reserved_ip"), ("floating_ips", "floating_ip")])
    func anAddressIsListedFoundAndGoneUnderBothNames(plural: String, singular: String) throws {
        let made = caller.call("POST", "/v2/" + plural, ["region": "nyc3"])
        #expect(made.status == 202)
        #expect(made.json["links"] == [:])
        let address = try #require(made.json[singular])
        #expect(address["droplet"] == .null)
        #expect(address["locked"] == false)
        #expect(address.at("region", "slug") == "nyc3")
        let ip = address["ip"]?.string ?? ""
        for (plural, singular) in [("reserved_ips", "reserved_ip"), ("floating_ips", "floating_ip")] {
            #expect(caller.get("/v2/\(plural)/\(ip)").json[singular] == address)
            #expect(caller.get("/v2/\(plural)").json[plural] == [address])
            let actions = caller.get("/v2/\(plural)/\(ip)/actions").json
            #expect(actions["actions"]?.array?.map { $0["type"] } == ["reserve_ip"])
            #expect(actions["actions"]?.array?.map { $0["resource_type"] } == [.string(singular)])
        }
        #expect(caller.call("DELETE", "/v2/\(plural)/\(ip)").status == 204)
        #expect(caller.get("/v2/reserved_ips/\(ip)").error == Caller.missing)
    }

    @Test func oneForADropletIsAssignedAfterAWhile() throws {
        let droplet = try caller.makeDroplet()
        let made = caller.call("POST", "/v2/reserved_ips", ["droplet_id": .integer(droplet)])
        #expect(made.json.at("reserved_ip", "locked") == true)
        #expect(made.json.at("reserved_ip", "droplet") == .null)
        #expect(made.json.at("links", "actions")?.array?.map { $0["rel"] } == ["assign_ip"])
        #expect(made.json.at("links", "droplets")?.array?.map { $0["id"] } == [.integer(droplet)])
        try caller.wait(4)
        let address = caller.get("/v2/reserved_ips/" + (made.json.at("reserved_ip", "ip")?.string ?? "")).json
        #expect(address.at("reserved_ip", "droplet") == caller.droplet(droplet))
        #expect(address.at("reserved_ip", "locked") == false)
        #expect(
            reserve(["droplet_id": .integer(droplet)])
                == "422 unprocessable_entity: The Droplet already has a reserved IP.")
    }

    @Test func anAddressMovesAndIsUnassigned() throws {
        let (first, second) = (try caller.makeDroplet("a"), try caller.makeDroplet("b"))
        let address = reserve()
        #expect(
            act(["type": "unassign"], on: address).error
                == "422 unprocessable_entity: The address is not assigned to a Droplet.")
        let assigned = act(["type": "assign", "droplet_id": .integer(first)], on: address)
        #expect(assigned.status == 201)
        #expect(assigned.json.at("action", "type") == "assign_ip")
        #expect(
            act(["type": "assign", "droplet_id": .integer(second)], on: address).error
                == "422 unprocessable_entity: The address already has a pending event.")
        try caller.wait(4)
        #expect(act(["type": "assign", "droplet_id": .integer(second)], on: address).status == 201)
        try caller.wait(4)
        #expect(caller.get("/v2/reserved_ips/\(address)").json.at("reserved_ip", "droplet", "id") == .integer(second))
        let action = act(["type": "unassign"], on: address).json.at("action", "id")?.integer ?? 0
        try caller.wait(4)
        let shown = caller.get("/v2/floating_ips/\(address)/actions/\(action)").json["action"]
        #expect(shown?["type"] == "unassign_ip")
        #expect(shown?["status"] == "completed")
        #expect(shown?["resource_type"] == "floating_ip")
        #expect(caller.get("/v2/reserved_ips/\(address)").json.at("reserved_ip", "droplet") == .null)
    }

    /// Among all actions they go by their old name, unless the request asks for the new one.
    @Test func actionsHaveTheNameThatIsAskedFor() throws {
        let made = caller.call("POST", "/v2/reserved_ips", ["region": "nyc3"])
        #expect(made.status == 202)
        func types(_ headers: HTTPHeaders) -> [JSONValue?] {
            let list = caller.call("GET", "/v2/actions", headers: headers).json["actions"]?.array ?? []
            let id = list.first?["id"]?.integer ?? 0
            let one = caller.call("GET", "/v2/actions/\(id)", headers: headers).json
            return list.map { $0["resource_type"] } + [one.at("action", "resource_type")]
        }
        #expect(types([:]) == ["floating_ip", "floating_ip"])
        let accepted: HTTPHeaders = ["accept": "application/vnd.digitalocean.reserveip+json"]
        #expect(types(accepted) == ["reserved_ip", "reserved_ip"])
    }

    @Test func anAddressStaysInItsRegion() throws {
        let droplet = try caller.makeDroplet()
        let address = reserve(["region": "fra1"])
        #expect(
            act(["type": "assign", "droplet_id": .integer(droplet)], on: address).error
                == "422 unprocessable_entity: The address and the Droplet are in different regions.")
        #expect(act(["type": "assign", "droplet_id": 7], on: address).status == 422)
        #expect(reserve(["region": "mars1"]).hasPrefix("422"))
        #expect(reserve(["region": "nyc3", "project_id": "3f2b4c1e-8a5d-4f0e-9b7c-00000000b001"]).hasPrefix("422"))
    }

    @Test func aDestroyedDropletSetsItsAddressFree() throws {
        let droplet = try caller.makeDroplet()
        let address = reserve(["droplet_id": .integer(droplet)])
        try caller.wait(4)
        #expect(caller.call("DELETE", "/v2/droplets/\(droplet)").status == 204)
        #expect(caller.get("/v2/reserved_ips/\(address)").json.at("reserved_ip", "droplet") == .null)
        #expect(
            act(["type": "unassign"], on: address).error
                == "422 unprocessable_entity: The address is not assigned to a Droplet.")
    }

    @Test func twelveAMinuteAreReserved() throws {
        let caller = try Caller { $0.rateLimiting = .enforced }
        for number in 0..<12 {
            let path = number % 2 == 0 ? "/v2/reserved_ips" : "/v2/floating_ips"
            #expect(caller.call("POST", path, ["region": "nyc3"]).status == 202)
        }
        #expect(caller.call("POST", "/v2/floating_ips", ["region": "nyc3"]).status == 429)
        try caller.wait(60)
        #expect(caller.call("POST", "/v2/floating_ips", ["region": "nyc3"]).status == 202)
    }
}
