import HTTPMessage
import JSON
import LocalAPI
import Testing

@Suite struct ControlTests {
    private let caller = try! Caller()  // A store in memory can be opened.

    private func post(_ name: String, _ body: JSONValue, headers: HTTPHeaders = [:]) -> Reply {
        caller.with(token: nil).call("POST", "/_local/" + name, body, headers: headers)
    }

    @Test func theClockMovesOverHTTP() {
        #expect(post("advance", ["by": "1d"]).json == ["result": "2026-03-11T12:30:15Z"])
        #expect(caller.get("/_local/now").json == ["result": "2026-03-11T12:30:15Z"])
        #expect(
            post("advance", ["by": "soon"]).error
                == "400 bad_request: advance: expected seconds or a span such as '90s', '15m', '2h', '1d', '1w'")
        #expect(caller.get("/_local/advance").status == 405)
        #expect(
            post("advnce", [:]).error
                == "404 not_found: there is no control 'advnce'; did you mean 'advance'?")
    }

    @Test func onlyProgramsOnThisMachineGetIn() {
        let refused = "403 forbidden: control is for programs on this machine"
        #expect(post("reset", [:], headers: ["origin": "http://localhost:3000"]).error == refused)
        #expect(post("reset", [:], headers: ["host": "127.0.0.1.example.com"]).error == refused)
        #expect(post("reset", [:], headers: ["host": "127.0.0.1:8080"]).status == 200)
        var request = HTTPRequest(method: "POST", target: "/_local/reset")
        request.peer = "192.0.2.7"
        #expect(caller.api.respond(to: request).status == 403)
        request.peer = "::ffff:127.0.0.1"
        #expect(caller.api.respond(to: request).status == 200)
    }

    @Test func aSnapshotBringsEverythingBack() throws {
        let namespace = caller.makeNamespace()
        caller.makeTrigger(in: namespace)
        caller.call("POST", "/v2/tags", ["name": "web"])
        func everything() -> [JSONValue] {
            [Caller.namespaces, namespace + "/triggers", "/v2/tags", "/v2/account/keys"].map { caller.get($0).json }
        }
        let before = everything()
        try caller.api.snapshot("before")
        try caller.api.reset()
        try caller.api.advance(by: .seconds(60))
        #expect(everything() != before)
        try caller.api.restore("before")
        #expect(everything() == before)
        #expect(try caller.api.now() == Caller.start)
        #expect(try caller.api.snapshots() == ["before"])
        #expect(
            post("restore", ["name": "befor"]).error
                == "400 bad_request: restore: there is no snapshot 'befor'; did you mean 'before'?")
    }

    @Test func theLogHasTheLastRequestsWithoutTheirTokens() throws {
        caller.get(Caller.namespaces + "?a=b")
        caller.with(token: nil).get("/v2/nowhere")
        let log = caller.api.requests
        #expect(log.map(\.status) == [200, 401])
        #expect(log[0].operation == "functions.list_namespaces")
        #expect(log[0].target == Caller.namespaces + "?a=b")
        #expect(log[0].time == Caller.start)
        #expect(log[0].token == "dop_v1_000...")
        #expect(log[1].token == nil)
        for _ in 0..<1_005 { caller.get("/v2/nowhere") }
        #expect(caller.api.requests.count == 1_000)
        let last = try #require(caller.get("/_local/requests").json["result"]?.array?.last)
        #expect(last["status"] == 404)
        #expect(last["target"] == "/v2/nowhere")
    }

    @Test func familiesMakeDataWhenAsked() throws {
        let made = try caller.api.seed(["ssh_keys": 2, "droplets": 3, "triggers": 4])
        #expect(made.mapValues(\.count) == ["ssh_keys": 2, "droplets": 3, "namespaces": 1])
        #expect(caller.get("/v2/droplets").json["meta"] == ["total": 3])
        let error = #expect(throws: StoreError.self) { try caller.api.seed(["dropplets": 3]) }
        #expect(error?.description == "cannot make 'dropplets'; did you mean 'droplets'?")
    }
}
