import APIClient
import HTTPMessage
import Testing

/// libcurl against servers that do everything wrong.
struct CurlFaultTests {
    private let small = TransferLimits(stallTimeout: .seconds(1), maximumResponseBytes: 1_000)

    @Test func refusedConnectionsHaveSentNothing() throws {
        let error = try result(port: RawServer.closedPort).error
        #expect(error?.kind == .refused)
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test func closedConnectionsMayHaveBeenServed() throws {
        let server = RawServer { connection, _ in _ = connection.read() }
        let error = try result(port: server.port).error
        #expect(error?.kind == .closed)
        #expect(error?.mayHaveBeenSent == true)
    }

    /// libcurl would send it again by itself: the connection it had kept was closed without an answer.
    @Test(arguments: [("POST", 2), ("PATCH", 2), ("GET", 3), ("PUT", 3)])
    func aKeptConnectionThatCloses(method: String, requestCount: Int) throws {
        let server = RawServer { connection, server in
            guard let first = connection.read() else { return }
            server.note(first)
            // Of the first connection the second request gets no answer.
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            if let second = connection.read() { server.note(second) }
        }
        let transport = try curlTransport(to: server.port)
        let request = HTTPRequest(method: method, target: "/", body: method == "GET" ? [] : [0x7B, 0x7D])
        let first = transport.start(request, token: nil, limits: TransferLimits())
        _ = try outcome(of: first, in: transport).get()
        let second = outcome(of: transport.start(request, token: nil, limits: TransferLimits()), in: transport)
        #expect(server.received.count == requestCount)
        if requestCount == 2 {
            #expect(second.error?.kind == .closed)
            #expect(second.error?.mayHaveBeenSent == true)
        } else {
            #expect(try second.get().status == 200)
        }
    }

    @Test func aStalledAnswerIsGivenUp() throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
            connection.stall()
        }
        #expect(try result(port: server.port, limits: small).error?.kind == .stalled)
    }

    @Test func aSlowAnswerIsGivenUp() throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.stall()
        }
        let limits = TransferLimits(totalTimeout: .milliseconds(200))
        #expect(try result(port: server.port, limits: limits).error?.kind == .timeout)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}garbage", "HTTP/1.1 abc def\r\n\r\n", "HTTP/7.3 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"
    ])
    func garbageIsRefused(text: String) throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write(text)
        }
        let kind = try result(port: server.port).error?.kind
        #expect(kind == .garbage || kind == .closed, "\(String(describing: kind))")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Ty", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
    ])
    func halfAnAnswerIsNone(text: String) throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write(text)
        }
        #expect(try result(port: server.port).error?.kind != nil)
    }

    @Test(arguments: [
        "Content-Length: 10737418240\r\n", "Transfer-Encoding: chunked\r\n", ""
    ])
    func anEndlessAnswerIsCutEarly(header: String) throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write("HTTP/1.1 200 OK\r\n\(header)\r\n")
            let piece = String(repeating: "a", count: 4_096)
            while connection.write(header.hasPrefix("T") ? "1000\r\n\(piece)\r\n" : piece) {}
        }
        let error = try result(port: server.port, limits: small).error
        #expect(error?.kind == .tooLarge)
        #expect(error?.description == "the answer is larger than allowed (1000 bytes)")
    }

    @Test func endlessHeadersAreCutEarly() throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write("HTTP/1.1 200 OK\r\n")
            var number = 0
            while connection.write("x-\(number): \(String(repeating: "a", count: 1_000))\r\n") { number += 1 }
        }
        let error = try result(port: server.port).error
        #expect(error?.description == "the answer is larger than allowed (262144 bytes of header fields)")
    }

    @Test func anUnknownHostIsNamed() throws {
        let transport = CurlTransport(.init(baseURL: try BaseURL("https://moontide.invalid")))
        let id = transport.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
        let error = outcome(of: id, in: transport).error
        #expect(error?.kind == .unknownHost)
        #expect(error?.mayHaveBeenSent == false)
    }
}
