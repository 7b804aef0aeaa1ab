import APIClient
import HTTPMessage
import JSON
import TestSupport
import Testing

/// One budget, answer by answer, in virtual time.
struct RateBudgetTests {
    @Test func tellsWhatIsUsedAndWhenThereIsRoom() throws {
        let api = SimulatedAPI(delays: 0.1...0.1)
        let client = client(of: api, RateBudget(limits: .init(perMinute: 3, perHour: 10)))
        #expect(client.rateStatus?.minute == .init(limit: 3, used: 0, wait: .zero))
        #expect(client.rateWait == nil)
        let call = try prepared("functions.list_namespaces")
        let tickets = Set((0..<5).map { _ in client.start(call) })
        #expect(client.rateWait?.limit == "minute")
        #expect(client.rateWait?.queued == 2)
        while api.targets.count < 3 { _ = client.wait(until: nil) }
        // Sent at 0, answered at 0.2: counted at 0.25 at the latest.
        while client.rateStatus?.minute.wait != .milliseconds(60_050) { _ = client.wait(until: nil) }
        #expect(client.rateStatus?.minute.used == 3)
        #expect(client.rateStatus?.hour.used == 3)
        #expect(try finish(tickets, by: client).succeeded == 5)
        #expect(client.rateWait == nil)
        #expect(api.accepted[3] == .milliseconds(60_350))
    }

    @Test func aRequestLeavesTheWindowByItsOwnTimer() throws {
        let api = SimulatedAPI(delays: 0.1...0.1)
        let client = client(of: api, RateBudget(limits: .init(perMinute: 2)))
        let call = try prepared("functions.list_namespaces")
        _ = try client.send(call)
        _ = client.wait(until: api.time.now() + .seconds(30))
        let tickets = Set((0..<3).map { _ in client.start(call) })
        try finish(tickets, by: client)
        #expect(api.accepted.map { seconds($0).rounded() } == [0, 30, 60, 91])
    }

    @Test func cancelledCallsFreeTheirPlace() throws {
        let api = SimulatedAPI(delays: 0.1...0.1)
        let client = client(of: api, RateBudget(limits: .init(perMinute: 10)))
        let call = try prepared("functions.list_namespaces")
        let tickets = (0..<20_000).map { _ in client.start(call) }
        for ticket in tickets[10..<19_990] { client.cancel(ticket) }
        #expect(client.rateWait?.queued == 10)
        let left = Set(tickets[..<10] + tickets[19_990...])
        #expect(try finish(left, by: client).succeeded == 20)
        #expect(api.elapsed < .seconds(61))
    }

    @Test func callsLeaveInTheOrderTheyWereStarted() throws {
        let api = SimulatedAPI(delays: 0.1...0.1)
        let client = client(of: api, RateBudget(limits: .init(perMinute: 7)))
        let tickets = try (0..<30).map {
            client.start(try prepared("functions.get_namespace", ["namespace_id": .string("fn-\($0)")]))
        }
        client.cancel(tickets[11])
        try finish(Set(tickets).subtracting([tickets[11]]), by: client)
        let expected = (0..<30).filter { $0 != 11 }.map { "/v2/functions/namespaces/fn-\($0)" }
        #expect(api.targets == expected)
    }

    @Test func aRefusedCallKeepsItsTurnAndItsAttempts() throws {
        let api = SimulatedAPI(delays: 0.1...0.1)
        // Another client leaves one place.
        for _ in 0..<249 { api.answer(to: HTTPRequest(method: "GET", target: "/other")) }
        let client = client(of: api, RateBudget())
        let tickets = try (0..<40).map {
            client.start(try prepared("functions.get_namespace", ["namespace_id": .string("fn-\($0)")]))
        }
        let results = try finish(Set(tickets), by: client)
        #expect(results.succeeded == 40)
        #expect(api.refusals == 15)
        let own = api.targets.filter { $0 != "/other" }
        #expect(own == (0..<40).map { "/v2/functions/namespaces/fn-\($0)" })
        #expect(api.elapsed < .seconds(65))
    }

    @Test func givesUpWhereAPauseIsAnnouncedAgainAndAgain() throws {
        let transport = ScriptedTransport(
            Array(repeating: .success(HTTPResponse(status: 429, headers: ["retry-after": "1"])), count: 200))
        var configuration = APIClient.Configuration()
        configuration.retry.maximumRefusals = 10
        configuration.retry.maximumAttempts = 3
        let client = APIClient(
            transport: transport, configuration: configuration, rateBudget: RateBudget(), time: transport.time,
            jitter: { 1 })
        let error = try #require(failure(client, try prepared("functions.list_namespaces")))
        #expect(error.status == 429)
        #expect(error.attempts == 13)
    }

    /// Without a pause that can be believed, the retry policy decides.
    @Test(
        arguments: [
            ["ratelimit-limit": "5000", "ratelimit-remaining": "0", "ratelimit-reset": "999999"],
            ["ratelimit-limit": "5000", "ratelimit-remaining": "0", "ratelimit-reset": "9223372036854775807"],
            ["ratelimit-limit": "5000", "ratelimit-remaining": "0", "ratelimit-reset": "-9223372036854775808"],
            ["retry-after": "soon"], [:]
        ] as [HTTPHeaders])
    func absurdResetsAreNotWaitedFor(headers: HTTPHeaders) throws {
        let refusal = Result<HTTPResponse, TransportError>.success(HTTPResponse(status: 429, headers: headers))
        let transport = ScriptedTransport([refusal, refusal, .success(HTTPResponse(status: 204))])
        let client = client(transport, RateBudget())
        #expect(try client.send(prepared("functions.list_namespaces")).attempts == 3)
        #expect(transport.elapsed < .seconds(5))
    }

    @Test func aPauseOfADayIsNotWaitedFor() throws {
        let transport = ScriptedTransport([.success(HTTPResponse(status: 429, headers: ["retry-after": "86400"]))])
        let error = try #require(failure(client(transport, RateBudget()), try prepared("functions.list_namespaces")))
        #expect(error.retryAfter == .seconds(86_400))
        #expect(transport.elapsed == .zero)
    }

    /// Servers name resets by their own clock, which their date tells.
    @Test func resetsAreReadByTheServersClock() throws {
        let headers: HTTPHeaders = [
            "date": "Thu, 01 Jan 1970 01:00:00 GMT", "ratelimit-limit": "5000", "ratelimit-remaining": "0",
            "ratelimit-reset": "3630"
        ]
        let transport = ScriptedTransport([
            .success(HTTPResponse(status: 429, headers: headers)), .success(HTTPResponse(status: 204))
        ])
        _ = try client(transport, RateBudget()).send(prepared("functions.list_namespaces"))
        #expect(transport.startTimes == [0, 30.05])
    }

    @Test func learnsALimitThatIsNotTheUsualOne() throws {
        let api = SimulatedAPI()
        api.perHour = 300
        let client = client(of: api, RateBudget())
        #expect(try run(400, by: client).succeeded == 400)
        #expect(client.rateStatus?.hour.limit == 300)
        #expect(api.refusals == 0)
        #expect(api.elapsed > .seconds(3_600) && api.elapsed < .seconds(3_604))
    }

    @Test func countsWhatAnotherClientSends() throws {
        let api = SimulatedAPI()
        let client = client(of: api, RateBudget())
        let call = try prepared("functions.list_namespaces")
        _ = try client.send(call)
        for _ in 0..<100 { api.answer(to: HTTPRequest(method: "GET", target: "/other")) }
        _ = try client.send(call)
        #expect(client.rateStatus?.hour.used == 102)
        // One of them may be of before the first answer.
        #expect(client.rateStatus?.minute.used == 101)
        _ = client.wait(until: api.time.now() + .seconds(3_000))
        _ = try client.send(call)
        #expect(client.rateStatus?.hour.used == 103)
        #expect(client.rateStatus?.minute.used == 1)
    }

    /// An API whose count is too low, of many servers that do not know of each other, loosens nothing.
    @Test func moreRemainingThanOursChangesNothing() throws {
        let api = SimulatedAPI()
        api.headers = { _, _, _ in
            ["ratelimit-limit": "5000", "ratelimit-remaining": "5000", "ratelimit-reset": "1000003600"]
        }
        let client = client(of: api, RateBudget())
        #expect(try run(600, by: client).succeeded == 600)
        #expect(api.refusals == 0)
        #expect(client.rateStatus?.hour.used == 600)
    }

    /// Headers of every kind, from a fuzzing server: the run ends, and in no more time than the limits take.
    @Test(arguments: 0..<20) func nonsenseInHeadersDelaysNothing(seed: UInt64) throws {
        let api = SimulatedAPI()
        var generator = SeededGenerator(seed: seed)
        let numbers = ["0", "1", "250", "5000", "4999", "-1", "99999999999999999999", "", "abc", "9223372036854775807"]
        api.headers = { _, _, _ in
            var headers: HTTPHeaders = ["ratelimit-limit": "5000"]
            headers["ratelimit-remaining"] = numbers.randomElement(using: &generator)
            headers["ratelimit-reset"] = (numbers + ["1000000000"]).randomElement(using: &generator)
            headers["date"] = ["Sun, 09 Sep 2001 01:46:40 GMT", "never"].randomElement(using: &generator)
            return headers
        }
        let client = client(of: api, RateBudget())
        #expect(try run(100, by: client).succeeded == 100)
        #expect(api.elapsed < .seconds(3_700))
    }

    @Test func requestsThatNeverLeftAreNotCounted() throws {
        let refused = Result<HTTPResponse, TransportError>.failure(
            TransportError(.refused, mayHaveBeenSent: false))
        let transport = ScriptedTransport([refused, refused, .success(HTTPResponse(status: 204))])
        let client = client(transport, RateBudget())
        _ = try client.send(prepared("functions.list_namespaces"))
        #expect(client.rateStatus?.minute.used == 1)
    }

    @Test func tellsWhatCallsWaitFor() throws {
        let api = SimulatedAPI(delays: 0.1...0.1)
        let client = client(of: api, RateBudget(limits: .init(perMinute: 2)))
        var told: [String] = []
        client.rateWaitHandler = { told.append($0.map { "\($0.limit) \($0.queued)" } ?? "none") }
        try run(4, by: client)
        #expect(told == ["minute 2", "minute 2", "none"])
    }
}

private func client(_ transport: ScriptedTransport, _ budget: RateBudget) -> APIClient {
    APIClient(transport: transport, rateBudget: budget, time: transport.time, jitter: { 1 })
}
