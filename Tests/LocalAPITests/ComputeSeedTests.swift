import JSON
import LocalAPI
import Testing

@Suite struct ComputeSeedTests {
    /// Answers are held against the catalog: what a seed leaves out would be missed here.
    @Test(arguments: ["droplets", "volumes", "firewalls", "reserved_ips"])
    func seedsAreAsIfTheyHadBeenMadeByRequests(name: String) throws {
        let caller = try Caller { $0.checksAnswers = true }
        let identifiers = try caller.api.seed([name: 30])[name] ?? []
        #expect(identifiers.count == 30)
        let list = caller.get("/v2/\(name)?per_page=200")
        #expect(list.json["meta"] == ["total": 30])
        #expect(list.json[name]?.array?.count == 30)
        #expect(caller.call("DELETE", "/v2/\(name)/\(identifiers[29])").status == 204)
        #expect(try caller.api.seed([name: 0])[name] == [])
    }

    @Test func seededDropletsAreMembersOfTheirVPCs() throws {
        let caller = try Caller { $0.checksAnswers = true }
        _ = try caller.api.seed(["droplets": 26])
        let vpcs = caller.get("/v2/vpcs").json
        #expect(vpcs["meta"] == ["total": 12])
        let id = vpcs["vpcs"]?.array?.first?["id"]?.string ?? ""
        #expect(caller.get("/v2/vpcs/\(id)/members").json["meta"] == ["total": 3])
    }
}
