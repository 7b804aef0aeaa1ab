import APIClient
import Catalog
import HTTPMessage
import JSON
import TestSupport
import Testing

/// Whole runs in virtual time against an API that enforces the true limits.
struct RateBudgetSimulationTests {
    @Test(arguments: [1_000, 5_000, 20_000])
    func aRunTakesTheLeastTimeTheLimitsAllow(count: Int) throws {
        let api = SimulatedAPI()
        let client = client(of: api, RateBudget())
        let results = try run(count, by: client)
        #expect(results.succeeded == count)
        #expect(api.refusals == 0)
        let least = leastTime(count)
        #expect(api.elapsed >= least)
        #expect(seconds(api.elapsed) <= seconds(least) * 1.01)
        report("\(count) requests", api, least)
    }

    @Test(arguments: [0.0...0.0, 0.001...0.5, 0.5...3.0])
    func delaysOfAnySizeBringNoRefusal(delays: ClosedRange<Double>) throws {
        let api = SimulatedAPI(delays: delays)
        let client = client(of: api, RateBudget())
        #expect(try run(1_500, by: client).succeeded == 1_500)
        #expect(api.refusals == 0)
        report("1500 requests, delays of \(delays) s each way", api, leastTime(1_500))
    }

    /// Another client sends a request every half a second for the first twenty minutes: it has taken up to 120 of the 250
    /// places of each minute.
    @Test func adaptsToAnotherClientAndLosesNothing() throws {
        let api = SimulatedAPI()
        for tick in 0..<2_400 {
            api.schedule(at: .milliseconds(500 * tick)) { api.answer(to: HTTPRequest(method: "GET", target: "/other")) }
        }
        let client = client(of: api, RateBudget())
        let results = try run(2_000, by: client)
        #expect(results.succeeded == 2_000)
        #expect(api.refusals < 200)
        report("2000 requests beside another client", api, leastTime(2_000))
    }

    /// Another client takes the whole hour's budget but for ten requests.
    @Test func waitsForTheHourThatAnotherClientHasUsed() throws {
        let api = SimulatedAPI()
        for tick in 0..<4_990 {
            api.schedule(at: .milliseconds(300 * tick)) { api.answer(to: HTTPRequest(method: "GET", target: "/other")) }
        }
        while let next = api.nextEvent { api.pass(until: next) }
        let start = api.elapsed
        let client = client(of: api, RateBudget())
        #expect(try run(500, by: client).succeeded == 500)
        #expect(api.refusals < 200)
        // The hour of the first of those requests ends when 3,600 s are over.
        let least = Duration.milliseconds(3_600_000 + 300 * 489)
        #expect(seconds(api.elapsed) <= seconds(least) * 1.01)
        report("500 requests in a used hour, from \(seconds(start)) s", api, least)
    }

    @Test func anotherClientThatTakesEveryPlaceOnlyDelays() throws {
        let api = SimulatedAPI()
        for tick in 0..<36_000 {
            api.schedule(at: .milliseconds(50 * tick)) { api.answer(to: HTTPRequest(method: "GET", target: "/other")) }
        }
        let client = client(of: api, RateBudget())
        #expect(try run(300, by: client).succeeded == 300)
        report("300 requests beside a client that never waits", api, leastTime(300))
    }

    @Test func twoSessionsShareTheBudget() throws {
        let folder = TemporaryFolder()
        let api = SimulatedAPI()
        let clients = try (0..<2).map { _ in client(of: api, try sharedBudget(folder)) }
        let results = try run(600, byEach: clients, of: api)
        #expect(results.succeeded == 1_200)
        #expect(api.refusals == 0)
        #expect(seconds(api.elapsed) <= seconds(leastTime(1_200)) * 1.02)
        report("600 requests of each of two sessions", api, leastTime(1_200))
    }

    @Test func aSessionThatFollowsKeepsTheBudget() throws {
        let folder = TemporaryFolder()
        let api = SimulatedAPI()
        for _ in 0..<4 {
            let client = client(of: api, try sharedBudget(folder))
            #expect(try run(300, by: client).succeeded == 300)
        }
        #expect(api.refusals == 0)
        #expect(seconds(api.elapsed) <= seconds(leastTime(1_200)) * 1.02)
        report("1200 requests of four sessions, one after the other", api, leastTime(1_200))
    }

    @Test func specialLimitsHoldUpNobodyElse() throws {
        let api = SimulatedAPI()
        let client = client(of: api, RateBudget())
        let special = try floatingAddress()
        var tickets = Set((0..<36).map { _ in client.start(special) })
        tickets.formUnion(try (0..<100).map { _ in client.start(try prepared("functions.list_namespaces")) })
        try finish(tickets, by: client)
        #expect(api.refusals == 0)
        let addresses = zip(api.targets, api.accepted).filter { $0.0 == "/v2/floating_ips" }.map(\.1)
        #expect(addresses.count == 36)
        #expect(addresses[11] < .seconds(1) && addresses[12] >= .seconds(60) && addresses[35] < .seconds(122))
        #expect(zip(api.targets, api.accepted).filter { $0.0 != "/v2/floating_ips" }.allSatisfy { $0.1 < .seconds(1) })
    }
}

// MARK: - Running

func client(of api: SimulatedAPI, _ budget: RateBudget?) -> APIClient {
    APIClient(
        transport: SimulatedTransport(api), configuration: .init(), rateBudget: budget, time: api.time,
        jitter: { 0.5 })
}

func sharedBudget(_ folder: TemporaryFolder) throws -> RateBudget {
    let budget = RateBudget(
        sharedBy: try Token("dop_v1_secret", from: "a test"), at: .digitalOcean, in: folder.file("state"))
    budget.noteHandler = { Issue.record("must be shared: \($0)") }
    return budget
}

/// `POST /v2/floating_ips`, of which 12 a minute are allowed.
func floatingAddress() throws -> PreparedCall {
    let base = try prepared("functions.list_namespaces")
    var operation = try #require(base.operation)
    operation.rateLimit = .init(name: "floating_ips", requests: 12, seconds: 60)
    return PreparedCall(operation: operation, request: HTTPRequest(method: "GET", target: "/v2/floating_ips"))
}

struct RunResults {
    var succeeded = 0
    var failures: [ClientError] = []
}

/// Starts all calls at once and works until they are done.
@discardableResult
func run(_ count: Int, by client: APIClient) throws -> RunResults {
    let call = try prepared("functions.list_triggers", ["namespace_id": "fn-1"])
    return try finish(Set((0..<count).map { _ in client.start(call) }), by: client)
}

@discardableResult
func finish(_ tickets: Set<Ticket>, by client: APIClient) throws -> RunResults {
    var results = RunResults()
    var left = tickets
    // Their end may have been told before.
    for ticket in tickets {
        guard let result = client.take(ticket) else { continue }
        results.add(result)
        left.remove(ticket)
    }
    while !left.isEmpty {
        for ticket in client.wait(until: nil).finished where left.remove(ticket) != nil {
            results.add(client.take(ticket))
        }
    }
    return results
}

/// The same for clients of one API, each of which looks at what is due whenever anything happens.
func run(_ count: Int, byEach clients: [APIClient], of api: SimulatedAPI) throws -> RunResults {
    let call = try prepared("functions.list_triggers", ["namespace_id": "fn-1"])
    var results = RunResults()
    var left = clients.map { client in Set((0..<count).map { _ in client.start(call) }) }
    while left.contains(where: { !$0.isEmpty }) {
        for (index, client) in clients.enumerated() {
            for ticket in client.wait(until: api.time.now()).finished where left[index].remove(ticket) != nil {
                results.add(client.take(ticket))
            }
        }
        let starts = clients.compactMap { $0.rateWait?.start }.map { api.duration(to: $0) }.filter { $0 > api.elapsed }
        guard let next = (starts + [api.nextEvent].compactMap(\.self)).min() else { break }
        api.pass(until: next)
    }
    return results
}

extension RunResults {
    mutating func add(_ result: Result<APIResponse, ClientError>?) {
        switch result {
        case .success?: succeeded += 1
        case .failure(let error)?: failures.append(error)
        case nil: break
        }
    }
}

/// How long the limits make so many requests take at least, to the arrival of the last.
func leastTime(_ count: Int) -> Duration {
    var times: [Int] = []
    for index in 0..<count {
        let minute = index >= 250 ? times[index - 250] + 60 : 0
        let hour = index >= 5_000 ? times[index - 5_000] + 3_600 : 0
        times.append(max(minute, hour))
    }
    return .seconds(times.last ?? 0)
}

func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

private func report(_ name: String, _ api: SimulatedAPI, _ least: Duration) {
    let (took, bound) = (seconds(api.elapsed), seconds(least))
    let more = (took / bound - 1) * 100
    print("simulation: \(name): \(took) s, least \(bound) s, \(more) % more, \(api.refusals) refusals")
}
