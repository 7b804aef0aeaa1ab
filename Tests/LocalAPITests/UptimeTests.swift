import JSON
import LocalAPI
import Testing

@Suite struct UptimeTests {
    private let caller: Caller

    init() throws {
        caller = try Caller { $0.checksAnswers = true }
    }

    private func make(_ target: String = "https://www.example.com/") -> Reply {
        caller.call(
            "POST", "/v2/uptime/checks",
            [
                "name": "shop", "type": "https", "target": .string(target), "regions": ["us_east", "eu_west"],
                "enabled": true
            ])
    }

    private func path(_ made: Reply) -> String {
        "/v2/uptime/checks/\(made.json.at("check", "id")?.string ?? made.error)"
    }

    private func alert(_ members: JSONObject) -> JSONValue {
        var alert: JSONObject = ["name": "a", "period": "2m", "notifications": ["email": [], "slack": []]]
        for member in members.members { alert[member.name] = member.value }
        return .object(alert)
    }

    @Test func aCheckIsCheckingThenUp() throws {
        let check = path(make())
        #expect(caller.get(check + "/state").json.at("state", "regions", "us_east", "status") == "CHECKING")
        try caller.api.advance(by: .seconds(10))
        #expect(
            caller.get(check + "/state").json.at("state", "regions", "eu_west") == [
                "status": "UP", "status_changed_at": "2026-03-10T12:30:25Z", "thirty_day_uptime_percentage": 100
            ])
        caller.call("PUT", check, ["enabled": false])
        #expect(caller.get(check + "/state").json.at("state", "regions", "us_east", "status") == "CHECKING")
        #expect(caller.get(check).json.at("check", "target") == "https://www.example.com/")
    }

    @Test func whatLeadsNowhereIsDown() throws {
        let check = path(make("https://shop.invalid:8443/"))
        try caller.api.advance(by: .seconds(10))
        #expect(caller.get(check + "/state").json.at("state", "regions", "us_east", "status") == "DOWN")
        #expect(make("http://www.example.com").message == "target must be an address that begins with https://")
    }

    @Test func aCheckTakesItsAlertsAlong() {
        let check = path(make())
        let made = caller.call("POST", check + "/alerts", alert(["type": "down"]))
        #expect(made.status == 201)
        let path = check + "/alerts/\(made.json.at("alert", "id")?.string ?? "")"
        #expect(caller.get(path).json == made.json)
        #expect(caller.get(check + "/alerts").json["meta"] == ["total": 1])
        #expect(caller.call("DELETE", check).status == 204)
        #expect(caller.get(path).status == 404)
        #expect(caller.get(check).status == 404)
    }

    @Test func anAlertIsReplacedAsAWhole() {
        let check = path(make())
        let first = alert(["type": "latency", "threshold": 300, "comparison": "greater_than"])
        let made = caller.call("POST", check + "/alerts", first)
        let path = check + "/alerts/\(made.json.at("alert", "id")?.string ?? "")"
        let replaced = caller.call("PUT", path, alert(["type": "down_global"]))
        #expect(replaced.json.at("alert", "threshold") == nil)
        #expect(replaced.json.at("alert", "id") == made.json.at("alert", "id"))
        let refused = caller.call("PUT", path, alert(["type": "latency"]))
        #expect(
            refused.error == "422 unprocessable_entity: an alert of the type latency needs a threshold above 0")
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.get(path).status == 404)
    }
}
