import APIClient
import Catalog
import HTTPMessage
import JSON
import Lua
import Scripting

/// A transport to a vendor in this process, whose waiting moves a clock instead of passing time.
final class FakeVendor: Transport {
    let peer = "https://api.example.com"
    let wakeUp = WakeUp()
    /// Answers a request; nil leaves it under way for ever.
    var respond: (HTTPRequest) -> HTTPResponse? = { _ in HTTPResponse(status: 500) }
    /// Whether of several requests under way the last is answered first.
    var answersBackwards = false
    /// Called when a request waits for an answer that does not come.
    var whenIdle: () -> Void = {}
    private(set) var requests: [HTTPRequest] = []
    /// What each request was sent as a bearer token.
    private(set) var tokens: [Token?] = []
    private(set) var largestNumberUnderWay = 0
    private(set) var cancelled = 0
    private(set) var elapsed: Duration = .zero
    /// When each request was sent, in milliseconds of the clock.
    private(set) var times: [Int] = []
    private let beginning = ContinuousClock.now
    private var pending: [(id: TransferID, request: HTTPRequest)] = []

    var targets: [String] { requests.map(\.target) }
    var underWay: Int { pending.count }

    func start(_ request: HTTPRequest, to server: BaseURL?, token: Token?, limits: TransferLimits) -> TransferID {
        requests.append(request)
        tokens.append(token)
        times.append(Int(elapsed / .milliseconds(1)))
        let id = TransferID(number: UInt64(requests.count))
        pending.append((id, request))
        largestNumberUnderWay = max(largestNumberUnderWay, pending.count)
        return id
    }

    func cancel(_ id: TransferID) {
        cancelled += 1
        pending.removeAll { $0.id == id }
    }

    func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> TransportEvents {
        var events = TransportEvents()
        let order = answersBackwards ? pending.reversed() : pending
        for (id, request) in order {
            guard let response = respond(request) else { continue }
            pending.removeAll { $0.id == id }
            events.completions.append(.init(id: id, result: .success(response)))
            break
        }
        guard events.completions.isEmpty else { return events }
        if let deadline { elapsed = max(elapsed, deadline - beginning) } else { whenIdle() }
        return events
    }

    func engine(
        retry: RetryPolicy = .none, catalog: Catalog? = nil, configuration: Interpreter.Configuration = .init()
    ) throws -> Engine {
        let catalog = try catalog ?? .widgets()
        return try Engine(configuration, catalog: catalog) { [self] in
            let time = TimeSource(now: { self.beginning + self.elapsed }, unixTime: { 1_000_000 })
            return APIClient(transport: self, configuration: .init(retry: retry), time: time)
        }
    }
}

extension HTTPResponse {
    static func json(_ value: JSONValue, status: Int = 200) -> HTTPResponse {
        // Trees of the tests have only what JSON has.
        HTTPResponse(
            status: status, headers: ["content-type": "application/json"], body: (try? value.serialized()) ?? [])
    }
}

extension HTTPRequest {
    func query(_ name: String) -> String? { queryItems.first { $0.name == name }?.value }
}

/// A list in pages as the vendor serves it; tests bend single answers.
struct PagedList {
    var items: [JSONValue]
    var root = "widgets"

    static func widgets(_ ids: some Sequence<Int>) -> PagedList {
        PagedList(items: ids.map { ["id": .integer(Int64($0)), "name": .string("w\($0)")] })
    }

    func answer(_ request: HTTPRequest) -> JSONValue {
        let size = request.query("per_page").flatMap { Int($0) } ?? 20
        let page = request.query("page").flatMap { Int($0) } ?? 1
        let begin = min((page - 1) * size, items.count)
        let end = min(begin + size, items.count)
        var pages = JSONObject()
        if end < items.count {
            let last = (items.count - 1) / size + 1
            pages["next"] = .string("https://elsewhere.example.org/v2/other?page=\(page + 1)&per_page=\(size)")
            pages["last"] = .string("https://elsewhere.example.org/v2/other?page=\(last)&per_page=\(size)")
        }
        return [
            root: .array(Array(items[begin..<end])), "links": ["pages": .object(pages)],
            "meta": ["total": .integer(Int64(items.count))]
        ]
    }

    func response(_ request: HTTPRequest) -> HTTPResponse { .json(answer(request)) }
}
