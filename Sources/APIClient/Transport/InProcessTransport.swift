public import HTTPMessage

/// A transport to an API that is a function in this process.
///
/// The function runs inside ``wait(until:orReadable:)``, one request after the other in the order they were started. What it
/// says of the delivery is carried out as a network would: late, cut, or not at all.
public final class InProcessTransport: Transport {
    /// A request that has been answered, or will never be.
    private struct Held {
        var completion: TransportEvents.Completion
        var due: ContinuousClock.Instant
    }

    public let peer: String
    public let wakeUp = WakeUp()
    private let deliver: (HTTPRequest) -> HTTPDelivery
    private var pending: [(id: TransferID, request: HTTPRequest, limits: TransferLimits)] = []
    private var held: [Held] = []
    private var lastNumber: UInt64 = 0

    /// - Parameters:
    ///   - peer: Whom messages name as the other side.
    ///   - respond: The API; it gets the token as any server would, in the `authorization` field.
    public convenience init(peer: String = "the local API", respond: @escaping (HTTPRequest) -> HTTPResponse) {
        self.init(peer: peer, delivering: { HTTPDelivery(respond($0)) })
    }

    /// As `init(peer:respond:)`, with an API that may also hold answers back and break connections.
    public init(peer: String = "the local API", delivering deliver: @escaping (HTTPRequest) -> HTTPDelivery) {
        self.peer = peer
        self.deliver = deliver
    }

    public func start(
        _ request: HTTPRequest, to server: BaseURL?, token: Token?, limits: TransferLimits
    ) -> TransferID {
        lastNumber += 1
        let id = TransferID(number: lastNumber)
        var request = request
        if let token { request.headers["authorization"] = token.authorization }
        pending.append((id, request, limits))
        return id
    }

    public func cancel(_ id: TransferID) {
        pending.removeAll { $0.id == id }
        held.removeAll { $0.completion.id == id }
    }

    public func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> TransportEvents {
        var events = TransportEvents()
        let requests = pending
        pending.removeAll(keepingCapacity: true)
        for (id, request, limits) in requests {
            let (result, wait) = Self.outcome(of: deliver(request), limits)
            let completion = TransportEvents.Completion(id: id, result: result)
            if wait == .zero {
                events.completions.append(completion)
            } else {
                held.append(Held(completion: completion, due: .now + wait))
            }
        }
        takeDue(&events)
        if events.completions.isEmpty || !descriptors.isEmpty {
            let end = [deadline, held.map(\.due).min()].compactMap { $0 }.min()
            let timeout = events.completions.isEmpty ? end.map { $0 - .now } : .zero
            events.readable = wakeUp.wait(orReadable: descriptors, timeout: timeout)
            takeDue(&events)
        }
        return events
    }

    /// There are no descriptors: either there is something to do already, or an answer is held back for some time.
    public var waitCondition: WaitCondition {
        pending.isEmpty ? WaitCondition(deadline: held.map(\.due).min()) : .fulfilled
    }

    private func takeDue(_ events: inout TransportEvents) {
        guard !held.isEmpty else { return }
        let now = ContinuousClock.now
        events.completions += held.filter { $0.due <= now }.map(\.completion)
        held.removeAll { $0.due <= now }
    }

    /// What comes of a delivery, and after how long.
    private static func outcome(
        of delivery: HTTPDelivery, _ limits: TransferLimits
    ) -> (Result<HTTPResponse, TransportError>, Duration) {
        let wait = delivery.fault == .stall ? max(limits.totalTimeout, limits.stallTimeout) : delivery.delay
        if wait >= min(limits.totalTimeout, limits.stallTimeout), wait > .zero {
            let isTimeout = limits.totalTimeout <= limits.stallTimeout
            let error = TransportError(isTimeout ? .timeout : .stalled, mayHaveBeenSent: true)
            return (.failure(error), min(limits.totalTimeout, limits.stallTimeout))
        }
        switch delivery.fault {
        case .reset, .truncation: return (.failure(TransportError(.closed, mayHaveBeenSent: true)), wait)
        case .stall, nil: return (.success(delivery.response), wait)
        }
    }
}
