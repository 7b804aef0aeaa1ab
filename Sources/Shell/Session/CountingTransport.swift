internal import APIClient
internal import HTTPMessage

/// How many requests a session has sent.
final class RequestCount {
    fileprivate(set) var count = 0
}

/// Counts what passes to another transport: attempts and pages, too, since each is one to the API's rate limits.
final class CountingTransport: Transport {
    private let transport: any Transport
    private let count: RequestCount

    init(_ transport: any Transport, _ count: RequestCount) {
        self.transport = transport
        self.count = count
    }

    var peer: String { transport.peer }
    var baseURL: BaseURL? { transport.baseURL }
    var wakeUp: WakeUp { transport.wakeUp }
    var reachesOtherServers: Bool { transport.reachesOtherServers }
    var waitCondition: WaitCondition { transport.waitCondition }

    func start(_ request: HTTPRequest, to server: BaseURL?, token: Token?, limits: TransferLimits) -> TransferID {
        count.count += 1
        return transport.start(request, to: server, token: token, limits: limits)
    }

    func cancel(_ id: TransferID) { transport.cancel(id) }

    func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> TransportEvents {
        transport.wait(until: deadline, orReadable: descriptors)
    }
}
