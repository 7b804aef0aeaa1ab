import Glibc
import Synchronization

/// A TCP server on this machine that does to each connection what a test says, however wrong: one thread each.
final class RawServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let requests = Mutex<[String]>([])

    /// - Parameter serve: Called on a thread of its own for each connection, which closes when it returns.
    init(_ serve: @escaping @Sendable (Connection, RawServer) -> Void) {
        (listener, port) = Self.listening()
        startThread { [listener, weak self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else { break }
                guard let self else {
                    close(descriptor)
                    break
                }
                startThread {
                    serve(Connection(descriptor: descriptor), self)
                    shutdown(descriptor, Int32(SHUT_RDWR))
                    close(descriptor)
                }
            }
            close(listener)
        }
    }

    private static func listening() -> (descriptor: Int32, port: UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
                bind(listener, socketAddress, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, socketAddress, &length) == 0
            }
        }
        precondition(isListening, "no port is free")
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// The head and body of every request read so far, over all connections.
    var received: [String] { requests.withLock { $0 } }

    func note(_ request: String) { requests.withLock { $0.append(request) } }

    /// A port that nothing listens at.
    static var closedPort: UInt16 {
        let server = RawServer { _, _ in }
        return server.port
    }

    struct Connection: Sendable {
        let descriptor: Int32

        /// The next request with its body, as text; nil at the end of the connection.
        func read() -> String? {
            var text = ""
            while true {
                if let end = text.firstRange(of: "\r\n\r\n") {
                    let length = text.split(separator: "\r\n").compactMap { line in
                        line.lowercased().hasPrefix("content-length:")
                            ? Int(line.split(separator: ":")[1].drop { $0 == " " }) : nil
                    }
                    if text[end.upperBound...].utf8.count >= length.first ?? 0 { return text }
                }
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return nil }
                text += String(decoding: buffer[..<count], as: UTF8.self)
            }
        }

        /// - Returns: Whether the other side still listens.
        @discardableResult
        func write(_ text: String) -> Bool { write(Array(text.utf8)) }

        @discardableResult
        func write(_ message: [UInt8]) -> Bool {
            var bytes = message[...]
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes {
                    send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                bytes = bytes.dropFirst(count)
            }
            return true
        }

        /// Says nothing until the other side has gone.
        func stall() {
            while read() != nil {}
        }
    }
}

private final class ThreadBody {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func startThread(_ run: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(ThreadBody(run)).toOpaque()
    pthread_create(
        &thread, nil,
        { context in
            // Never null: passed two lines above.
            Unmanaged<ThreadBody>.fromOpaque(context!).takeRetainedValue().run()
            return nil
        }, context)
    pthread_detach(thread)
}
