/// The times of the last requests, of which only so many may lie within a span: each has a timer of its own.
struct SlidingWindow {
    let limit: Int
    let milliseconds: Int64
    /// A ring: the oldest is at `first`, `count` are in use.
    private var times: [Int64] = []
    private var first = 0
    private(set) var count = 0

    init(limit: Int, seconds: Int) {
        self.limit = limit
        milliseconds = Int64(seconds) * 1_000
    }

    var remaining: Int { max(limit - count, 0) }

    /// When the oldest request stops counting, in milliseconds since 1970; nil where none counts.
    var expiry: Int64? { count == 0 ? nil : times[first] + milliseconds }

    /// Forgets what no longer counts. A clock that was set back makes a new beginning.
    mutating func expire(at now: Int64) {
        if count > 0, times[index(of: count - 1)] > now { count = 0 }
        while let expiry, expiry <= now {
            first = index(of: 1)
            count -= 1
        }
    }

    /// Adds a request. A full window drops its oldest: where nothing is refused, the last `limit` requests count.
    mutating func record(at now: Int64) {
        guard limit > 0 else { return }
        if count == limit {
            first = index(of: 1)
            count -= 1
        }
        if count == times.count { grow() }
        times[index(of: count)] = now
        count += 1
    }

    private func index(of offset: Int) -> Int { times.isEmpty ? 0 : (first + offset) % times.count }

    private mutating func grow() {
        let ordered = (0..<count).map { times[index(of: $0)] }
        times = ordered + [Int64](repeating: 0, count: max(16, min(count, limit - count)))
        first = 0
    }
}
