import JSON
import LocalAPI
import Testing

@Suite struct VPCTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func make(_ name: String = "prod", _ range: String? = nil, region: String = "nyc3") -> Reply {
        var body: JSONObject = ["name": .string(name), "region": .string(region)]
        body["ip_range"] = range.map(JSONValue.string)
        return caller.call("POST", "/v2/vpcs", .object(body))
    }

    @Test func aVPCIsListedFoundChangedAndGone() throws {
        let made = make("prod", "10.10.0.0/20")
        #expect(made.status == 201)
        let vpc = try #require(made.json["vpc"])
        let id = try #require(vpc["id"]?.string)
        #expect(vpc["urn"] == .string("do:vpc:\(id)"))
        #expect(vpc["default"] == false)
        #expect(caller.get("/v2/vpcs").json["vpcs"] == [vpc])
        #expect(caller.get("/v2/vpcs/\(id)").json["vpc"] == vpc)
        let patched = caller.call("PATCH", "/v2/vpcs/\(id)", ["description": "Production"])
        #expect(patched.json.at("vpc", "name") == "prod")
        #expect(patched.json.at("vpc", "description") == "Production")
        let replaced = caller.call("PUT", "/v2/vpcs/\(id)", ["name": "other"])
        #expect(replaced.json.at("vpc", "name") == "other")
        #expect(replaced.json.at("vpc", "description") == "")
        #expect(caller.call("DELETE", "/v2/vpcs/\(id)").status == 204)
        #expect(caller.get("/v2/vpcs/\(id)").error == Caller.missing)
    }

    @Test func aDropletMakesTheDefaultVPCOfItsRegionAndIsAMember() throws {
        let droplet = try caller.makeDroplet("web-1")
        let other = try caller.makeDroplet("web-2")
        #expect(caller.get("/v2/vpcs").json["meta"] == ["total": 1])
        let id = caller.droplet(droplet)?["vpc_uuid"]?.string ?? ""
        #expect(caller.get("/v2/vpcs/\(id)").json.at("vpc", "default") == true)
        let members = caller.get("/v2/vpcs/\(id)/members").json
        #expect(members["meta"] == ["total": 2])
        #expect(
            members["members"]?.array?.first == [
                "name": "web-1", "urn": .string("do:droplet:\(droplet)"), "created_at": "2026-03-10T12:30:15Z"
            ])
        #expect(caller.get("/v2/vpcs/\(id)/members?resource_type=volume").json["members"] == [])
        #expect(
            caller.get("/v2/vpcs/\(id)/members?per_page=1&page=2").json["members"]?.array?.first?["name"] == "web-2")
        let addresses = [droplet, other].map { caller.droplet($0)?.at("networks", "v4")?.array?.first?["ip_address"] }
        #expect(addresses == ["10.100.0.2", "10.100.0.3"])
    }

    @Test func theDefaultAndOneWithMembersAreNotDeleted() throws {
        let id = make().json.at("vpc", "id")?.string ?? ""
        let droplet = try caller.makeDroplet("web-1", ["vpc_uuid": .string(id)])
        #expect(
            caller.call("DELETE", "/v2/vpcs/\(id)").error
                == "403 forbidden: A VPC that has members cannot be deleted.")
        #expect(caller.call("DELETE", "/v2/droplets/\(droplet)").status == 204)
        caller.call("PATCH", "/v2/vpcs/\(id)", ["default": true])
        #expect(
            caller.call("DELETE", "/v2/vpcs/\(id)").error
                == "403 forbidden: The default VPC of a region cannot be deleted.")
    }

    @Test func aRegionHasOneDefault() throws {
        try caller.makeDroplet()
        let id = make().json.at("vpc", "id")?.string ?? ""
        #expect(caller.call("PATCH", "/v2/vpcs/\(id)", ["default": true]).json.at("vpc", "default") == true)
        let defaults = caller.get("/v2/vpcs").json["vpcs"]?.array?.filter { $0["default"] == true }
        #expect(defaults?.map { $0["id"] } == [.string(id)])
        #expect(caller.call("PATCH", "/v2/vpcs/\(id)", ["default": false]).json.at("vpc", "default") == true)
    }

    @Test func addressesDoNotOverlap() {
        #expect(make("a", "10.10.0.0/16").status == 201)
        #expect(
            make("b", "10.10.16.0/20").error
                == "422 unprocessable_entity: ip_range overlaps with that of another VPC, 10.10.0.0/16.")
        #expect(make("a", "10.11.0.0/16").error == "422 unprocessable_entity: A VPC with this name exists already.")
        #expect(make("c").json.at("vpc", "ip_range") == "10.100.0.0/20")
        #expect(make("d").json.at("vpc", "ip_range") == "10.100.16.0/20")
        #expect(make("e", region: "mars1").status == 422)
    }

    @Test(arguments: ["10.0.0.0/8", "10.0.0.0/29", "8.8.0.0/16", "10.0.0.1/16", "10.0.0/16", "ten"])
    func aRangeIsAPrivateNetworkOfAFittingSize(range: String) {
        #expect(
            make("x", range).error
                == "422 unprocessable_entity: ip_range must be a private IPv4 network of a size from /16 to /28.")
    }

    @Test func peeringsComeAndGoAfterAWhile() throws {
        let ids = ["a", "b"].map { make($0, region: $0 == "a" ? "nyc3" : "fra1").json.at("vpc", "id")?.string ?? "" }
        let both = JSONValue.array(ids.map(JSONValue.string))
        let made = caller.call("POST", "/v2/vpc_peerings", ["name": "a-b", "vpc_ids": both])
        #expect(made.status == 202)
        #expect(made.json.at("vpc_peering", "status") == "PROVISIONING")
        let path = "/v2/vpc_peerings/" + (made.json.at("vpc_peering", "id")?.string ?? "")
        try caller.wait(4)
        #expect(caller.get(path).json.at("vpc_peering", "status") == "ACTIVE")
        let again = caller.call("POST", "/v2/vpcs/\(ids[1])/peerings", ["name": "b-a", "vpc_id": .string(ids[0])])
        #expect(again.error == "422 unprocessable_entity: The two VPCs have a peering already.")
        #expect(caller.get("/v2/vpcs/\(ids[0])/peerings").json["meta"] == ["total": 1])
        #expect(caller.get("/v2/vpc_peerings?region=fra1").json["meta"] == ["total": 1])
        #expect(caller.get("/v2/vpc_peerings?region=lon1").json["meta"] == ["total": 0])
        #expect(caller.call("PATCH", path, ["name": "renamed"]).json.at("vpc_peering", "name") == "renamed")
        #expect(
            caller.call("DELETE", "/v2/vpcs/\(ids[0])").error
                == "403 forbidden: A VPC that has peerings cannot be deleted.")
        #expect(caller.call("DELETE", path).json.at("vpc_peering", "status") == "DELETING")
        try caller.wait(4)
        #expect(caller.get(path).error == Caller.missing)
        #expect(caller.call("DELETE", "/v2/vpcs/\(ids[0])").status == 204)
    }

    @Test func aDropletIsNotPutIntoAVPCElsewhere() throws {
        let id = make(region: "fra1").json.at("vpc", "id")?.string ?? ""
        let reply = caller.call("POST", "/v2/droplets", Caller.droplet("x", ["vpc_uuid": .string(id)]))
        #expect(reply.error == "422 unprocessable_entity: The VPC \"\(id)\" is not in the region nyc3.")
    }
}
