import APIClient
import Glibc
import HTTPMessage
import HTTPServer
import TestSupport
import Testing

/// A whole way through a proxy, to a host that exists nowhere else.
struct ProxyTunnelTests {
    @Test func theTokenTravelsInsideTheTunnelOnly() throws {
        let folder = TemporaryFolder()
        let authority = try CertificateAuthority(directory: folder.path + "/tls")
        var configuration = HTTPServer.Configuration()
        configuration.tls = try authority.identity(hosts: ["api.example.com"])
        let server = try HTTPServer(configuration: configuration) { request in
            let isKnown = request.headers["authorization"] == "Bearer dop_v1_secret"
            return HTTPResponse(status: isKnown ? 204 : 401)
        }
        defer { server.stop() }
        let proxy = RawServer.proxy(tunnelingTo: server.port)
        let environment = ["https_proxy": "http://127.0.0.1:\(proxy.port)"]
        let transport = CurlTransport(
            .init(
                baseURL: try BaseURL("https://api.example.com"), proxy: ProxySettings(environment: environment),
                certificateFile: authority.certificatePath))
        let token = try Token("dop_v1_secret", from: "a test")
        for _ in 0..<2 {
            let id = transport.start(
                HTTPRequest(method: "GET", target: "/v2/account"), token: token, limits: TransferLimits())
            #expect(try outcome(of: id, in: transport).get().status == 204)
        }
        #expect(proxy.received.count == 1)
        #expect(proxy.received.first?.hasPrefix("CONNECT api.example.com:443 HTTP/1.1\r\n") == true)
        #expect(proxy.received.first?.contains("secret") == false)
    }

    @Test func aMissingCertificateFileIsNamed() throws {
        let transport = CurlTransport(
            .init(
                baseURL: try BaseURL("https://127.0.0.1:\(RawServer.closedPort)"), certificateFile: "/nonexistent.pem"))
        let id = transport.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
        if case .failure(let error) = outcome(of: id, in: transport) {
            #expect(!error.mayHaveBeenSent)
        } else {
            Issue.record("must fail")
        }
    }
}

extension RawServer {
    /// A proxy whose tunnels all lead to one port of this machine, whatever host they are asked for.
    static func proxy(tunnelingTo port: UInt16) -> RawServer {
        RawServer { connection, proxy in
            guard let request = connection.read() else { return }
            proxy.note(request)
            connection.write("HTTP/1.1 200 Connection established\r\n\r\n")
            connection.relay(toPort: port)
        }
    }
}

extension RawServer.Connection {
    /// Carries bytes both ways until one side has gone.
    func relay(toPort port: UInt16) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, length) == 0 }
        }
        guard isConnected else { return }
        while true {
            var sides = [descriptor, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&sides, 2, -1) > 0 else { return }
            if sides[0].revents != 0, !copy(descriptor, server) { return }
            if sides[1].revents != 0, !copy(server, descriptor) { return }
        }
    }

    private func copy(_ source: Int32, _ target: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(source, &buffer, buffer.count, 0)
        return count > 0 && RawServer.Connection(descriptor: target).write(Array(buffer[..<count]))
    }
}
