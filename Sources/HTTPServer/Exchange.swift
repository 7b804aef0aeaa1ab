internal import CHTTPServerShim
internal import CMicroHTTPD
internal import Glibc
internal import HTTPMessage

/// A request while it arrives. Lives on the thread that serves its connection, from the request line to the end of the
/// answer.
final class Exchange {
    enum Phase {
        case requestLine, body
        /// The body is too long: what comes is dropped, and answered with 413 at the end, because a client that is still
        /// writing when the connection closes would see a reset instead of the answer.
        case discarding(bytes: Int)
        /// The handler wants no answer to be sent.
        case stalled
        /// The handler wants the answer to be sent later.
        case delayed(HTTPDelivery)
    }

    var phase = Phase.requestLine
    /// Nil where it is not UTF-8.
    let target: String?
    private(set) var headers = HTTPHeaders()
    /// The numeric address of the client.
    private(set) var peer = "unknown"
    var body: [UInt8] = []
    private(set) var arrival: Arrival?

    init(rawTarget: UnsafePointer<CChar>) {
        target = String(validatingCString: rawTarget).map(Self.originForm)
    }

    /// The absolute form, which servers have to accept too (RFC 9112 section 3.2.2), without scheme and authority.
    private static func originForm(_ target: String) -> String {
        guard !target.hasPrefix("/"), let scheme = ["http://", "https://"].first(where: target.lowercased().hasPrefix)
        else { return target }
        let rest = target.utf8.dropFirst(scheme.utf8.count).drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        return (rest.first == UInt8(ascii: "/") ? "" : "/") + String(Substring(rest))
    }

    func readHeaders(of connection: OpaquePointer?, _ functions: borrowing httpd_functions) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = functions.get_connection_values(
            connection, .HEADER_KIND,
            { context, _, name, value in
                guard let context, let name else { return .NO }
                let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
                exchange.headers.add(String(cString: name), value.map(fieldValue) ?? "")
                return .YES
            }, context)
    }

    func readPeer(of connection: OpaquePointer?, _ functions: borrowing httpd_functions) {
        let functions = copy functions
        // INET6_ADDRSTRLEN, the longest there is.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 46) { text in
            guard let start = text.baseAddress else { return }
            let isKnown = withUnsafePointer(to: functions) { httpd_peer($0, connection, start, text.count) }
            if isKnown == 1 { peer = String(cString: start) }
        }
    }

    func readArrival(of connection: OpaquePointer?, _ functions: borrowing httpd_functions) {
        let functions = copy functions
        let kept = withUnsafePointer(to: functions) { httpd_connection_context($0, connection) }
        arrival = kept.map { Unmanaged<Arrival>.fromOpaque($0).takeUnretainedValue() }
    }

    /// What `content-length` promises; 0 where it is absent, as in a chunked body.
    var declaredBodyBytes: Int { headers["content-length"].flatMap { Int($0) } ?? 0 }

    /// Whether the client waits for a word before it sends the body (RFC 9110 section 10.1.1).
    var expectsContinue: Bool { headers["expect"]?.isEqualIgnoringASCIICase(to: "100-continue") ?? false }
}

/// libmicrohttpd takes off the white space in front of a value, but not the one behind it (RFC 9110 section 5.5).
private func fieldValue(_ text: UnsafePointer<CChar>) -> String {
    let bytes = UnsafeRawBufferPointer(start: text, count: strlen(text))
    let end = bytes.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }.map { $0 + 1 } ?? 0
    return String(decoding: bytes[..<end], as: UTF8.self)
}
