public import Catalog

/// So many requests within any span of so many seconds; each leaves the window by a timer of its own.
public struct RequestWindow: Sendable, Hashable {
    /// What one waits for: `minute`, `hour`, or the catalog's name of a special limit.
    public var name: String
    /// At least 1.
    public var limit: Int
    /// Its length.
    public var seconds: Int

    public init(name: String, limit: Int, seconds: Int) {
        self.name = name
        self.limit = max(1, limit)
        self.seconds = max(1, seconds)
    }

    /// A limit that the catalog gives an operation beside the general ones.
    public init(_ rate: Operation.RateLimit) {
        self.init(name: rate.name, limit: rate.requests, seconds: rate.seconds)
    }

    var length: Duration { .seconds(seconds) }

    /// When the next request may leave, by a log of what was counted; a moment past where there is room.
    func nextStart(_ log: RequestLog) -> MachineTime? { log.newest(limit).map { $0 + length } }

    func used(_ log: RequestLog, at now: MachineTime) -> Int { log.count(after: now - length) }
}
