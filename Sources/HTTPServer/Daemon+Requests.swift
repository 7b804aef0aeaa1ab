internal import CHTTPServerShim
internal import CMicroHTTPD
internal import HTTPMessage

// The callbacks of libmicrohttpd, in the order in which a connection and its requests meet them.

/// A connection begins (the code is 0) or ends (1).
let connectionChanged: MHD_NotifyConnectionCallback = { daemon, connection, kept, code in
    guard let daemon, let kept else { return }
    let daemonObject = Unmanaged<Daemon>.fromOpaque(daemon).takeUnretainedValue()
    if code.rawValue == 0 {
        daemonObject.connections.begin()
        kept.pointee = Unmanaged.passRetained(daemonObject.arrival(of: connection)).toOpaque()
    } else if let arrival = kept.pointee {
        kept.pointee = nil
        daemonObject.arrivals.remove(Unmanaged<Arrival>.fromOpaque(arrival).takeRetainedValue())
        daemonObject.connections.end()
    }
}

/// The request line has arrived: makes the exchange that the other two get.
let requestBegan:
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) ->
        UnsafeMutableRawPointer? = { _, target, _ in
            target.map { Unmanaged.passRetained(Exchange(rawTarget: $0)).toOpaque() }
        }

/// Called once when the header fields are there, once for each piece of the body, and once at its end.
let requestReceived: MHD_AccessHandlerCallback = { daemon, connection, _, method, _, piece, size, exchange in
    guard let daemon, let method, let size, let exchange = exchange?.pointee else { return .NO }
    let received = UnsafeRawBufferPointer(start: piece, count: size.pointee)
    size.pointee = 0
    return Unmanaged<Daemon>.fromOpaque(daemon).takeUnretainedValue().receive(
        received, of: Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue(), method: method, connection)
}

/// The answer is out, or the connection broke.
let requestCompleted: MHD_RequestCompletedCallback = { daemon, _, pointer, _ in
    guard let daemon, let exchange = pointer?.pointee else { return }
    pointer?.pointee = nil
    let ended = Unmanaged<Exchange>.fromOpaque(exchange).takeRetainedValue()
    if case .requestLine = ended.phase { return }
    ended.arrival?.beginWaiting()
    Unmanaged<Daemon>.fromOpaque(daemon).takeUnretainedValue().requestsInFlight.end()
}

extension Daemon {
    fileprivate func receive(
        _ piece: UnsafeRawBufferPointer, of exchange: Exchange, method: UnsafePointer<CChar>,
        _ connection: OpaquePointer?
    ) -> MHD_Result {
        switch exchange.phase {
        case .requestLine: return begin(exchange, connection)
        case .stalled: return .NO
        case .delayed(let delivery): return deliver(delivery, exchange, connection)
        case .body where piece.isEmpty:
            return answer(exchange, method: String(cString: method), connection)
        case .discarding where piece.isEmpty:
            return send(bodyTooLong, on: connection)
        case .body where exchange.body.count + piece.count <= maximumBodyBytes:
            exchange.body.append(contentsOf: piece)
            return .YES
        case .body:
            exchange.phase = .discarding(bytes: exchange.body.count + piece.count)
            exchange.body = []
            return .YES
        case .discarding(let bytes):
            exchange.phase = .discarding(bytes: bytes + piece.count)
            return bytes < longestDiscard ? .YES : .NO
        }
    }

    private func begin(_ exchange: Exchange, _ connection: OpaquePointer?) -> MHD_Result {
        exchange.phase = .body
        requestsInFlight.begin()
        exchange.readHeaders(of: connection, functions)
        exchange.readPeer(of: connection, functions)
        exchange.readArrival(of: connection, functions)
        let declared = exchange.declaredBodyBytes
        guard declared > maximumBodyBytes else { return .YES }
        // Answered before the body: libmicrohttpd closes the connection behind it.
        if exchange.expectsContinue || declared > longestDiscard { return send(bodyTooLong, on: connection) }
        exchange.phase = .discarding(bytes: 0)
        return .YES
    }

    fileprivate func arrival(of connection: OpaquePointer?) -> Arrival {
        let functions = functions
        let arrival = Arrival(descriptor: withUnsafePointer(to: functions) { httpd_descriptor($0, connection) })
        arrivals.add(arrival)
        return arrival
    }

    private func answer(_ exchange: Exchange, method: String, _ connection: OpaquePointer?) -> MHD_Result {
        exchange.arrival?.endWaiting()
        guard let target = exchange.target else {
            return send(Self.plain(400, "the request target is not UTF-8"), on: connection)
        }
        var request = HTTPRequest(method: method, target: target, headers: exchange.headers, body: exchange.body)
        request.peer = exchange.peer
        let delivery = handler(request)
        guard delivery.delay > .zero, let connection else { return deliver(delivery, exchange, connection) }
        exchange.phase = .delayed(delivery)
        return delayed.suspend(connection, for: delivery.delay, functions) ? .YES : .NO
    }

    private func deliver(
        _ delivery: HTTPDelivery, _ exchange: Exchange, _ connection: OpaquePointer?
    ) -> MHD_Result {
        switch delivery.fault {
        case nil: send(delivery.response, on: connection)
        case .reset: .NO
        case .truncation(let count): send(delivery.response, cutAfter: count, on: connection)
        case .stall: stall(exchange, connection)
        }
    }

    /// How much of a body that is too long is read to be polite. Without a limit a client could write forever.
    private var longestDiscard: Int { maximumBodyBytes + (64 << 20) }

    private var bodyTooLong: HTTPResponse {
        Self.plain(413, "the request body is longer than \(maximumBodyBytes) bytes")
    }

    static func plain(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["content-type": "text/plain; charset=utf-8"], body: Array((text + "\n").utf8))
    }
}
