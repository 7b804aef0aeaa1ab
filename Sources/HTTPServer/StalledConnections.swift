internal import CHTTPServerShim
internal import CMicroHTTPD
internal import Synchronization

/// The connections that wait for an answer that never comes.
struct StalledConnections {
    // Pointers that libmicrohttpd keeps valid as long as the connections are suspended.
    private var connections: [UInt] = []
    private var isReleased = false

    /// False where the server is about to stop, and nothing may be suspended any more.
    mutating func insert(_ connection: OpaquePointer) -> Bool {
        if !isReleased { connections.append(UInt(bitPattern: connection)) }
        return !isReleased
    }

    mutating func release(_ resume: (OpaquePointer) -> Void) {
        connections.compactMap(OpaquePointer.init(bitPattern:)).forEach(resume)
        (connections, isReleased) = ([], true)
    }
}

extension Daemon {
    /// Suspends the connection. When it is resumed, `receive` is called once more and closes it.
    func stall(_ exchange: Exchange, _ connection: OpaquePointer?) -> MHD_Result {
        guard let connection else { return .NO }
        exchange.phase = .stalled
        // Suspended under the lock, so that `releaseStalled` never resumes what is not suspended yet.
        return stalled.withLock { stalled in
            guard stalled.insert(connection) else { return .NO }
            functions.suspend_connection(connection)
            return .YES
        }
    }

    /// libmicrohttpd must not stop while connections are suspended.
    func releaseStalled() {
        stalled.withLock { $0.release { functions.resume_connection($0) } }
    }
}
