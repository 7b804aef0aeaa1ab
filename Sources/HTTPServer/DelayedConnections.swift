internal import CHTTPServerShim
internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// The connections whose answers leave later, and the thread that wakes them; it is made when the first one is delayed.
final class DelayedConnections: Sendable {
    private struct State {
        // Pointers that libmicrohttpd keeps valid as long as the connections are suspended.
        var waiting: [(due: ContinuousClock.Instant, connection: UInt)] = []
        var thread: pthread_t?
        var isStopped = false
    }

    private let state = Mutex(State())
    /// A socket pair that gets a byte when the thread has to look again.
    private let changed: (reader: Int32, writer: Int32)
    // Set once, before the thread is made that uses it; the functions never change.
    private let functions = Mutex<Functions?>(nil)

    // Not `Sendable` only because Swift does not know the type of a variadic function in it; it never changes.
    private struct Functions: @unchecked Sendable { let table: httpd_functions }

    init() throws(HTTPServerError) {
        var ends: [Int32] = [0, 0]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw .system("make a socket pair") }
        changed = (ends[0], ends[1])
    }

    deinit {
        close(changed.reader)
        close(changed.writer)
    }

    /// Suspends a connection, which is resumed after a while. False where the server is about to stop, or has no thread
    /// left for it.
    func suspend(_ connection: OpaquePointer, for delay: Duration, _ table: httpd_functions) -> Bool {
        functions.withLock { if $0 == nil { $0 = Functions(table: table) } }
        return state.withLock { state in
            guard !state.isStopped, state.thread != nil || makeThread(&state) else { return false }
            // Suspended under the lock, so that the thread never resumes what is not suspended yet.
            table.suspend_connection(connection)
            state.waiting.append((.now + delay, UInt(bitPattern: connection)))
            _ = write(changed.writer, "!", 1)
            return true
        }
    }

    /// Resumes every connection, and ends the thread. libmicrohttpd must not stop while connections are suspended.
    func stop(_ table: httpd_functions) {
        let thread = state.withLock { state in
            state.isStopped = true
            _ = write(changed.writer, "!", 1)
            return state.thread.take()
        }
        if let thread { pthread_join(thread, nil) }
    }

    private func makeThread(_ state: inout State) -> Bool {
        var thread = pthread_t()
        // The thread ends in `stop`, which the daemon that owns this calls before it goes.
        let context = Unmanaged.passUnretained(self).toOpaque()
        let code = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<DelayedConnections>.fromOpaque(context).takeUnretainedValue().run() }
                return nil
            }, context)
        guard code == 0 else { return false }
        state.thread = thread
        return true
    }

    /// The thread: sleeps until the next answer is due, or something changed.
    private func run() {
        while let pause = resumeDue() {
            var poller = pollfd(fd: changed.reader, events: Int16(POLLIN), revents: 0)
            guard poll(&poller, 1, pause) > 0 else { continue }
            var bytes = [UInt8](repeating: 0, count: 256)
            _ = read(changed.reader, &bytes, bytes.count)
        }
    }

    /// Resumes what is due; all of it when the server stops.
    ///
    /// - Returns: The milliseconds until the next one is; -1 for none, nil at the end.
    private func resumeDue() -> Int32? {
        let table = functions.withLock { $0?.table }
        return state.withLock { state in
            let now = ContinuousClock.now
            for (due, connection) in state.waiting where state.isStopped || due <= now {
                if let connection = OpaquePointer(bitPattern: connection) { table?.resume_connection(connection) }
            }
            state.waiting.removeAll { state.isStopped || $0.due <= now }
            if state.isStopped { return nil }
            guard let next = state.waiting.map(\.due).min() else { return -1 }
            let (seconds, attoseconds) = (next - now).components
            return Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1)
        }
    }
}
