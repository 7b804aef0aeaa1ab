public import HTTPMessage

/// A request under way in a transport.
public struct TransferID: Sendable, Hashable {
    public let number: UInt64

    public init(number: UInt64) { self.number = number }
}

/// Carries requests to an API and brings back what it answers.
///
/// A transport lives on the thread that made it and works only inside ``wait(until:orReadable:)``: nothing happens behind
/// the caller's back. Its ``wakeUp`` alone may be used from other threads and from signal handlers.
public protocol Transport: AnyObject {
    /// Whom messages name as the other side: `https://api.digitalocean.com`, `the local API`.
    var peer: String { get }

    /// The address of the peer; nil where it has none, as within the process.
    var baseURL: BaseURL? { get }

    /// Makes a running ``wait(until:orReadable:)`` return early.
    var wakeUp: WakeUp { get }

    /// Whether requests may also go to the servers that operations name beside the API: only where the peer is the vendor.
    /// Elsewhere, as with a test's server, they go to the peer like all others.
    var reachesOtherServers: Bool { get }

    /// Accepts a request. Never blocks and never fails: what goes wrong comes back as the transfer's result.
    ///
    /// - Parameters:
    ///   - request: The request without `authorization`.
    ///   - server: Where it goes instead of the peer; nil unless ``reachesOtherServers``.
    ///   - token: Sent to where the request goes as a bearer token, and to nobody else.
    func start(_ request: HTTPRequest, to server: BaseURL?, token: Token?, limits: TransferLimits) -> TransferID

    /// Drops a transfer; no result of it will come any more. Does nothing for one that is over.
    func cancel(_ id: TransferID)

    /// Works until a transfer is over, a descriptor is readable, ``wakeUp`` was signalled, or the deadline has come, and
    /// tells what there is. May return earlier with nothing.
    ///
    /// - Parameters:
    ///   - deadline: When to give up; nil for never, a time in the past to look without waiting.
    ///   - descriptors: Files to watch besides the transfers: a terminal, a signal pipe.
    func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> TransportEvents

    /// What the transfers under way wait for: when it comes about, ``wait(until:orReadable:)`` has something to do.
    var waitCondition: WaitCondition { get }
}

extension Transport {
    public var reachesOtherServers: Bool { false }

    /// For a transport that cannot tell: it is looked at every 20 ms.
    public var waitCondition: WaitCondition { WaitCondition(deadline: .now + .milliseconds(20)) }

    public var baseURL: BaseURL? { nil }

    /// Accepts a request to the peer.
    public func start(_ request: HTTPRequest, token: Token?, limits: TransferLimits) -> TransferID {
        start(request, to: nil, token: token, limits: limits)
    }
}

/// What one wait of a transport brought.
public struct TransportEvents: Sendable {
    public var completions: [Completion] = []
    /// The watched descriptors that are readable or closed by the other side.
    public var readable: [Int32] = []

    public init() {}

    /// A transfer that is over.
    public struct Completion: Sendable {
        public var id: TransferID
        public var result: Result<HTTPResponse, TransportError>

        public init(id: TransferID, result: Result<HTTPResponse, TransportError>) {
            self.id = id
            self.result = result
        }
    }
}
