import JSON
import LocalAPI
import Testing

@Suite struct VolumeTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func act(_ type: String, on volume: String, _ members: JSONObject) -> Reply {
        var body: JSONObject = ["type": .string(type)]
        for member in members.members { body[member.name] = member.value }
        return caller.call("POST", "/v2/volumes/\(volume)/actions", .object(body))
    }

    private func volume(_ id: String) -> JSONValue? { caller.get("/v2/volumes/\(id)").json["volume"] }

    @Test func aVolumeIsListedFoundAndGone() throws {
        let id = caller.makeVolume("data", ["filesystem_type": "ext4", "tags": ["base"]])
        let made = try #require(volume(id))
        #expect(made["filesystem_type"] == "ext4")
        #expect(made["droplet_ids"] == [])
        #expect(made["tags"] == ["base"])
        #expect(made.at("region", "slug") == "nyc3")
        caller.makeVolume("data", ["region": "fra1"])
        #expect(caller.get("/v2/volumes?name=data").json["meta"] == ["total": 2])
        #expect(caller.get("/v2/volumes?name=data&region=nyc3").json["volumes"] == [made])
        #expect(caller.call("DELETE", "/v2/volumes/\(id)").status == 204)
        #expect(caller.get("/v2/volumes/\(id)").error == Caller.missing)
        #expect(caller.call("DELETE", "/v2/volumes?name=data&region=fra1").status == 204)
        #expect(caller.call("DELETE", "/v2/volumes?name=data&region=fra1").error == Caller.missing)
        #expect(caller.get("/v2/volumes").json["meta"] == ["total": 0])
    }

    @Test(
        arguments: [
            (["name": "data"], "A volume with this name exists already in the region nyc3."),
            (["size_gigabytes": 16_385], "A volume has 1 to 16384 GB."),
            (["size_gigabytes": 0], "A volume has 1 to 16384 GB."),
            (
                ["name": "1data"],
                "A volume's name has 1 to 64 lower-case letters, digits and dashes, and begins with a letter."
            )
        ] as [(JSONObject, String)])
    func whatCannotBeIsRefused(members: JSONObject, message: String) {
        caller.makeVolume("data")
        #expect(caller.makeVolume("other", members) == "400 bad_request: " + message)
    }

    @Test func attachingAndDetachingShowsOnBothSides() throws {
        let droplet = try caller.makeDroplet()
        let id = caller.makeVolume()
        let attached = act("attach", on: id, ["droplet_id": .integer(droplet), "region": "nyc3", "tags": ["base"]])
        #expect(attached.status == 202)
        #expect(attached.json.at("action", "type") == "attach_volume")
        #expect(attached.json.at("action", "status") == "in-progress")
        #expect(attached.json.at("action", "resource_id") == .null)
        #expect(volume(id)?["droplet_ids"] == [])
        try caller.wait(4)
        #expect(volume(id)?["droplet_ids"] == [.integer(droplet)])
        #expect(volume(id)?["tags"] == ["base"])
        #expect(caller.droplet(droplet)?["volume_ids"] == [.string(id)])
        let action = attached.json.at("action", "id")?.integer ?? 0
        #expect(caller.get("/v2/volumes/\(id)/actions/\(action)").json.at("action", "status") == "completed")
        #expect(caller.get("/v2/volumes/\(id)/actions").json["meta"] == ["total": 1])
        let byName: JSONValue = [
            "type": "detach", "volume_name": "data", "droplet_id": .integer(droplet), "region": "nyc3"
        ]
        #expect(caller.call("POST", "/v2/volumes/actions", byName).status == 202)
        try caller.wait(4)
        #expect(volume(id)?["droplet_ids"] == [])
        #expect(caller.droplet(droplet)?["volume_ids"] == [])
    }

    @Test func aVolumeHasOneDropletOfItsRegion() throws {
        let (first, second) = (try caller.makeDroplet(), try caller.makeDroplet())
        let id = caller.makeVolume()
        let elsewhere = caller.makeVolume("far", ["region": "fra1"])
        #expect(
            act("attach", on: elsewhere, ["droplet_id": .integer(first)]).error
                == "422 unprocessable_entity: The volume and the Droplet are in different regions.")
        #expect(act("attach", on: id, ["droplet_id": 7]).error == "422 unprocessable_entity: There is no such Droplet.")
        #expect(act("attach", on: id, ["droplet_id": .integer(first)]).status == 202)
        let busy = "422 unprocessable_entity: The volume already has a pending event."
        #expect(act("attach", on: id, ["droplet_id": .integer(second)]).error == busy)
        try caller.wait(4)
        #expect(
            act("attach", on: id, ["droplet_id": .integer(second)]).error
                == "422 unprocessable_entity: The volume is attached to a Droplet already.")
        #expect(
            act("detach", on: id, ["droplet_id": .integer(second)]).error
                == "422 unprocessable_entity: The volume is not attached to this Droplet.")
        #expect(
            caller.call("DELETE", "/v2/volumes/\(id)").error
                == "422 unprocessable_entity: A volume that is attached to a Droplet cannot be deleted; detach it first."
        )
        #expect(caller.call("DELETE", "/v2/droplets/\(first)").status == 204)
        #expect(caller.call("DELETE", "/v2/volumes/\(id)").status == 204)
    }

    @Test func aVolumeOnlyGrows() throws {
        let id = caller.makeVolume()
        #expect(
            act("resize", on: id, ["size_gigabytes": 10]).error
                == "422 unprocessable_entity: A volume can only grow; it has 10 GB.")
        #expect(act("resize", on: id, ["size_gigabytes": 16_385]).status == 422)
        #expect(act("resize", on: id, ["size_gigabytes": 20]).json.at("action", "type") == "resize")
        try caller.wait(4)
        #expect(volume(id)?["size_gigabytes"] == 20)
    }

    @Test func aSnapshotOutlivesItsVolumeAndMakesAnother() throws {
        let id = caller.makeVolume()
        let made = caller.call("POST", "/v2/volumes/\(id)/snapshots", ["name": "before", "tags": ["base"]])
        #expect(made.status == 201)
        let snapshot = try #require(made.json["snapshot"])
        let key = try #require(snapshot["id"]?.string)
        #expect(snapshot["resource_id"] == .string(id))
        #expect(snapshot["min_disk_size"] == 10)
        #expect(caller.get("/v2/volumes/\(id)/snapshots").json["snapshots"] == [snapshot])
        #expect(caller.call("DELETE", "/v2/volumes/\(id)").status == 204)
        #expect(caller.get("/v2/volumes/snapshots/\(key)").json["snapshot"] == snapshot)
        #expect(
            caller.makeVolume("small", ["snapshot_id": .string(key), "size_gigabytes": 5])
                == "400 bad_request: The snapshot needs a volume of at least 10 GB.")
        #expect(caller.makeVolume("copy", ["snapshot_id": .string(key)]).utf8.count == 36)
        #expect(caller.call("DELETE", "/v2/volumes/snapshots/\(key)").status == 204)
        #expect(caller.get("/v2/volumes/snapshots/\(key)").error == Caller.missing)
    }
}
