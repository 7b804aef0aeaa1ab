import JSON
import LocalAPI
import Testing

@Suite struct ImageTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func importImage(_ url: String = "https://example.com/base.qcow2") -> Reply {
        caller.call(
            "POST", "/v2/images",
            ["name": "base", "url": .string(url), "region": "nyc3", "distribution": "Debian", "tags": ["own"]])
    }

    private func image(_ id: JSONValue?) -> JSONValue? { caller.get("/v2/images/\(id?.integer ?? 0)").json["image"] }

    @Test func publicImagesAreListedBeforeTheAccountsOwn() throws {
        let everybody = caller.get("/v2/images?per_page=200").json
        let count = try #require(everybody.at("meta", "total")?.integer)
        let own = importImage().json["image"]
        let all = caller.get("/v2/images?per_page=200").json
        #expect(all["images"]?.array?.count == Int(count) + 1)
        #expect(all["images"]?.array?.last?["id"] == own?["id"])
        let lastPage = caller.get("/v2/images?per_page=1&page=\(count + 1)").json
        #expect(lastPage["images"]?.array?.map { $0["id"] } == [own?["id"]])
        #expect(lastPage["meta"] == ["total": .integer(count + 1)])
        #expect(caller.get("/v2/images?private=true").json["meta"] == ["total": 1])
        #expect(caller.get("/v2/images?tag_name=own").json["meta"] == ["total": 1])
        #expect(caller.get("/v2/images?type=application").json["meta"] == ["total": 5])
        #expect(caller.get("/v2/images?type=distribution&private=true").json["images"] == [])
    }

    @Test func aPublicImageIsKnownBySlugAndCannotBeChanged() {
        let image = caller.get("/v2/images/debian-13-x64").json["image"]
        #expect(image?["distribution"] == "Debian")
        #expect(self.image(image?["id"]) == image)
        let refused = "422 unprocessable_entity: A public image cannot be changed."
        let path = "/v2/images/\(image?["id"]?.integer ?? 0)"
        #expect(caller.call("PUT", path, ["name": "mine"]).error == refused)
        #expect(caller.call("DELETE", path).error == refused)
        #expect(caller.get("/v2/images/no-such-image").error == Caller.missing)
    }

    @Test func aCustomImageIsAvailableAfterItsImport() throws {
        let made = importImage()
        #expect(made.status == 202)
        let id = made.json.at("image", "id")
        #expect(made.json.at("image", "status") == "NEW")
        #expect(made.json.at("image", "min_disk_size") == .null)
        try caller.wait(4)
        #expect(image(id)?["status"] == "pending")
        let order = Caller.droplet("x", ["image": id ?? .null])
        #expect(
            caller.call("POST", "/v2/droplets", order).error == "422 unprocessable_entity: The image is not available.")
        try caller.wait(8)
        #expect(image(id)?["status"] == "available")
        #expect(image(id)?["type"] == "custom")
        let droplet = try caller.makeDroplet("x", ["image": id ?? .null])
        #expect(caller.droplet(droplet)?.at("image", "name") == "base")
        let changed = caller.call("PUT", "/v2/images/\(id?.integer ?? 0)", ["name": "renamed"])
        #expect(changed.json.at("image", "name") == "renamed")
        #expect(changed.json.at("image", "distribution") == "Debian")
        #expect(caller.call("DELETE", "/v2/images/\(id?.integer ?? 0)").status == 204)
        #expect(caller.get("/v2/images/\(id?.integer ?? 0)").error == Caller.missing)
        #expect(caller.droplet(droplet)?.at("image", "name") == "base")
    }

    @Test func anImportThatFailsSaysWhy() throws {
        let id = importImage("https://images.invalid/base.qcow2").json.at("image", "id")
        try caller.wait(12)
        #expect(image(id)?["status"] == "deleted")
        #expect(image(id)?["error_message"] == "The image could not be fetched.")
        #expect(importImage("ftp://example.com/x").status == 422)
    }

    @Test func anImageIsTransferredToARegionOnce() throws {
        let id = importImage().json.at("image", "id")?.integer ?? 0
        let path = "/v2/images/\(id)/actions"
        let transfer: JSONValue = ["type": "transfer", "region": "fra1"]
        #expect(
            caller.call("POST", path, transfer).error == "422 unprocessable_entity: The image is not available yet.")
        try caller.wait(12)
        let action = caller.call("POST", path, transfer)
        #expect(action.status == 201)
        #expect(action.json.at("action", "region_slug") == "fra1")
        #expect(action.json.at("action", "resource_id") == .integer(id))
        #expect(
            caller.call("POST", path, transfer).error
                == "422 unprocessable_entity: The image already has a pending event.")
        try caller.wait(10)
        #expect(image(.integer(id))?["regions"] == ["nyc3", "fra1"])
        #expect(
            caller.call("POST", path, transfer).error
                == "422 unprocessable_entity: The image is in the region fra1 already.")
        let number = action.json.at("action", "id")?.integer ?? 0
        #expect(caller.get(path + "/\(number)").json.at("action", "status") == "completed")
        #expect(caller.get(path).json["meta"] == ["total": 1])
        let order = Caller.droplet("x", ["image": .integer(id), "region": "lon1"])
        #expect(
            caller.call("POST", "/v2/droplets", order).error
                == "422 unprocessable_entity: The image is not in the region lon1; transfer it there first.")
    }

    @Test(arguments: ["accept", "cancel", "decline"])
    func anOfferIsMadeOnceAndEnds(way: String) throws {
        let id = importImage().json.at("image", "id")?.integer ?? 0
        let path = "/v2/images/\(id)/account_transfer"
        let offer: JSONValue = ["recipient_email": "user@example.com"]
        #expect(caller.call("POST", path, offer).status == 400)
        try caller.wait(12)
        let made = caller.call("POST", path, offer)
        #expect(made.status == 201)
        #expect(caller.call("POST", path, offer).error == "400 bad_request: The image is being offered already.")
        let recipient: JSONValue = "3f2b4c1e-8a5d-4f0e-9b7c-00000000ea30"
        let end: JSONValue = ["transfer_id": made.json["transfer_id"] ?? .null, "recipient_uuid": recipient]
        let other: JSONValue = ["transfer_id": 99, "recipient_uuid": recipient]
        #expect(caller.call("POST", path + "/" + way, other).error == Caller.missing)
        #expect(caller.call("POST", path + "/" + way, end).status == (way == "accept" ? 201 : 204))
        #expect(caller.call("POST", path + "/" + way, end).error == Caller.missing)
        #expect(caller.get("/v2/images/\(id)").status == 200)
    }

    @Test func aBackupIsConvertedToASnapshot() throws {
        let droplet = try caller.makeDroplet("web-1", ["backups": true])
        try caller.wait(7 * 86_400)
        let backup = try #require(caller.droplet(droplet)?["backup_ids"]?.array?.first?.integer)
        let convert: JSONValue = ["type": "convert"]
        #expect(caller.call("POST", "/v2/images/\(backup)/actions", convert).status == 201)
        try caller.wait(4)
        #expect(caller.droplet(droplet)?["backup_ids"] == [])
        #expect(caller.droplet(droplet)?["snapshot_ids"] == [.integer(backup)])
        #expect(
            caller.call("POST", "/v2/images/\(backup)/actions", convert).error
                == "422 unprocessable_entity: Only a backup can be converted to a snapshot.")
    }
}
