// The headers of this module declare SOCK_STREAM and its like too, and where it is read before Glibc they are its own.
internal import CHTTPServerShim
internal import Glibc
internal import Synchronization

/// Counts what is under way on the server's threads, and lets one thread wait until there is none.
final class CountUnderWay: Sendable {
    private let count = Atomic<Int>(0)
    private let draining = Atomic<Bool>(false)
    /// A socket pair that gets a byte when the last one ends.
    private let ended: (reader: Int32, writer: Int32)

    init() throws(HTTPServerError) {
        var ends: [Int32] = [0, 0]
        // A pipe would need a second call to close on exec, and another thread may fork between the two.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw .system("make a socket pair") }
        ended = (ends[0], ends[1])
    }

    deinit {
        close(ended.reader)
        close(ended.writer)
    }

    /// Whether the server is about to stop, so that connections should not be kept.
    var isDraining: Bool { draining.load(ordering: .relaxed) }

    func begin() { count.add(1, ordering: .sequentiallyConsistent) }

    func end() {
        let left = count.subtract(1, ordering: .sequentiallyConsistent).newValue
        // With both sides sequentially consistent, either this sees the draining or the waiter sees the zero.
        if left == 0, draining.load(ordering: .sequentiallyConsistent) { _ = write(ended.writer, "!", 1) }
    }

    func beginDraining() { draining.store(true, ordering: .sequentiallyConsistent) }

    /// Call it after `beginDraining`, from one thread.
    func waitUntilNone(milliseconds: Int) {
        let deadline = monotonicMilliseconds() + Int64(milliseconds)
        while count.load(ordering: .sequentiallyConsistent) > 0 {
            let left = deadline - monotonicMilliseconds()
            guard left > 0 else { return }
            var poller = pollfd(fd: ended.reader, events: Int16(POLLIN), revents: 0)
            var ignored: UInt8 = 0
            if poll(&poller, 1, Int32(clamping: left)) == 1 { _ = read(ended.reader, &ignored, 1) }
        }
    }

    private func monotonicMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
