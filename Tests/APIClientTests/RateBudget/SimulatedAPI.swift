import APIClient
import HTTPMessage
import TestSupport

/// An API in virtual time that enforces the true limits, and the way to it.
///
/// A request arrives after a random delay, is counted then, and its answer takes another random delay; so requests overtake
/// each other. Several clients may share one API: each has a ``SimulatedTransport``.
final class SimulatedAPI {
    struct Request {
        var id: TransferID
        var request: HTTPRequest
        var token: Token?
        unowned let transport: SimulatedTransport
    }

    private enum Event {
        case arrival(Request)
        case answer(TransferID, HTTPResponse, SimulatedTransport)
        case action(() -> Void)
    }

    /// Since the beginning.
    private(set) var elapsed: Duration = .zero
    /// Requests that were counted, by the moment of their arrival.
    private(set) var accepted: [Duration] = []
    /// Of requests that came through a transport.
    private(set) var refusals = 0
    /// What an accepted request's target was, in order of arrival.
    private(set) var targets: [String] = []
    private var events = EventQueue<Event>()
    private var windows: [String: [Duration]] = [:]
    private var generator = SeededGenerator(seed: 7)
    private let delays: ClosedRange<Double>
    private let beginning = ContinuousClock.now
    let unixBeginning: Int64 = 1_000_000_000
    /// Whether `ratelimit-` fields and `retry-after` are as documented; tests may have them otherwise.
    var headers: (SimulatedAPI, _ isRefused: Bool, _ wait: Duration) -> HTTPHeaders = { $0.documented($1, $2) }
    var perHour = 5_000

    /// - Parameter delays: Of each direction, in seconds.
    init(delays: ClosedRange<Double> = 0.02...0.2) { self.delays = delays }

    var time: TimeSource {
        TimeSource(
            now: { self.beginning + self.elapsed }, unixTime: { self.unixBeginning + self.elapsed.components.seconds })
    }

    func duration(to instant: ContinuousClock.Instant) -> Duration { instant - beginning }

    func send(_ request: Request) {
        events.add(.arrival(request), at: elapsed + delay())
    }

    /// Something that happens by itself: another client's request, for example.
    func schedule(at time: Duration, _ action: @escaping () -> Void) { events.add(.action(action), at: time) }

    /// When something happens next.
    var nextEvent: Duration? { events.nextTime }

    /// Passes time until the next event, or the deadline if that is earlier.
    func pass(until deadline: Duration?) {
        let next = [events.nextTime, deadline].compactMap(\.self).min()
        guard let next else { return }
        elapsed = max(elapsed, next)
        while let time = events.nextTime, time <= elapsed, let event = events.removeFirst() {
            handle(event)
        }
    }

    private func handle(_ event: Event) {
        switch event {
        case .action(let action): action()
        case .answer(let id, let response, let transport):
            transport.completions.append(.init(id: id, result: .success(response)))
        case .arrival(let request):
            let response = answer(to: request.request)
            if response.status == 429 { refusals += 1 }
            events.add(.answer(request.id, response, request.transport), at: elapsed + delay())
        }
    }

    /// Counts a request that arrives now, as any client's.
    @discardableResult
    func answer(to request: HTTPRequest) -> HTTPResponse {
        var limits = [("minute", 250, 60), ("hour", perHour, 3_600)]
        if request.path == "/v2/floating_ips" { limits.append(("floating_ips", 12, 60)) }
        var wait = Duration.zero
        for (name, limit, seconds) in limits {
            expire(name, seconds)
            let counted = windows[name, default: []]
            guard counted.count >= limit else { continue }
            wait = max(wait, counted[counted.count - limit] + .seconds(seconds) - elapsed)
        }
        let isRefused = wait > .zero
        if !isRefused {
            accepted.append(elapsed)
            targets.append(request.target)
            for (name, _, _) in limits { windows[name, default: []].append(elapsed) }
        }
        let status = isRefused ? 429 : 204
        return HTTPResponse(status: status, headers: headers(self, isRefused, wait))
    }

    private func expire(_ name: String, _ seconds: Int) {
        let limit = elapsed - .seconds(seconds)
        let count = windows[name, default: []].firstIndex { $0 > limit } ?? windows[name, default: []].count
        if count > 0 { windows[name, default: []].removeFirst(count) }
    }

    private func documented(_ isRefused: Bool, _ wait: Duration) -> HTTPHeaders {
        let (minute, hour) = (windows["minute", default: []], windows["hour", default: []])
        let isMinuteFull = minute.count >= 250
        let remaining = isRefused || isMinuteFull ? 0 : max(0, perHour - hour.count)
        let oldest = isMinuteFull ? minute.first.map { $0 + .seconds(60) } : hour.first.map { $0 + .seconds(3_600) }
        let reset = isRefused ? elapsed + wait : oldest ?? elapsed
        var headers: HTTPHeaders = [
            "ratelimit-limit": "\(perHour)", "ratelimit-remaining": "\(remaining)",
            "ratelimit-reset": "\(unixBeginning + reset.components.seconds + 1)"
        ]
        if isRefused { headers["retry-after"] = "\(wait.components.seconds + 1)" }
        return headers
    }

    private func delay() -> Duration { .nanoseconds(Int64(Double.random(in: delays, using: &generator) * 1e9)) }
}

/// One client's way to a simulated API.
final class SimulatedTransport: Transport {
    let peer = "https://api.example.com"
    let wakeUp = WakeUp()
    private let api: SimulatedAPI
    private var lastNumber: UInt64 = 0
    private(set) var cancelled: [TransferID] = []
    var completions: [TransportEvents.Completion] = []

    init(_ api: SimulatedAPI) { self.api = api }

    func start(_ request: HTTPRequest, to server: BaseURL?, token: Token?, limits: TransferLimits) -> TransferID {
        lastNumber += 1
        let id = TransferID(number: lastNumber)
        api.send(.init(id: id, request: request, token: token, transport: self))
        return id
    }

    func cancel(_ id: TransferID) { cancelled.append(id) }

    /// Time passes only where there is nothing to tell and the deadline is not over.
    func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> TransportEvents {
        var events = TransportEvents()
        if completions.isEmpty { api.pass(until: deadline.map { api.duration(to: $0) }) }
        events.completions = completions
        completions.removeAll()
        return events
    }
}

/// Events by their time; a binary heap.
private struct EventQueue<Event> {
    private var heap: [(time: Duration, number: Int, event: Event)] = []
    private var lastNumber = 0

    var nextTime: Duration? { heap.first?.time }

    mutating func add(_ event: Event, at time: Duration) {
        lastNumber += 1
        heap.append((time, lastNumber, event))
        var child = heap.count - 1
        while child > 0, isBefore(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() -> Event? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first.event }
        heap[0] = last
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
            guard let least = children.min(by: { isBefore($0, $1) }), isBefore(least, parent) else { break }
            heap.swapAt(parent, least)
            parent = least
        }
        return first.event
    }

    private func isBefore(_ a: Int, _ b: Int) -> Bool {
        heap[a].time == heap[b].time ? heap[a].number < heap[b].number : heap[a].time < heap[b].time
    }
}
