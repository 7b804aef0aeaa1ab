import APIClient
import HTTPMessage

/// A transport that gives prepared results and whose waiting moves a clock instead of passing time.
final class ScriptedTransport: Transport {
    let peer = "https://api.example.com"
    let wakeUp = WakeUp()
    /// The results to come, in the order the requests are started; a request beyond them stays under way.
    var results: [Result<HTTPResponse, TransportError>]
    private(set) var requests: [HTTPRequest] = []
    private(set) var tokens: [Token?] = []
    private(set) var cancelled: [TransferID] = []
    /// When each request was started, in seconds of the clock.
    private(set) var startTimes: [Double] = []
    private(set) var elapsed: Duration = .zero
    private let beginning = ContinuousClock.now
    private var completions: [TransportEvents.Completion] = []

    init(_ results: [Result<HTTPResponse, TransportError>]) { self.results = results }

    convenience init(statuses: [Int]) {
        self.init(statuses.map { .success(HTTPResponse(status: $0)) })
    }

    /// The clock that waiting moves; the Unix time begins at 1,000,000.
    var time: TimeSource {
        TimeSource(
            now: { self.beginning + self.elapsed }, unixTime: { 1_000_000 + self.elapsed.components.seconds })
    }

    func start(_ request: HTTPRequest, to server: BaseURL?, token: Token?, limits: TransferLimits) -> TransferID {
        let id = TransferID(number: UInt64(requests.count + 1))
        requests.append(request)
        tokens.append(token)
        startTimes.append(Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18)
        if !results.isEmpty { completions.append(.init(id: id, result: results.removeFirst())) }
        return id
    }

    func cancel(_ id: TransferID) {
        cancelled.append(id)
        completions.removeAll { $0.id == id }
    }

    func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> TransportEvents {
        var events = TransportEvents()
        events.completions = completions
        completions.removeAll()
        if events.completions.isEmpty, let deadline { elapsed = max(elapsed, deadline - beginning) }
        return events
    }
}

extension HTTPResponse {
    /// An answer with a JSON text.
    static func json(
        _ status: Int, _ text: String, headers: HTTPHeaders = [:]
    ) -> Result<HTTPResponse, TransportError> {
        var headers = headers
        headers["content-type"] = "application/json; charset=utf-8"
        return .success(HTTPResponse(status: status, headers: headers, body: Array(text.utf8)))
    }
}
