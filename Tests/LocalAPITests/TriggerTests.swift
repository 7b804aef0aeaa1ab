import JSON
import LocalAPI
import Testing

@Suite struct TriggerTests {
    private let caller: Caller
    private let namespace: String
    private var triggers: String { namespace + "/triggers" }

    init() throws {
        caller = try Caller()
        namespace = caller.makeNamespace()
    }

    @Test func createAnswersTheWholeTriggerWithStatus200() throws {
        let reply = caller.call("POST", triggers, Caller.trigger("my trigger", cron: "* * * * *"))
        #expect(reply.status == 200)
        #expect(
            reply.json["trigger"] == [
                "namespace": .string(String(namespace.split(separator: "/").last ?? "")),
                "name": "my trigger",
                "function": "reports/nightly",
                "type": "SCHEDULED",
                "is_enabled": true,
                "created_at": "2026-03-10T12:30:15Z",
                "updated_at": "2026-03-10T12:30:15Z",
                "scheduled_details": ["cron": "* * * * *", "body": ["name": "Moon"]],
                "scheduled_runs": ["last_run_at": .null, "next_run_at": "2026-03-10T12:31:00Z"]
            ])
        #expect(caller.get(triggers + "/my%20trigger").json == reply.json)
        #expect(caller.get(triggers).json == ["triggers": [try #require(reply.json["trigger"])]])
    }

    @Test func listKeepsTheOrderOfMaking() {
        for name in ["c", "a", "b"] { caller.makeTrigger(name, in: namespace) }
        #expect(caller.get(triggers).json["triggers"]?.array?.compactMap { $0["name"] } == ["c", "a", "b"])
    }

    @Test(arguments: [
        ("{}", "missing trigger name, missing function name, missing source details"),
        (#"{"name":"a","function":"f","type":"SCHEDULED","is_enabled":true}"#, "missing source details"),
        (#"{"name":"a","function":"f","scheduled_details":{"cron":"* * * * *"}}"#, "missing source details"),
        (
            #"{"name":"","function":null,"type":"SCHEDULED"}"#,
            "missing trigger name, missing function name, missing source details"
        ),
        (
            #"{"name":"a","function":"f","type":"SCHEDULED","scheduled_details":{}}"#,
            "is_enabled is missing, scheduled_details.cron is missing"
        ),
        (
            #"{"name":"a","function":"f","type":"HTTP","is_enabled":"yes","scheduled_details":{"cron":5,"body":[]}}"#,
            "type must be SCHEDULED, is_enabled must be a boolean, found a string, scheduled_details.cron must be a "
                + "string, found an integer, scheduled_details.body must be an object, found an array"
        ),
        (
            #"{"name":"a/b","function":"f","type":"SCHEDULED","is_enabled":true,"scheduled_details":{"cron":"61 * * * *"}}"#,
            "name must not have a / and must not be . or .., cron \"61 * * * *\", column 1: minute 61 is out of range; "
                + "write 0 to 59"
        )
    ])
    func createRefuses(body: String, problems: String) throws {
        let reply = caller.call("POST", triggers, try JSONValue(parsing: body))
        #expect(reply.error == "400 bad_request: validating create trigger: validation error: " + problems)
        #expect(caller.get(triggers).json == ["triggers": []])
    }

    @Test(arguments: ["..", ".", " a", "a ", "a\u{7F}", "\u{1}", String(repeating: "x", count: 256)])
    func createRefusesTheName(name: String) {
        #expect(caller.call("POST", triggers, Caller.trigger(name)).status == 400)
    }

    @Test(arguments: ["my trigger", "a?b#c%d", "größe", "日本", "'; DROP TABLE resources; --", "a+b", "x…y", "-"])
    func anyOtherNameGoesRoundThePath(name: String) {
        let path = caller.makeTrigger(name, in: namespace)
        #expect(caller.get(path).json.at("trigger", "name")?.string == name)
        #expect(caller.call("PUT", path, ["is_enabled": false]).json.at("trigger", "name")?.string == name)
        #expect(caller.call("DELETE", path).status == 204)
        #expect(caller.get(path).status == 404)
    }

    @Test func namesAreUniqueInANamespace() {
        caller.makeTrigger(in: namespace)
        let again = caller.call("POST", triggers, Caller.trigger())
        #expect(
            again.error == "422 unprocessable_entity: a trigger with the name \"nightly\" exists already in this "
                + "namespace")
        #expect(caller.makeTrigger(in: caller.makeNamespace("other")).hasSuffix("/triggers/nightly"))
    }

    @Test func theLimitCountsAllNamespaces() throws {
        let caller = try Caller { $0.limits.triggers = 2 }
        let (first, second) = (caller.makeNamespace("a"), caller.makeNamespace("b"))
        caller.makeTrigger(in: first)
        let path = caller.makeTrigger(in: second)
        let refused = caller.call("POST", first + "/triggers", Caller.trigger("more"))
        #expect(refused.error == "422 unprocessable_entity: triggers limit reached")
        caller.call("DELETE", path)
        #expect(caller.call("POST", first + "/triggers", Caller.trigger("more")).status == 200)
        caller.call("DELETE", first)
        #expect(caller.call("POST", second + "/triggers", Caller.trigger("more")).status == 200)
    }

    @Test func aMissingBodyIsNull() {
        var trigger = Caller.trigger().object ?? [:]
        trigger["scheduled_details"] = ["cron": "* * * * *"]
        let reply = caller.call("POST", triggers, .object(trigger))
        #expect(reply.json.at("trigger", "scheduled_details") == ["cron": "* * * * *", "body": .null])
    }

    @Test func theBodyComesBackAsItWas() throws {
        let body = try JSONValue(
            parsing: #"{"deep":[1,2.50,{"x":[]}],"big":9007199254740993,"n":null,"s":"\u0007é\ud83c\udf19"}"#)
        var trigger = Caller.trigger().object ?? [:]
        trigger["scheduled_details"] = ["cron": "* * * * *", "body": body]
        let reply = caller.call("POST", triggers, .object(trigger))
        #expect(reply.json.at("trigger", "scheduled_details", "body") == body)
        #expect(caller.get(triggers + "/nightly").json.at("trigger", "scheduled_details", "body") == body)
    }

    @Test func unknownFieldsAreIgnored() {
        var trigger = Caller.trigger().object ?? [:]
        trigger["interval"] = 5
        let reply = caller.call("POST", triggers, .object(trigger))
        #expect(reply.status == 200)
        #expect(reply.json["trigger"]?.names.contains("interval") == false)
    }

    @Test func missingThingsAreNotFound() {
        let none = Caller.namespaces + "/fn-none/triggers"
        for (method, path, body) in [
            ("GET", none, nil), ("POST", none, Caller.trigger()), ("GET", none + "/x", nil),
            ("PUT", none + "/x", ["is_enabled": true]), ("DELETE", none + "/x", nil)
        ] as [(String, String, JSONValue?)] {
            #expect(caller.call(method, path, body).error == "404 not_found: namespace not found")
        }
        for (method, body) in [("GET", nil), ("PUT", ["is_enabled": true]), ("DELETE", nil)] as [(String, JSONValue?)] {
            #expect(caller.call(method, triggers + "/x", body).error == "404 not_found: trigger not found")
        }
    }
}

@Suite struct TriggerUpdateTests {
    private let caller: Caller
    private let path: String

    init() throws {
        caller = try Caller()
        path = caller.makeTrigger(in: caller.makeNamespace())
        try caller.api.advance(by: .seconds(60))
    }

    @Test func pausingKeepsTheScheduleAndHasNoNextRun() throws {
        let trigger = try #require(caller.call("PUT", path, ["is_enabled": false]).json["trigger"])
        #expect(trigger["is_enabled"] == false)
        #expect(trigger["scheduled_details"] == ["cron": "15 3 * * *", "body": ["name": "Moon"]])
        #expect(trigger["scheduled_runs"] == ["last_run_at": .null, "next_run_at": .null])
        #expect(trigger["created_at"] == "2026-03-10T12:30:15Z")
        #expect(trigger["updated_at"] == "2026-03-10T12:31:15Z")
        #expect(caller.get(path).json["trigger"] == trigger)
        let resumed = caller.call("PUT", path, ["is_enabled": true, "scheduled_details": .null])
        #expect(resumed.json.at("trigger", "scheduled_runs", "next_run_at") == "2026-03-11T03:15:00Z")
    }

    @Test func scheduledDetailsReplaceBothParts() {
        let reply = caller.call("PUT", path, ["scheduled_details": ["cron": "0 0 * * *"]])
        #expect(reply.status == 200)
        #expect(reply.json.at("trigger", "scheduled_details") == ["cron": "0 0 * * *", "body": .null])
        #expect(reply.json.at("trigger", "is_enabled") == true)
        #expect(reply.json.at("trigger", "scheduled_runs", "next_run_at") == "2026-03-11T00:00:00Z")
    }

    @Test func anEmptyUpdateChangesNothing() {
        let before = caller.get(path).json
        #expect(caller.call("PUT", path, [:]).json == before)
    }

    @Test func aWholeTriggerCanBeSentBack() throws {
        let whole = try #require(caller.get(path).json["trigger"])
        let reply = caller.call("PUT", path, whole)
        #expect(reply.status == 200)
        #expect(reply.json.at("trigger", "scheduled_details") == whole["scheduled_details"])
    }

    @Test(arguments: [
        (#"{"is_enabled":1}"#, "is_enabled must be a boolean, found an integer"),
        (#"{"scheduled_details":{}}"#, "scheduled_details.cron is missing"),
        (#"{"scheduled_details":{"cron":null}}"#, "scheduled_details.cron is missing"),
        (#"{"scheduled_details":[]}"#, "scheduled_details must be an object, found an array"),
        (
            #"{"scheduled_details":{"cron":"@daily"}}"#,
            "cron \"@daily\", column 1: @daily is not accepted; write \"0 0 * * *\""
        ),
        (#"{"name":"other","is_enabled":false}"#, "name cannot be changed"),
        (#"{"function":"g","type":"X"}"#, "function cannot be changed, type cannot be changed")
    ])
    func refuses(body: String, problems: String) throws {
        let before = caller.get(path).json
        let reply = caller.call("PUT", path, try JSONValue(parsing: body))
        #expect(reply.error == "400 bad_request: validating update trigger: validation error: " + problems)
        #expect(caller.get(path).json == before)
    }
}
