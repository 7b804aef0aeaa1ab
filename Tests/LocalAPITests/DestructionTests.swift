import HTTPMessage
import JSON
import LocalAPI
import Testing

/// Destroying a droplet with what belongs to it.
@Suite struct DestructionTests {
    private let caller: Caller
    private let id: Int64
    private let volume: String
    private let path: String

    /// A droplet with one of each.
    init() throws {
        caller = try Caller { $0.checksAnswers = true }
        volume = caller.makeVolume()
        id = try caller.makeDroplet("web-1", ["volumes": [.string(volume)]])
        path = "/v2/droplets/\(id)/destroy_with_associated_resources"
        try caller.act("snapshot", on: id, ["name": "of-droplet"])
        caller.call("POST", "/v2/volumes/\(volume)/snapshots", ["name": "of-volume"])
        caller.call("POST", "/v2/reserved_ips", ["droplet_id": .integer(id)])
        try caller.wait(4)
    }

    private func total(_ list: String) -> JSONValue? { caller.get(list).json.at("meta", "total") }

    @Test func whatBelongsToADropletIsListed() {
        let list = caller.get(path).json
        #expect(list["volumes"] == [["id": .string(volume), "name": "data", "cost": "1.00"]])
        #expect(list["snapshots"]?.array?.map { $0["cost"] } == ["0.15"])
        #expect(list["volume_snapshots"]?.array?.map { $0["name"] } == ["of-volume"])
        #expect(list["reserved_ips"]?.array?.count == 1)
        #expect(list["floating_ips"] == list["reserved_ips"])
    }

    @Test func allOfItGoesWhenTheHeaderSaysSo() throws {
        #expect(
            caller.call("DELETE", path + "/dangerous").error
                == "422 unprocessable_entity: The header X-Dangerous must be true.")
        #expect(caller.get(path + "/status").error == Caller.missing)
        #expect(caller.call("DELETE", path + "/dangerous", headers: ["X-Dangerous": "true"]).status == 202)
        let pending = caller.get(path + "/status").json
        #expect(pending["completed_at"] == nil)
        #expect(pending.at("droplet", "destroyed_at") == nil)
        #expect(pending.at("resources", "volumes") == [["id": .string(volume), "name": "data"]])
        let conflict = "409 conflict: The request could not be completed due to a conflict."
        #expect(caller.call("POST", path + "/retry").error == conflict)
        #expect(caller.call("DELETE", path + "/selective").error == conflict)
        #expect(caller.call("DELETE", path + "/dangerous", headers: ["X-Dangerous": "true"]).error == conflict)
        try caller.wait(6)
        let done = caller.get(path + "/status").json
        #expect(done["failures"] == 0)
        #expect(done["completed_at"] == done.at("droplet", "destroyed_at"))
        for list in ["droplets", "volumes", "snapshots", "reserved_ips"] { #expect(total("/v2/" + list) == 0) }
        #expect(caller.call("POST", path + "/retry").status == 202)
        #expect(caller.get(path + "/status").json == done)
    }

    @Test func whatIsNotNamedStays() throws {
        let body: JSONValue = ["volumes": [.string(volume)]]
        #expect(caller.call("DELETE", path + "/selective", body).status == 202)
        try caller.wait(6)
        #expect(total("/v2/volumes") == 0)
        #expect(total("/v2/droplets") == 0)
        #expect(total("/v2/snapshots") == 2)
        let address = caller.get("/v2/reserved_ips").json["reserved_ips"]?.array?.first
        #expect(address?["droplet"] == .null)
    }

    @Test func whatDoesNotBelongToTheDropletIsRefused() {
        let other = caller.makeVolume("other")
        #expect(
            caller.call("DELETE", path + "/selective", ["volumes": [.string(other)]]).error
                == "422 unprocessable_entity: \"\(other)\" of volumes does not belong to the Droplet.")
        #expect(
            caller.call("DELETE", "/v2/droplets/7/destroy_with_associated_resources/selective").error == Caller.missing)
    }

    @Test func whatFailedIsTriedAgain() throws {
        #expect(caller.call("DELETE", path + "/dangerous", headers: ["X-Dangerous": "true"]).status == 202)
        try caller.wait(4)
        let resize: JSONValue = ["type": "resize", "size_gigabytes": 20]
        #expect(caller.call("POST", "/v2/volumes/\(volume)/actions", resize).status == 202)
        try caller.wait(2)
        let failed = caller.get(path + "/status").json
        #expect(failed["failures"] == 1)
        #expect(
            failed.at("resources", "volumes")?.array?.first?["error_message"]
                == "The volume already has a pending event.")
        #expect(caller.call("POST", path + "/retry").status == 202)
        try caller.wait(6)
        #expect(caller.get(path + "/status").json["failures"] == 0)
        #expect(total("/v2/volumes") == 0)
    }
}
