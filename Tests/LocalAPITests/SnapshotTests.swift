import JSON
import LocalAPI
import Testing

@Suite struct SnapshotTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    @Test func snapshotsOfDropletsAndVolumesAreOneList() throws {
        let droplet = try caller.makeDroplet()
        try caller.act("snapshot", on: droplet, ["name": "of-droplet"])
        let volume = caller.makeVolume()
        caller.call("POST", "/v2/volumes/\(volume)/snapshots", ["name": "of-volume"])
        let list = caller.get("/v2/snapshots").json["snapshots"]?.array
        #expect(list?.map { $0["name"] } == ["of-droplet", "of-volume"])
        #expect(list?.map { $0["resource_id"] } == [.string("\(droplet)"), .string(volume)])
        #expect(list?.map { $0["resource_type"] } == ["droplet", "volume"])
        #expect(caller.get("/v2/snapshots?resource_type=volume").json["meta"] == ["total": 1])
        let second = caller.get("/v2/snapshots?per_page=1&page=2").json
        #expect(second["snapshots"]?.array?.map { $0["name"] } == ["of-volume"])
        #expect(second["meta"] == ["total": 2])
        for snapshot in list ?? [] {
            let path = "/v2/snapshots/" + (snapshot["id"]?.string ?? "")
            #expect(caller.get(path).json["snapshot"] == snapshot)
            #expect(caller.call("DELETE", path).status == 204)
            #expect(caller.get(path).error == Caller.missing)
        }
        #expect(caller.get("/v2/snapshots").json["meta"] == ["total": 0])
        #expect(caller.droplet(droplet)?["snapshot_ids"] == [])
    }

    @Test func otherImagesAreNoSnapshots() throws {
        let droplet = try caller.makeDroplet("web-1", ["backups": true])
        try caller.wait(7 * 86_400)
        let backup = caller.droplet(droplet)?["backup_ids"]?.array?.first?.integer ?? 0
        #expect(caller.get("/v2/images/\(backup)").status == 200)
        #expect(caller.get("/v2/snapshots/\(backup)").error == Caller.missing)
        #expect(caller.get("/v2/snapshots").json["snapshots"] == [])
    }
}
