internal import CHTTPServerShim
internal import CMicroHTTPD
internal import HTTPMessage

extension Daemon {
    /// Queues an answer. One that HTTP has no room for becomes a 500 that says why.
    func send(_ response: HTTPResponse, on connection: OpaquePointer?) -> MHD_Result {
        // It copies the body: libmicrohttpd writes after this call has returned.
        let handle = response.body.withUnsafeBytes {
            functions.create_response_from_buffer(
                $0.count, UnsafeMutableRawPointer(mutating: $0.baseAddress), .RESPMEM_MUST_COPY)
        }
        return queue(handle, response, on: connection)
    }

    /// Queues an answer whose body ends too early, by a closed connection.
    func send(_ response: HTTPResponse, cutAfter count: Int, on connection: OpaquePointer?) -> MHD_Result {
        let body = Unmanaged.passRetained(
            CutBody(bytes: response.body, length: min(max(count, 0), response.body.count)))
        let handle = functions.create_response_from_callback(
            UInt64(response.body.count), 16 << 10, readCutBody, body.toOpaque(), releaseCutBody)
        if handle == nil { body.release() }
        return queue(handle, response, on: connection)
    }

    private func queue(_ handle: OpaquePointer?, _ response: HTTPResponse, on connection: OpaquePointer?) -> MHD_Result
    {
        guard let handle else { return .NO }
        defer { functions.destroy_response(handle) }
        guard (200...599).contains(response.status) else {
            return send(Self.plain(500, "the handler answered with the status \(response.status)"), on: connection)
        }
        for field in response.headers.fields where !Self.isServersOwn(field.name) {
            guard functions.add_response_header(handle, field.name, field.value) == .YES else {
                return send(Self.plain(500, "the handler's field \(field.name) is not a header field"), on: connection)
            }
        }
        if requestsInFlight.isDraining { _ = functions.add_response_header(handle, "Connection", "close") }
        return functions.queue_response(connection, UInt32(response.status), handle)
    }

    private static func isServersOwn(_ name: String) -> Bool {
        // Most names differ in length, which is the cheapest thing to look at.
        switch name.utf8.count {
        case 4: name.isEqualIgnoringASCIICase(to: "date")
        case 14: name.isEqualIgnoringASCIICase(to: "content-length")
        case 17: name.isEqualIgnoringASCIICase(to: "transfer-encoding")
        default: false
        }
    }
}

/// The part of a body that is sent before the connection breaks.
private final class CutBody {
    let bytes: [UInt8]
    let length: Int

    init(bytes: [UInt8], length: Int) { (self.bytes, self.length) = (bytes, length) }
}

private let readCutBody: MHD_ContentReaderCallback = { context, position, buffer, size in
    // MHD_CONTENT_READER_END_WITH_ERROR, a macro with a cast in it: breaks the connection.
    guard let context, let buffer else { return -2 }
    let body = Unmanaged<CutBody>.fromOpaque(context).takeUnretainedValue()
    let piece = body.bytes[..<body.length].dropFirst(Int(position)).prefix(size)
    guard !piece.isEmpty else { return -2 }
    UnsafeMutableRawBufferPointer(start: buffer, count: size).copyBytes(from: piece)
    return piece.count
}

private let releaseCutBody: MHD_ContentReaderFreeCallback = { context in
    if let context { Unmanaged<CutBody>.fromOpaque(context).release() }
}
