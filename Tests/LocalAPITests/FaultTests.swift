import HTTPMessage
import JSON
import LocalAPI
import Testing

@Suite struct FaultTests {
    private let caller: Caller
    private let trigger: String

    init() throws {
        caller = try Caller()
        trigger = caller.makeTrigger(in: caller.makeNamespace())
    }

    private func fail(_ arguments: JSONObject) throws { _ = try caller.api.control("fail", arguments) }

    private func delivery(_ method: String, _ body: String = "") -> HTTPDelivery {
        caller.api.delivery(
            of: HTTPRequest(
                method: method, target: trigger, headers: LocalAPI.exampleHeaders, body: Array(body.utf8)))
    }

    private var isEnabled: JSONValue? { caller.get(trigger).json.at("trigger", "is_enabled") }

    @Test func everyThirdRequestOfAnOperationFails() throws {
        try fail(["operation": "functions.get_trigger", "status": 503, "every": 3])
        let statuses = (0..<7).map { _ in caller.get(trigger).status }
        #expect(statuses == [200, 200, 503, 200, 200, 503, 200])
        #expect(caller.get(Caller.namespaces).status == 200)
        #expect(
            try caller.api.control("faults", [:]) == [
                ["operation": "functions.get_trigger", "status": 503, "every": 3, "requests": 7, "strikes": 2]
            ])
        _ = try caller.api.control("clear_faults", [:])
        #expect((0..<3).allSatisfy { _ in caller.get(trigger).status == 200 })
    }

    @Test func aFaultStrikesSoOften() throws {
        try fail(["operation": "functions.*", "status": 429, "count": 2])
        #expect(caller.get(trigger).error == "429 too_many_requests: API rate limit exceeded.")
        #expect(caller.get(trigger).header("retry-after") == "1")
        #expect(caller.get(trigger).status == 200)
    }

    @Test func aSeedRepeatsWhatChanceDoes() throws {
        func run() throws -> [Int] {
            try fail(["status": 500, "probability": 0.5, "seed": 7])
            defer { caller.api.clearFaults() }
            return (0..<40).map { _ in caller.get(trigger).status }
        }
        let first = try run()
        #expect(Set(first) == [200, 500])
        #expect(try run() == first)
    }

    @Test func aLostAnswerIsOneOfAnOperationThatWasDone() throws {
        try fail(["operation": "functions.update_trigger", "reset": true, "count": 1])
        #expect(delivery("PUT", #"{"is_enabled":false}"#).fault == .reset)
        #expect(isEnabled == true)
        try fail(["operation": "functions.update_trigger", "status": 500, "lose_answer": true, "count": 1])
        #expect(delivery("PUT", #"{"is_enabled":false}"#).response.status == 500)
        #expect(isEnabled == false)
        #expect(delivery("PUT", #"{"is_enabled":true}"#).response.status == 200)
    }

    @Test func answersComeLateCutDamagedOrNotAtAll() throws {
        let whole = delivery("GET").response
        try fail(["latency": "200ms", "count": 1])
        #expect(delivery("GET").delay == .milliseconds(200))
        try fail(["truncate": 7, "count": 1])
        #expect(delivery("GET").fault == .truncation(bodyBytes: 7))
        try fail(["truncate": true, "count": 1])
        #expect(delivery("GET").fault == .truncation(bodyBytes: whole.body.count / 2))
        try fail(["garbage": true, "count": 1])
        let damaged = delivery("GET").response
        #expect(damaged.status == 200)
        #expect(throws: JSONError.self) { try JSONValue(parsing: damaged.body) }
        try fail(["stall": true, "latency": 3, "count": 1])
        #expect(delivery("GET").fault == .stall)
        #expect(delivery("GET").fault == nil)
    }

    @Test(
        arguments: [
            (["status": 200], "expected a number from 400 to 599 for status"),
            (["status": 500, "reset": true], "expected one of status, reset, found all"),
            ([:], "expected status, latency, stall, reset, truncate or garbage"),
            (["status": 500, "evry": 2], "unknown argument 'evry'; did you mean 'every'?"),
            (
                ["status": 500, "operation": "functions.get_triger"],
                "no operation is called 'functions.get_triger'; did you mean 'functions.get_trigger'?"
            ),
            (["latency": "2h"], "expected a latency of at most an hour: seconds, or a span such as '200ms', '3s'")
        ] as [(JSONObject, String)])
    func whatMakesNoSenseIsExplained(arguments: JSONObject, problem: String) throws {
        let error = #expect(throws: StoreError.self) { try fail(arguments) }
        #expect(error?.description == problem)
    }
}
