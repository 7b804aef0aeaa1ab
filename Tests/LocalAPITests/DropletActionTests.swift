import JSON
import LocalAPI
import Testing

/// The first lines on droplets: what the agenda, actions and tags rest on.
@Suite struct DropletActionTests {
    private let caller: Caller
    private let droplet: String

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
        let made = caller.call("POST", "/v2/droplets", Self.order(["name": "web-1", "tags": ["web", "Env:1"]]))
        droplet = "/v2/droplets/\(made.json.at("droplet", "id")?.integer ?? -1)"
    }

    private static func order(_ members: JSONObject) -> JSONValue {
        var order: JSONObject = ["region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"]
        for member in members.members { order[member.name] = member.value }
        return .object(order)
    }

    private func post(_ body: JSONValue) -> Reply { caller.call("POST", droplet + "/actions", body) }

    @Test func aDropletIsActiveAfterItsCreation() throws {
        #expect(caller.get(droplet).json.at("droplet", "status") == "new")
        let action = try #require(caller.get(droplet + "/actions").json["actions"]?.array?.first)
        #expect(action["type"] == "create")
        #expect(action["status"] == "in-progress")
        #expect(action["completed_at"] == .null)
        try caller.api.advance(by: .seconds(3_600))
        #expect(caller.get(droplet).json.at("droplet", "status") == "active")
        let done = caller.get("/v2/actions/\(action["id"]?.integer ?? 0)").json
        #expect(done.at("action", "status") == "completed")
        #expect(done.at("action", "completed_at") == "2026-03-10T12:30:23Z")
        #expect(done.at("action", "region", "slug") == "nyc3")
    }

    @Test func aBusyDropletRefusesAnotherAction() throws {
        let refused = post(["type": "power_off"])
        #expect(refused.error == "422 unprocessable_entity: Droplet already has a pending event.")
        try caller.api.advance(by: .seconds(8))
        #expect(post(["type": "power_off"]).status == 201)
        #expect(caller.get(droplet).json.at("droplet", "status") == "active")
        try caller.api.advance(by: .seconds(4))
        #expect(caller.get(droplet).json.at("droplet", "status") == "off")
    }

    /// From its making on, until the action completes, or fails.
    @Test func aBusyDropletIsLocked() throws {
        func locked() -> JSONValue? { caller.get(droplet).json.at("droplet", "locked") }
        #expect(locked() == true)
        try caller.api.advance(by: .seconds(8))
        #expect(locked() == false)
        #expect(post(["type": "power_off"]).status == 201)
        #expect(locked() == true)
        #expect(caller.get("/v2/droplets").json["droplets"]?.array?.first?["locked"] == true)
        #expect(post(["type": "rename", "name": "web-2"]).status == 422)
        try caller.api.advance(by: .seconds(4))
        #expect(locked() == false)
        #expect(post(["type": "snapshot", "name": "s"]).status == 201)
        #expect(locked() == true)
        try caller.api.advance(by: .seconds(8))
        #expect(locked() == false)
    }

    @Test func actionsOfADeletedDropletEndInError() throws {
        let list = caller.get("/v2/actions").json
        #expect(caller.call("DELETE", droplet).status == 204)
        try caller.api.advance(by: .seconds(8))
        let id = list["actions"]?.array?.first?["id"]?.integer ?? 0
        #expect(caller.get("/v2/actions/\(id)").json.at("action", "status") == "errored")
    }

    @Test func aResizeNeedsADropletThatIsOff() throws {
        try caller.api.advance(by: .seconds(8))
        let resize: JSONValue = ["type": "resize", "size": "s-2vcpu-4gb", "disk": true]
        #expect(post(resize).status == 422)
        _ = post(["type": "power_off"])
        try caller.api.advance(by: .seconds(4))
        #expect(post(resize).status == 201)
        try caller.api.advance(by: .seconds(4))
        let resized = caller.get(droplet).json["droplet"]
        #expect(resized?["size"]?["slug"] == "s-2vcpu-4gb")
        #expect(resized?["disk"] == 80)
    }

    @Test func severalDropletsAreMadeAtOnceAndActedOnByTag() throws {
        let made = caller.call(
            "POST", "/v2/droplets", Self.order(["names": ["a", "b", "c"], "tags": ["web"]]))
        #expect(made.status == 202)
        #expect(made.json["droplets"]?.array?.count == 3)
        #expect(made.json.at("links", "actions")?.array?.count == 3)
        try caller.api.advance(by: .seconds(8))
        let acted = caller.call("POST", "/v2/droplets/actions?tag_name=web", ["type": "shutdown"])
        #expect(acted.json["actions"]?.array?.count == 4)
        try caller.api.advance(by: .seconds(4))
        let listed = caller.get("/v2/droplets?tag_name=web&per_page=3").json
        #expect(listed["meta"] == ["total": 4])
        #expect(listed["droplets"]?.array?.map { $0["status"] } == ["off", "off", "off"])
    }

    @Test func tagsCountTheResourcesThatHaveThem() throws {
        #expect(caller.get(droplet).json.at("droplet", "tags") == ["Env:1", "web"])
        let id = String(droplet.dropFirst("/v2/droplets/".count))
        let tag = caller.get("/v2/tags/web").json["tag"]
        let uri = JSONValue.string("https://api.digitalocean.com/v2/droplets/" + id)
        #expect(tag?.at("resources", "count") == 1)
        #expect(tag?.at("resources", "last_tagged_uri") == uri)
        #expect(tag?.at("resources", "droplets") == ["count": 1, "last_tagged_uri": uri])
        let resources: JSONValue = ["resources": [["resource_id": .string(id), "resource_type": "droplet"]]]
        #expect(caller.call("DELETE", "/v2/tags/web/resources", resources).status == 204)
        #expect(caller.get(droplet).json.at("droplet", "tags") == ["Env:1"])
        #expect(caller.call("POST", "/v2/tags/web/resources", resources).status == 204)
        #expect(caller.call("DELETE", "/v2/tags/Env:1").status == 204)
        #expect(caller.get(droplet).json.at("droplet", "tags") == ["web"])
        let unknown: JSONValue = ["resources": [["resource_id": "7", "resource_type": "droplet"]]]
        #expect(caller.call("POST", "/v2/tags/web/resources", unknown).status == 404)
    }

    @Test func whatIsNotThereIsRefused() {
        for (member, value) in [("region", "mars1"), ("size", "huge"), ("image", "amiga-os")] {
            let order = Self.order(JSONObject([("name", "x"), (member, .string(value))]))
            let reply = caller.call("POST", "/v2/droplets", order)
            #expect(reply.status == 422)
        }
        #expect(caller.get("/v2/droplets/7/actions").status == 404)
        #expect(caller.get("/v2/actions/7").status == 404)
    }
}
