// The headers of this module declare SOCK_STREAM and its like too, and where it is read before Glibc they are its own.
internal import CHTTPServerShim
internal import Glibc

/// A socket that listens, made here and not by libmicrohttpd, which reports failures only as text.
struct ListeningSocket {
    let descriptor: Int32
    let port: UInt16
    /// Tells this socket from one that got the same descriptor later.
    private let inode: ino_t?

    init(_ configuration: HTTPServer.Configuration) throws(HTTPServerError) {
        let address = try SocketAddress(host: configuration.host, port: configuration.port)
        guard address.isLoopback || configuration.allowsRemoteClients else {
            throw HTTPServerError(
                .remoteHost,
                "\(configuration.host) can be reached from other machines; listen on 127.0.0.1 or ::1, or allow remote "
                    + "clients")
        }
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system("make a socket") }
        do throws(HTTPServerError) {
            try Self.listen(descriptor, at: address, configuration)
            (self.descriptor, port) = (descriptor, try Self.port(of: descriptor))
            inode = Self.inode(of: descriptor)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Closes the socket unless libmicrohttpd has done so. When it fails to start, it closes what it was given in some
    /// cases (no TLS) and not in others, and by then the descriptor may be another thread's.
    func closeIfOpen() {
        if let inode, Self.inode(of: descriptor) == inode { close(descriptor) }
    }

    private static func inode(of descriptor: Int32) -> ino_t? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status.st_ino : nil
    }

    private static func listen(
        _ descriptor: Int32, at address: SocketAddress, _ configuration: HTTPServer.Configuration
    ) throws(HTTPServerError) {
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        // A server started again must not wait for the connections of the one before to fade.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
        if address.family == AF_INET6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &yes, size) }
        let status = address.withPointer { bind(descriptor, $0, $1) }
        guard status == 0, Glibc.listen(descriptor, SOMAXCONN) == 0 else { throw refusal(errno, configuration) }
    }

    private static func refusal(_ code: Int32, _ configuration: HTTPServer.Configuration) -> HTTPServerError {
        let (host, port) = (configuration.host, configuration.port)
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        let problem = "cannot listen on \(place): \(errorText(code))"
        switch code {
        case EADDRINUSE:
            return HTTPServerError(
                .addressInUse, problem + "; stop the program that listens there or choose another port")
        case EACCES where port > 0 && port < 1_024:
            return HTTPServerError(.privilegedPort, problem + "; ports below 1024 are root's: choose 1024 to 65535")
        case EADDRNOTAVAIL:
            return HTTPServerError(.invalidHost, problem + "; choose an address of this machine, such as 127.0.0.1")
        default:
            return HTTPServerError(.system(code), problem)
        }
    }

    private static func port(of descriptor: Int32) throws(HTTPServerError) -> UInt16 {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let status = withUnsafeMutableBytes(of: &storage) { bytes in
            getsockname(descriptor, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, &size)
        }
        guard status == 0 else { throw .system("ask for the port") }
        // The port is at the same place in `sockaddr_in` and `sockaddr_in6`.
        return withUnsafeBytes(of: storage) {
            UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self))
        }
    }
}

/// A numeric IPv4 or IPv6 address with a port.
private enum SocketAddress {
    case ipv4(sockaddr_in)
    case ipv6(sockaddr_in6)

    init(host: String, port: UInt16) throws(HTTPServerError) {
        var (v4, v6) = (sockaddr_in(), sockaddr_in6())
        if inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &v4.sin_addr) == 1 {
            (v4.sin_family, v4.sin_port) = (sa_family_t(AF_INET), port.bigEndian)
            self = .ipv4(v4)
        } else if inet_pton(AF_INET6, host, &v6.sin6_addr) == 1 {
            (v6.sin6_family, v6.sin6_port) = (sa_family_t(AF_INET6), port.bigEndian)
            self = .ipv6(v6)
        } else {
            throw HTTPServerError(
                .invalidHost, "\"\(host)\" is not an address to listen on; write localhost, 127.0.0.1 or ::1")
        }
    }

    var family: Int32 {
        switch self {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        }
    }

    var isLoopback: Bool {
        switch self {
        case .ipv4(let address): UInt32(bigEndian: address.sin_addr.s_addr) >> 24 == 127
        case .ipv6(let address):
            withUnsafeBytes(of: address.sin6_addr) { $0.dropLast().allSatisfy { $0 == 0 } && $0[15] == 1 }
        }
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>?, socklen_t) -> Result) -> Result {
        func call<Address>(_ address: Address) -> Result {
            withUnsafeBytes(of: address) {
                body($0.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(MemoryLayout<Address>.size))
            }
        }
        switch self {
        case .ipv4(let address): return call(address)
        case .ipv6(let address): return call(address)
        }
    }
}
