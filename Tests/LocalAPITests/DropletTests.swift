import JSON
import LocalAPI
import Testing

@Suite struct DropletTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func refusal(_ members: JSONObject) -> String {
        caller.call("POST", "/v2/droplets", Caller.droplet("x", members)).error
    }

    @Test func featuresAndAddressesAreAsOrdered() throws {
        let id = try caller.makeDroplet("web-1", ["ipv6": true, "monitoring": true, "with_droplet_agent": false])
        let droplet = try #require(caller.droplet(id))
        #expect(droplet["features"] == ["private_networking", "ipv6", "monitoring"])
        #expect(droplet.at("networks", "v4")?.array?.map { $0["type"] } == ["private", "public"])
        #expect(droplet.at("networks", "v6")?.array?.count == 1)
        let hidden = try caller.makeDroplet("web-2", ["public_networking": false])
        #expect(caller.droplet(hidden)?.at("networks", "v4")?.array?.map { $0["type"] } == ["private"])
    }

    @Test func oneOrUpToTenAreMade() {
        let names = (1...11).map { JSONValue.string("web-\($0)") }
        var order = Caller.droplet().object ?? [:]
        order["name"] = nil
        order["names"] = .array(names)
        #expect(
            caller.call("POST", "/v2/droplets", .object(order)).error
                == "422 unprocessable_entity: You may create 1 to 10 Droplets at once.")
        order["names"] = .array(Array(names.dropLast()))
        let made = caller.call("POST", "/v2/droplets", .object(order))
        #expect(made.status == 202)
        #expect(made.json["droplets"]?.array?.map { $0["name"] } == Array(names.dropLast()))
    }

    @Test func referencesMustExist() {
        #expect(refusal(["ssh_keys": [7]]) == "422 unprocessable_entity: 7 is no SSH key of this account.")
        #expect(refusal(["vpc_uuid": "none"]) == "422 unprocessable_entity: There is no VPC \"none\".")
        #expect(refusal(["volumes": ["none"]]) == "422 unprocessable_entity: There is no volume \"none\".")
        #expect(
            refusal(["image": "wordpress-20-04", "size": "s-1vcpu-512mb-10gb"])
                == "422 unprocessable_entity: The image needs a disk of at least 25 GB.")
        #expect(refusal(["user_data": .string(String(repeating: "x", count: 65_537))]).hasPrefix("422"))
    }

    @Test func volumesAreAttachedFromTheBeginning() throws {
        let volume = caller.makeVolume()
        let id = try caller.makeDroplet("web-1", ["volumes": [.string(volume)]])
        #expect(caller.droplet(id)?["volume_ids"] == [.string(volume)])
        #expect(caller.get("/v2/volumes/\(volume)").json.at("volume", "droplet_ids") == [.integer(id)])
        #expect(
            refusal(["volumes": [.string(volume)]])
                == "422 unprocessable_entity: The volume is attached to a Droplet already.")
    }

    @Test func theListIsNarrowedByTagOrName() throws {
        try caller.makeDroplet("Web-1", ["tags": ["env:prod"]])
        try caller.makeDroplet("web-2")
        #expect(caller.get("/v2/droplets?name=WEB-1").json["droplets"]?.array?.map { $0["name"] } == ["Web-1"])
        #expect(caller.get("/v2/droplets?tag_name=env:prod").json["meta"] == ["total": 1])
        #expect(caller.get("/v2/droplets?type=droplets").json["meta"] == ["total": 2])
        #expect(caller.get("/v2/droplets?type=gpus").json["meta"] == ["total": 0])
        #expect(
            caller.get("/v2/droplets?tag_name=env:prod&name=x").error
                == "422 unprocessable_entity: tag_name cannot be combined with name or type.")
    }

    @Test func thoseOfATagAreDestroyedTogether() throws {
        for name in ["a", "b"] { try caller.makeDroplet(name, ["tags": ["old"]]) }
        try caller.makeDroplet("c")
        #expect(caller.call("DELETE", "/v2/droplets?tag_name=none").error == Caller.missing)
        #expect(caller.call("DELETE", "/v2/droplets?tag_name=old").status == 204)
        #expect(caller.get("/v2/droplets").json["droplets"]?.array?.map { $0["name"] } == ["c"])
        #expect(caller.call("DELETE", "/v2/droplets").status == 422)
    }

    @Test func neighborsAreInOneRegion() throws {
        // The numbers begin in the second place of a machine.
        let (first, second) = (try caller.makeDroplet("a"), try caller.makeDroplet("b"))
        let elsewhere = try caller.makeDroplet("c", ["region": "fra1"])
        let neighbors = caller.get("/v2/droplets/\(first)/neighbors").json["droplets"]
        #expect(neighbors?.array?.map { $0["id"] } == [.integer(second)])
        #expect(caller.get("/v2/droplets/\(elsewhere)/neighbors").json["droplets"] == [])
        #expect(
            caller.get("/v2/reports/droplet_neighbors_ids").json["neighbor_ids"] == [
                [.integer(first), .integer(second)]
            ])
    }

    @Test func kernelsAreThereToChangeTo() throws {
        let id = try caller.makeDroplet()
        let kernel = try #require(caller.get("/v2/droplets/\(id)/kernels").json["kernels"]?.array?.last)
        #expect(try caller.act("change_kernel", on: id, ["kernel": 1]).status == 422)
        try caller.act("change_kernel", on: id, ["kernel": kernel["id"] ?? .null])
        #expect(caller.droplet(id)?["kernel"] == kernel)
        #expect(caller.get("/v2/droplets/7/kernels").error == Caller.missing)
    }

    @Test func backupsAreTakenInEachWindowAndTheOldestGo() throws {
        // The clock begins on a Tuesday.
        let policy: JSONValue = ["plan": "weekly", "weekday": "WED", "hour": 8]
        let id = try caller.makeDroplet("web-1", ["backups": true, "backup_policy": policy])
        #expect(
            caller.droplet(id)?["next_backup_window"]
                == ["start": "2026-03-11T08:00:00Z", "end": "2026-03-11T12:00:00Z"])
        try caller.wait(86_400)
        let backups = caller.get("/v2/droplets/\(id)/backups").json
        #expect(backups["meta"] == ["total": 1])
        #expect(backups["backups"]?.array?.first?["created_at"] == "2026-03-11T08:00:00Z")
        #expect(backups["backups"]?.array?.first?["type"] == "backup")
        #expect(caller.droplet(id)?.at("next_backup_window", "start") == "2026-03-18T08:00:00Z")
        try caller.wait(60 * 86_400)
        #expect(caller.get("/v2/droplets/\(id)/backups").json["meta"] == ["total": 4])
        #expect(caller.droplet(id)?["backup_ids"]?.array?.count == 4)
        let told = caller.get("/v2/droplets/\(id)/backups/policy").json["policy"]
        #expect(told?["backup_enabled"] == true)
        #expect(told?.at("backup_policy", "weekday") == "WED")
        try caller.makeDroplet("without")
        let policies = caller.get("/v2/droplets/backups/policies").json
        #expect(policies["policies"] == .object(JSONObject([("\(id)", told ?? .null)])))
        #expect(policies["meta"] == ["total": 1])
        #expect(caller.call("DELETE", "/v2/droplets/\(id)").status == 204)
        #expect(caller.get("/v2/images?private=true").json["images"] == [])
    }

    @Test func plansForBackupsAreListed() {
        let plans = caller.get("/v2/droplets/backups/supported_policies").json["supported_policies"]?.array
        #expect(plans?.map { $0["name"] } == ["daily", "weekly"])
    }

    @Test func snapshotsStayWhenTheDropletGoes() throws {
        let id = try caller.makeDroplet()
        try caller.act("snapshot", on: id, ["name": "before"])
        let snapshots = caller.get("/v2/droplets/\(id)/snapshots").json["snapshots"]
        #expect(snapshots?.array?.map { $0["name"] } == ["before"])
        #expect(caller.droplet(id)?["snapshot_ids"] == [snapshots?.array?.first?["id"] ?? .null])
        #expect(caller.call("DELETE", "/v2/droplets/\(id)").status == 204)
        #expect(caller.get("/v2/droplets/\(id)").error == Caller.missing)
        #expect(caller.get("/v2/snapshots").json["meta"] == ["total": 1])
    }
}
