import JSON
import LocalAPI
import Testing

/// What each action does to a droplet.
@Suite struct DropletChangeTests {
    private let caller: Caller
    private let id: Int64

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
        id = try caller.makeDroplet()
    }

    private var droplet: JSONValue? { caller.droplet(id) }
    private func error(_ type: String, _ members: JSONObject = [:]) throws -> String {
        try caller.act(type, on: id, members).error
    }

    @Test func powerGoesOffAndOn() throws {
        #expect(try error("power_on") == "422 unprocessable_entity: Droplet is already powered on.")
        try caller.act("shutdown", on: id)
        #expect(droplet?["status"] == "off")
        #expect(try error("power_off") == "422 unprocessable_entity: Droplet is already powered off.")
        #expect(try error("reboot") == "422 unprocessable_entity: Droplet is powered off.")
        try caller.act("power_cycle", on: id)
        #expect(droplet?["status"] == "active")
        for type in ["reboot", "password_reset"] { #expect(try caller.act(type, on: id).status == 201) }
        #expect(caller.get("/v2/droplets/\(id)/actions").json["meta"] == ["total": 5])
    }

    @Test func iPv6AddsAnAddress() throws {
        try caller.act("enable_ipv6", on: id)
        #expect(droplet?.at("networks", "v6")?.array?.count == 1)
        #expect(droplet?.at("networks", "v4")?.array?.count == 2)
        #expect(droplet?["features"]?.array?.last == "ipv6")
        #expect(try error("enable_ipv6") == "422 unprocessable_entity: IPv6 is already enabled.")
    }

    @Test func backupsAreSwitchedOnAndOff() throws {
        #expect(try error("disable_backups") == "422 unprocessable_entity: Backups are not enabled.")
        try caller.act("enable_backups", on: id)
        #expect(droplet?["features"]?.array?.last == "backups")
        #expect(droplet?.at("next_backup_window", "start") == "2026-03-15T00:00:00Z")
        #expect(try error("enable_backups") == "422 unprocessable_entity: Backups are already enabled.")
        try caller.act("change_backup_policy", on: id, ["backup_policy": ["plan": "daily", "hour": 20]])
        #expect(droplet?.at("next_backup_window", "start") == "2026-03-10T20:00:00Z")
        try caller.act("disable_backups", on: id)
        #expect(droplet?["next_backup_window"] == .null)
        try caller.wait(30 * 86_400)
        #expect(droplet?["backup_ids"] == [])
    }

    @Test func aDropletIsRenamed() throws {
        #expect(try caller.act("rename", on: id, ["name": "no good name"]).status == 422)
        try caller.act("rename", on: id, ["name": "web-2"])
        #expect(droplet?["name"] == "web-2")
        #expect(caller.get("/v2/droplets?name=web-2").json["meta"] == ["total": 1])
    }

    @Test func restoringTakesAnImageOfTheDropletItself() throws {
        try caller.act("snapshot", on: id)
        let image = try #require(droplet?["snapshot_ids"]?.array?.first)
        try caller.act("rebuild", on: id, ["image": "debian-13-x64"])
        #expect(droplet?.at("image", "slug") == "debian-13-x64")
        try caller.act("restore", on: id, ["image": image])
        #expect(droplet?.at("image", "id") == image)
        let other = try caller.makeDroplet("other")
        #expect(
            try caller.act("restore", on: other, ["image": image]).error
                == "422 unprocessable_entity: A Droplet can be restored from its own backups and snapshots only.")
        #expect(try caller.act("rebuild", on: other, ["image": "amiga-os"]).status == 422)
    }

    @Test func aRestoreWhoseImageGoesMeanwhileEndsInError() throws {
        try caller.act("snapshot", on: id)
        let image = droplet?["snapshot_ids"]?.array?.first?.integer ?? 0
        let action = try caller.act("restore", on: id, ["image": .integer(image)], waiting: 1)
        #expect(caller.call("DELETE", "/v2/images/\(image)").status == 204)
        try caller.wait(8)
        let number = action.json.at("action", "id")?.integer ?? 0
        #expect(caller.get("/v2/actions/\(number)").json.at("action", "status") == "errored")
    }

    @Test func aDiskDoesNotShrink() throws {
        try caller.act("power_off", on: id)
        try caller.act("resize", on: id, ["size": "s-2vcpu-4gb"])
        #expect(droplet?["memory"] == 4_096)
        #expect(droplet?["disk"] == 25)
        try caller.act("resize", on: id, ["size": "s-2vcpu-2gb", "disk": true])
        #expect(droplet?["disk"] == 60)
        #expect(
            try error("resize", ["size": "s-1vcpu-1gb"])
                == "422 unprocessable_entity: The disk of a Droplet cannot shrink; that of the size s-1vcpu-1gb is too small."
        )
        #expect(
            try error("resize", ["size": "s-2vcpu-2gb"])
                == "422 unprocessable_entity: The Droplet has this size already.")
    }

    @Test(arguments: [
        "power_cycle", "power_off", "shutdown", "enable_ipv6", "enable_backups", "snapshot"
    ])
    func tagsAllowSomeActions(type: String) throws {
        try caller.makeDroplet("b", ["tags": ["web"]])
        let reply = caller.call("POST", "/v2/droplets/actions?tag_name=web", ["type": .string(type)])
        #expect(reply.status == 201)
        #expect(reply.json["actions"]?.array?.map { $0["type"] } == [.string(type)])
    }

    @Test func tagsLeaveOutWhatIsNotInTheStateForIt() throws {
        let off = try caller.makeDroplet("a", ["tags": ["web"]])
        try caller.makeDroplet("b", ["tags": ["web"]])
        try caller.act("power_off", on: off)
        let reply = caller.call("POST", "/v2/droplets/actions?tag_name=web", ["type": "power_on"])
        #expect(reply.json["actions"]?.array?.map { $0["resource_id"] } == [.integer(off)])
        for type in ["reboot", "rename", "resize", "rebuild", "password_reset"] {
            let reply = caller.call("POST", "/v2/droplets/actions?tag_name=web", ["type": .string(type)])
            #expect(reply.status == 422)
        }
    }
}
