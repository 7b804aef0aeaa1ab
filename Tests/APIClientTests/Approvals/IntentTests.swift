import APIClient
import HTTPMessage
import JSON
import Testing

struct IntentTests {
    static let texts: [(String, JSONObject, String?, String)] = [
        ("functions.delete_trigger", ["namespace_id": "fn-1", "trigger_name": "a"], nil, "delete trigger \"a\" (fn-1)"),
        ("functions.delete_trigger", ["namespace_id": "fn-1", "trigger_name": "a"], "a", "delete trigger \"a\" (fn-1)"),
        ("functions.delete_namespace", ["namespace_id": "fn-1"], "jobs", "delete namespace \"jobs\" (fn-1)"),
        ("functions.create_namespace", ["label": "jobs", "region": "nyc1"], nil, "create namespace \"jobs\""),
        ("droplets.destroy", ["droplet_id": 7], nil, "delete droplet 7"),
        ("droplet_actions.post", ["droplet_id": 7, "type": "power_off"], "web-1", "power off droplet \"web-1\" (7)"),
        ("tags.delete", ["tag_id": "web"], nil, "delete tag web")
    ]

    @Test(arguments: texts)
    func saysWhatACallDoes(operation: String, arguments: JSONObject, label: String?, text: String) throws {
        var call = try prepared(operation, arguments)
        call.subjectLabel = label
        #expect(Intent(call).description == text)
    }

    static let requests = [
        ("DELETE", "/v2/droplets/7", "delete droplet /v2/droplets/7"), ("DELETE", "/v2/x/7", "DELETE /v2/x/7"),
        ("DELETE", "/v2/droplets?tag_name=web", "destroy by tag tag_name=web")
    ]

    @Test(arguments: requests) func saysWhatARequestByHandDoes(method: String, path: String, text: String) throws {
        let parts = path.split(separator: "?")
        let query: JSONObject = parts.count > 1 ? ["tag_name": "web"] : [:]
        let call = try RawRequest(method: method, path: String(parts[0]), query: query).prepared()
        #expect(Intent(call).description == text)
    }

    @Test func countsAndMakesPlurals() {
        #expect(Intents.make("droplets.destroy", 12).description == "delete 12 droplets")
        #expect(Intents.make("uptime.delete_check", 3).description == "delete 3 checks")
    }

    @Test func aNameOfOthersIsOneShortLine() throws {
        var call = try prepared("droplets.destroy", ["droplet_id": 7])
        call.subjectLabel = "web\n\u{1B}[2J" + String(repeating: "x", count: 1_000)
        let text = Intent(call).description
        #expect(!text.contains("\n") && !text.contains("\u{1B}") && text.count < 350)
    }

    @Test func aTokenInANameIsNotShown() throws {
        var call = try prepared("droplets.destroy", ["droplet_id": 7])
        call.subjectLabel = "dop_v1_" + String(repeating: "ab", count: 32)
        #expect(Intent(call).description == "delete droplet \"dop_v1_[redacted]\" (7)")
    }
}
