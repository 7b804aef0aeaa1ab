internal import CHTTPServerShim
internal import Glibc
internal import HTTPMessage
internal import Synchronization

/// A running libmicrohttpd with the callbacks that lead to the handler.
final class Daemon: Sendable {
    let handler: HTTPServer.DeliveringHandler
    let maximumBodyBytes: Int
    /// From the arrival of their header fields to the end of their answer.
    let requestsInFlight: CountUnderWay
    let connections: CountUnderWay
    // Not `Sendable` only because Swift does not know the type of a variadic function in it; it never changes.
    nonisolated(unsafe) let functions: httpd_functions

    /// Connections that a handler left without an answer; they leave when the server stops.
    let stalled = Mutex(StalledConnections())
    /// Connections whose answers leave later.
    let delayed: DelayedConnections

    let arrivals: Arrivals

    /// Nil once it has stopped.
    private let handle: Mutex<Handle?>
    private let graceSeconds: Int
    private let listener: Int32

    // Only `stop` uses the pointer, and only the call that took it out of the mutex.
    private struct Handle: @unchecked Sendable {
        let daemon: OpaquePointer
    }

    /// Takes over the socket, also when it throws.
    init(
        _ configuration: HTTPServer.Configuration, socket: ListeningSocket,
        handler: @escaping HTTPServer.DeliveringHandler
    ) throws(HTTPServerError) {
        self.handler = handler
        maximumBodyBytes = min(max(configuration.maximumBodyBytes, 0), 1 << 40)
        graceSeconds = min(max(configuration.stopGraceSeconds, 0), 1 << 32)
        arrivals = Arrivals(
            limit: max(configuration.maximumConnections, 1), seconds: configuration.requestTimeoutSeconds)
        listener = socket.descriptor
        handle = Mutex(nil)
        do throws(HTTPServerError) {
            functions = try LoadedLibrary.microHTTPD()
            requestsInFlight = try CountUnderWay()
            connections = try CountUnderWay()
            delayed = try DelayedConnections()
        } catch {
            socket.closeIfOpen()
            throw error
        }
        let started = try start(configuration, socket)
        handle.withLock { $0 = Handle(daemon: started) }
    }

    private func start(
        _ configuration: HTTPServer.Configuration, _ socket: ListeningSocket
    ) throws(HTTPServerError) -> OpaquePointer {
        var options = httpd_options()
        options.listen_socket = socket.descriptor
        options.threads = UInt32(min(max(configuration.threads, 1), 64))
        options.connection_limit = UInt32(clamping: max(configuration.maximumConnections, 1))
        options.timeout_seconds = UInt32(clamping: configuration.idleTimeoutSeconds)
        options.connection_memory = max(configuration.maximumHeaderBytes, 1_024)
        // Not retained: `stop` joins the threads that use it before `self` can go.
        options.context = Unmanaged.passUnretained(self).toOpaque()
        options.began = requestBegan
        options.received = requestReceived
        options.completed = requestCompleted
        options.connected = connectionChanged
        var functions = functions
        var problem = [CChar](repeating: 0, count: 512)
        let daemon = withAllSignalsBlocked {
            guard let tls = configuration.tls else { return httpd_start(&functions, &options, &problem, problem.count) }
            return tls.certificateChain.withCString { certificate in
                tls.privateKey.withCString { key in
                    (options.certificate, options.key) = (certificate, key)
                    return httpd_start(&functions, &options, &problem, problem.count)
                }
            }
        }
        guard let daemon else {
            socket.closeIfOpen()
            throw refusal(problem)
        }
        return daemon
    }

    private func refusal(_ problem: [CChar]) -> HTTPServerError {
        let words = problem.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)).split(whereSeparator: { $0 <= 0x20 })
        let text = words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
        return HTTPServerError(.startFailed, "libmicrohttpd did not start: \(text.isEmpty ? "no reason given" : text)")
    }

    /// See `HTTPServer.stop()`.
    func stop() {
        guard let daemon = handle.withLock({ $0.take() })?.daemon else { return }
        requestsInFlight.beginDraining()
        // Refuses what still knocks. Not MHD_quiesce_daemon: with epoll it takes the socket out of each thread's set while
        // that thread may be doing the same, and the second of the two aborts the process. The price is that the threads
        // poll without rest from here on. MHD_stop_daemon closes the socket.
        shutdown(listener, Int32(SHUT_RDWR))
        releaseStalled()
        delayed.stop(functions)
        requestsInFlight.waitUntilNone(milliseconds: graceSeconds * 1_000)
        endConnections()
        functions.stop_daemon(daemon)
    }

    /// Before libmicrohttpd is told to stop: from then on it queues no answer, and version 0.9.75 reads the missing one when
    /// it meets a malformed request.
    private func endConnections() {
        connections.beginDraining()
        arrivals.endInput()
        connections.waitUntilNone(milliseconds: 100)
        // Those that it has overlooked.
        arrivals.shutDown()
        connections.waitUntilNone(milliseconds: 1_000)
    }
}

/// Runs `body` with every signal blocked in this thread, so that the threads it makes never take one: signals are the
/// business of the program that embeds the server.
private func withAllSignalsBlocked<Result>(_ body: () -> Result) -> Result {
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return body()
}
