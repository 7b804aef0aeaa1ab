internal import Glibc
internal import Synchronization

/// A connection, and since when it has been waiting for its client: from its beginning, or the end of an answer, until
/// the next request is there as a whole.
final class Arrival: Sendable {
    private let descriptor: Int32
    /// Monotonic nanoseconds; 0 while a request is being answered.
    private let waitingSince: Atomic<Int64>

    init(descriptor: Int32) {
        self.descriptor = descriptor
        waitingSince = Atomic(Self.now)
    }

    /// Nil while a request is being answered.
    var since: Int64? {
        let since = waitingSince.load(ordering: .relaxed)
        return since == 0 ? nil : since
    }

    func beginWaiting() { waitingSince.store(Self.now, ordering: .relaxed) }
    func endWaiting() { waitingSince.store(0, ordering: .relaxed) }

    /// Ends the connection; libmicrohttpd sees it and closes the descriptor.
    fileprivate func shutDown() {
        endWaiting()
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// No further request: an answer on its way still leaves.
    fileprivate func endInput() { shutdown(descriptor, Int32(SHUT_RD)) }

    /// Never 0.
    fileprivate static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) + 1
    }
}

/// All connections of a server, so that those whose clients keep it waiting (slow on purpose or not) take no place that
/// others need.
///
/// Nothing runs in the background: a slow client harms nobody until the next one comes.
final class Arrivals: Sendable {
    private struct State {
        var connections: [ObjectIdentifier: Arrival] = [:]
        var lastLook: Int64 = 0
        var isEnded = false
    }

    private let state = Mutex(State())
    private let limit: Int
    private let nanoseconds: Int64

    /// - Parameters:
    ///   - limit: How many connections there may be. The last place is kept free: whoever takes it has the connection closed
    ///     that has waited for the longest time.
    ///   - seconds: How long a client may take for a request; 0 for ever.
    init(limit: Int, seconds: Int) {
        self.limit = limit
        nanoseconds = Int64(min(max(seconds, 0), 1 << 32)) * 1_000_000_000
    }

    func add(_ arrival: Arrival) {
        let now = Arrival.now
        state.withLock { state in
            if nanoseconds > 0, now - state.lastLook >= 1_000_000_000 {
                for other in state.connections.values where other.since.map({ now - $0 > nanoseconds }) ?? false {
                    other.shutDown()
                }
                state.lastLook = now
            }
            if state.connections.count + 1 >= limit {
                state.connections.values.filter { $0.since != nil }.min { $0.since ?? 0 < $1.since ?? 0 }?.shutDown()
            }
            state.connections[ObjectIdentifier(arrival)] = arrival
            if state.isEnded { arrival.endInput() }
        }
    }

    /// Takes no further request from any connection, which ends those without one.
    func endInput() {
        state.withLock { state in
            state.isEnded = true
            for arrival in state.connections.values { arrival.endInput() }
        }
    }

    /// Ends all connections.
    func shutDown() {
        state.withLock { state in
            for arrival in state.connections.values { arrival.shutDown() }
        }
    }

    /// To be called while the descriptor is still open: behind this nobody touches it.
    func remove(_ arrival: Arrival) {
        state.withLock { $0.connections[ObjectIdentifier(arrival)] = nil }
    }
}
