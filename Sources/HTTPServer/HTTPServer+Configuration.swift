internal import Glibc

extension HTTPServer {
    /// Where a server listens, and what it puts up with.
    public struct Configuration: Sendable {
        /// A numeric IPv4 or IPv6 address, or `localhost`, which is 127.0.0.1.
        public var host = "127.0.0.1"
        /// 0 lets the system choose; `HTTPServer.port` tells.
        public var port: UInt16 = 0
        /// Whether `host` may be an address that other machines can reach.
        public var allowsRemoteClients = false
        /// The threads that read, call the handler and write; 1 to 64.
        public var threads = min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 2), 8)
        /// A longer body is answered with 413.
        public var maximumBodyBytes = 10 << 20
        /// The memory of a connection for the request line and the header fields; more of them are answered with 414, 431
        /// or 413. At least 1,024; the parser's own needs come out of it too.
        public var maximumHeaderBytes = 32 << 10
        /// After so many seconds without a byte in either direction a connection is closed; 0 for never.
        public var idleTimeoutSeconds = 30
        /// How many seconds a client may take to send a request, from the beginning of the connection or the end of the
        /// answer before: one that sends a byte now and then is never silent. 0 for no limit.
        public var requestTimeoutSeconds = 120
        /// Of so many connections the one that has waited for its client's request for the longest time is closed.
        /// Where all are being answered, further ones wait to be accepted.
        public var maximumConnections = 1_000
        /// How long `stop()` waits for requests that have reached the handler.
        public var stopGraceSeconds = 5
        /// Serves HTTPS as this identity where it is not nil.
        public var tls: TLSIdentity?

        public init() {}
    }
}
