public import HTTPMessage

/// An HTTP/1.1 server in the same process: libmicrohttpd's event loop and parser in front of one function.
///
///     let server = try HTTPServer { request in
///         HTTPResponse(status: 200, headers: ["content-type": "text/plain"], body: Array(request.target.utf8))
///     }
///     print("http://127.0.0.1:\(server.port)")
///     server.stop()
///
/// The function is called on the server's threads, several at a time, with whole requests: the target as it was sent,
/// the header fields in their order. A handler that blocks keeps one of `Configuration.threads` busy and with it the
/// connections that it serves. HEAD and OPTIONS reach the handler like every method; the body of an answer to HEAD is
/// left out on the way. Requests that break the protocol, or the limits, are answered by the server itself.
///
/// `content-length`, `transfer-encoding` and `date` of a response are the server's, and ignored in what a handler returns.
public final class HTTPServer: Sendable {
    /// What answers a request.
    public typealias Handler = @Sendable (HTTPRequest) -> HTTPResponse

    /// What answers a request and says what befalls the answer: it may be late, or broken on purpose. Clients of an API
    /// have to survive that. An answer that waits, or never leaves, costs no thread.
    public typealias DeliveringHandler = @Sendable (HTTPRequest) -> HTTPDelivery

    /// The port it listens at, also where the configuration left the choice to the system.
    public let port: UInt16

    private let daemon: Daemon

    /// Starts listening and serving.
    ///
    /// - Throws: `HTTPServerError`: the library is missing, the address is in use or not allowed, TLS failed.
    public convenience init(
        configuration: Configuration = Configuration(), handler: @escaping Handler
    ) throws(HTTPServerError) {
        try self.init(configuration: configuration, delivering: { HTTPDelivery(handler($0)) })
    }

    /// As `init(configuration:handler:)`, with a handler that may also hold answers back and break connections.
    public init(
        configuration: Configuration = Configuration(), delivering handler: @escaping DeliveringHandler
    ) throws(HTTPServerError) {
        let socket = try ListeningSocket(configuration)
        port = socket.port
        daemon = try Daemon(configuration, socket: socket, handler: handler)
    }

    deinit { daemon.stop() }

    /// Stops accepting connections, lets the requests that have reached the handler finish (for at most
    /// `Configuration.stopGraceSeconds`), closes all connections and ends the threads. Does nothing the second time.
    ///
    /// A handler must not call it: it waits for the handler's own thread.
    public func stop() { daemon.stop() }
}
