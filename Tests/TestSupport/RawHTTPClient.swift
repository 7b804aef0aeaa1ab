internal import Glibc

/// A connection to a server on this machine whose bytes a test writes itself. Every wait ends after 20 seconds.
package final class RawHTTPClient {
    /// What went wrong, in the words of the call.
    package struct Failure: Error {
        package let description: String
    }

    /// A response as it came over the wire.
    package struct Response: Equatable {
        package var status: Int
        package var fields: [String]
        package var body: [UInt8]

        package var text: String { String(decoding: body, as: UTF8.self) }

        /// The first value of the field `name`, letter case ignored.
        package func value(of name: String) -> String? {
            let prefix = name.lowercased() + ":"
            return fields.first { $0.lowercased().hasPrefix(prefix) }
                .map { String($0.dropFirst(prefix.count).drop { $0 == " " }) }
        }
    }

    private let descriptor: Int32
    private var received: [UInt8] = []

    package init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(description: "socket: errno \(errno)") }
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, 4)
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafeBytes(of: address) {
            connect(descriptor, $0.assumingMemoryBound(to: sockaddr.self).baseAddress, 16)
        }
        // `deinit` closes the socket, also when this throws.
        guard status == 0 else { throw Failure(description: "connect: errno \(errno)") }
    }

    deinit { close(descriptor) }

    package func send(_ text: String) throws { try send(Array(text.utf8)) }

    package func send(_ bytes: some Collection<UInt8>) throws {
        let bytes = Array(bytes)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(description: "send: errno \(errno)") }
            sent += count
        }
    }

    /// Reads one response, interim ones (1xx) included.
    package func readResponse(toHead: Bool = false) throws -> Response {
        let head = try read(through: Array("\r\n\r\n".utf8))
        var lines = String(decoding: head.dropLast(4), as: UTF8.self).split(separator: "\r\n").map(String.init)
        let parts = lines.removeFirst().split(separator: " ")
        guard parts.count > 1, let status = Int(parts[1]) else {
            throw Failure(description: "no status line in \(lines)")
        }
        var response = Response(status: status, fields: lines, body: [])
        if !toHead, let length = response.value(of: "content-length").flatMap({ Int($0) }) {
            response.body = try read(count: length)
        }
        return response
    }

    /// Everything until the server closes the connection.
    package func readToEnd() throws -> [UInt8] {
        while try fill() {}
        defer { received = [] }
        return received
    }

    private func read(through end: [UInt8]) throws -> [UInt8] {
        var searched = 0
        while true {
            if let index = (searched..<max(searched, received.count - end.count + 1)).first(where: {
                received[$0..<$0 + end.count].elementsEqual(end)
            }) {
                return take(index + end.count)
            }
            searched = max(0, received.count - end.count + 1)
            guard try fill() else { throw Failure(description: "closed after \(received.count) bytes of a head") }
        }
    }

    private func read(count: Int) throws -> [UInt8] {
        while received.count < count {
            guard try fill() else {
                throw Failure(description: "closed after \(received.count) of \(count) body bytes")
            }
        }
        return take(count)
    }

    private func take(_ count: Int) -> [UInt8] {
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// False at the end of the stream. A reset counts as one.
    private func fill() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno != ECONNRESET { throw Failure(description: "receive: errno \(errno)") }
        if count > 0 { received.append(contentsOf: buffer[..<count]) }
        return count > 0
    }
}
