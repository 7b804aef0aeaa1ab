public import HTTPMessage

/// A transport to an API that is a function in this process.
///
/// The function runs inside ``wait(until:orReadable:)``, one request after the other in the order they were started.
public final class InProcessTransport: Transport {
    public let peer: String
    public let wakeUp = WakeUp()
    private let respond: (HTTPRequest) -> HTTPResponse
    private var pending: [(id: TransferID, request: HTTPRequest)] = []
    private var lastNumber: UInt64 = 0

    /// - Parameters:
    ///   - peer: Whom messages name as the other side.
    ///   - respond: The API; it gets the token as any server would, in the `authorization` field.
    public init(peer: String = "the local API", respond: @escaping (HTTPRequest) -> HTTPResponse) {
        self.peer = peer
        self.respond = respond
    }

    public func start(_ request: HTTPRequest, token: Token?, limits: TransferLimits) -> TransferID {
        lastNumber += 1
        let id = TransferID(number: lastNumber)
        var request = request
        if let token { request.headers["authorization"] = token.authorization }
        pending.append((id, request))
        return id
    }

    public func cancel(_ id: TransferID) {
        pending.removeAll { $0.id == id }
    }

    public func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> TransportEvents {
        var events = TransportEvents()
        let requests = pending
        pending.removeAll(keepingCapacity: true)
        for (id, request) in requests {
            events.completions.append(.init(id: id, result: .success(respond(request))))
        }
        let timeout = events.completions.isEmpty ? deadline.map { $0 - .now } : .zero
        if events.completions.isEmpty || !descriptors.isEmpty {
            events.readable = wakeUp.wait(orReadable: descriptors, timeout: timeout)
        }
        return events
    }
}
