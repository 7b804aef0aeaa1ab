import APIClient
import Glibc
import HTTPMessage
import Testing

/// libcurl against servers that do everything wrong.
struct CurlTransportTests {
    private let small = TransferLimits(stallTimeout: .seconds(1), maximumResponseBytes: 1_000)

    private func result(
        _ request: HTTPRequest = HTTPRequest(method: "GET", target: "/v2/x"), port: UInt16,
        limits: TransferLimits = TransferLimits()
    ) throws -> Result<HTTPResponse, TransportError> {
        let transport = try curlTransport(to: port)
        return outcome(of: transport.start(request, token: nil, limits: limits), in: transport)
    }

    private func kind(_ result: Result<HTTPResponse, TransportError>) -> TransportError.Kind? {
        if case .failure(let error) = result { error.kind } else { nil }
    }

    private func error(_ result: Result<HTTPResponse, TransportError>) -> TransportError? {
        if case .failure(let error) = result { error } else { nil }
    }

    @Test func sendsAndReceivesWholeMessages() throws {
        let server = RawServer { connection, server in
            while let request = connection.read() {
                server.note(request)
                connection.write("HTTP/1.1 201 Created\r\nX-Request-Id: 7f0c\r\nContent-Length: 5\r\n\r\nhello")
            }
        }
        let transport = try curlTransport(to: server.port)
        let request = HTTPRequest(
            method: "PUT", target: "/v2/a%2Fb?c=d", headers: ["accept": "application/json", "x-empty": ""],
            body: Array("{\"a\":1}".utf8))
        let token = try Token("dop_v1_secret", from: "a test")
        for _ in 0..<2 {
            let id = transport.start(request, token: token, limits: TransferLimits())
            let response = try outcome(of: id, in: transport).get()
            #expect(response.status == 201)
            #expect(response.headers["x-request-id"] == "7f0c")
            #expect(response.body == Array("hello".utf8))
        }
        let lines = Set(server.received[0].split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init))
        let expected: Set = [
            "PUT /v2/a%2Fb?c=d HTTP/1.1", "Host: 127.0.0.1:\(server.port)", "accept: application/json", "x-empty:",
            "authorization: Bearer dop_v1_secret", "User-Agent: moontide", "Accept-Encoding: gzip", "Content-Length: 7",
            "{\"a\":1}"
        ]
        #expect(lines.isSuperset(of: expected), "\(server.received[0])")
        #expect(!server.received[0].contains("Expect"))
    }

    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    func everyMethodGoesOutWithItsBody(method: String) throws {
        let server = RawServer { connection, server in
            while let request = connection.read() {
                server.note(request)
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            }
        }
        _ = try result(HTTPRequest(method: method, target: "/v2/x"), port: server.port).get()
        #expect(server.received[0].hasPrefix("\(method) /v2/x HTTP/1.1\r\n"))
        if method != "GET" && method != "HEAD" {
            _ = try result(HTTPRequest(method: method, target: "/v2/x", body: [0x7B, 0x7D]), port: server.port).get()
            #expect(server.received[1].hasPrefix("\(method) /v2/x HTTP/1.1\r\n"))
            #expect(server.received[1].hasSuffix("\r\n\r\n{}"))
        }
    }

    @Test func connectionsAreKept() throws {
        let server = RawServer { connection, server in
            server.note("connection")
            while connection.read() != nil { connection.write("HTTP/1.1 204 No Content\r\n\r\n") }
        }
        let transport = try curlTransport(to: server.port)
        for _ in 0..<5 {
            let id = transport.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
            #expect(try outcome(of: id, in: transport).get().status == 204)
        }
        #expect(server.received == ["connection"])
    }

    @Test func manyTransfersRunAtOnce() throws {
        let server = RawServer { connection, _ in
            while let request = connection.read() {
                let target = request.split(separator: " ")[1]
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(target.utf8.count)\r\n\r\n\(target)")
            }
        }
        let transport = try curlTransport(to: server.port)
        var targets: [TransferID: String] = [:]
        for number in 0..<50 {
            let request = HTTPRequest(method: "GET", target: "/\(number)")
            targets[transport.start(request, token: nil, limits: TransferLimits())] = "/\(number)"
        }
        while !targets.isEmpty {
            for completion in transport.wait(until: nil, orReadable: []).completions {
                let target = targets.removeValue(forKey: completion.id)
                #expect(try completion.result.get().body == Array((target ?? "").utf8))
            }
        }
    }

    @Test func interimAnswersAreSkipped() throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write(
                "HTTP/1.1 103 Early Hints\r\nx-a: 1\r\n\r\nHTTP/1.1 200 OK\r\nx-b: 2\r\nContent-Length: 0\r\n\r\n")
        }
        let response = try result(port: server.port).get()
        #expect(response.status == 200)
        #expect(response.headers["x-a"] == nil)
        #expect(response.headers["x-b"] == "2")
    }

    @Test func redirectsAreAnswers() throws {
        let server = RawServer { connection, server in
            while let request = connection.read() {
                server.note(request)
                connection.write("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
            }
        }
        let response = try result(port: server.port).get()
        #expect((response.status, response.headers["location"]) == (302, "/elsewhere"))
        #expect(server.received.count == 1)
    }

    @Test func refusedConnectionsHaveSentNothing() throws {
        let error = error(try result(port: RawServer.closedPort))
        #expect(error?.kind == .refused)
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test func closedConnectionsMayHaveBeenServed() throws {
        let server = RawServer { connection, _ in _ = connection.read() }
        let error = error(try result(port: server.port))
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
            #expect(kind(second) == .closed)
            #expect(error(second)?.mayHaveBeenSent == true)
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
        #expect(kind(try result(port: server.port, limits: small)) == .stalled)
    }

    @Test func aSlowAnswerIsGivenUp() throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.stall()
        }
        let limits = TransferLimits(totalTimeout: .milliseconds(200))
        #expect(kind(try result(port: server.port, limits: limits)) == .timeout)
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
        let kind = kind(try result(port: server.port))
        #expect(kind == .garbage || kind == .closed, "\(String(describing: kind))")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "HTTP/1.1 200 O"
    ])
    func halfAnAnswerIsNone(text: String) throws {
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write(text)
        }
        #expect(try kind(result(port: server.port)) != nil)
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
        let error = error(try result(port: server.port, limits: small))
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
        #expect(try kind(result(port: server.port)) == .tooLarge)
    }

    @Test func compressedAnswersAreUnpacked() throws {
        // gzip of "hello", RFC 1952, stored without compression.
        let packed: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 5, 0, 0xFA, 0xFF, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0x86, 0xA6, 0x10,
            0x36,
            5, 0, 0, 0
        ]
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
            connection.write(packed)
            connection.stall()
        }
        let response = try result(port: server.port).get()
        #expect(response.body == Array("hello".utf8))
        #expect(response.headers["content-encoding"] == nil)
        #expect(response.headers["content-length"] == nil)
        let tight = TransferLimits(maximumResponseBytes: 30)
        #expect(try result(port: server.port, limits: tight).get().body.count == 5)
    }

    @Test func anUnknownHostIsNamed() throws {
        let transport = CurlTransport(.init(baseURL: try BaseURL("https://moontide.invalid")))
        let id = transport.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
        let error = error(outcome(of: id, in: transport))
        #expect(error?.kind == .unknownHost)
        #expect(error?.mayHaveBeenSent == false)
    }

    @Test func aCancelledTransferClosesItsConnection() throws {
        let server = RawServer { connection, server in
            _ = connection.read()
            server.note("asked")
            connection.stall()
            server.note("gone")
        }
        let transport = try curlTransport(to: server.port)
        let id = transport.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
        while server.received.isEmpty {
            #expect(transport.wait(until: .now + .milliseconds(10), orReadable: []).completions.isEmpty)
        }
        transport.cancel(id)
        while server.received.count < 2 {
            #expect(transport.wait(until: .now + .milliseconds(10), orReadable: []).completions.isEmpty)
        }
    }

    @Test func aWakeUpEndsTheWait() throws {
        let transport = try curlTransport(to: RawServer.closedPort)
        transport.wakeUp.signal()
        #expect(transport.wait(until: nil, orReadable: []).completions.isEmpty)
        let server = RawServer { connection, _ in connection.stall() }
        let busy = try curlTransport(to: server.port)
        _ = busy.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
        busy.wakeUp.signal()
        #expect(busy.wait(until: nil, orReadable: []).completions.isEmpty)
    }

    @Test func aReadableDescriptorEndsTheWait() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        #expect(write(ends[1], "x", 1) == 1)
        let server = RawServer { connection, _ in connection.stall() }
        let transport = try curlTransport(to: server.port)
        #expect(transport.wait(until: nil, orReadable: [ends[0]]).readable == [ends[0]])
        _ = transport.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
        #expect(transport.wait(until: nil, orReadable: [ends[0]]).readable == [ends[0]])
    }

    /// Neither a proxy in the process's environment nor one in the settings may see a request to this machine.
    @Test func thisMachineIsReachedWithoutAProxy() throws {
        let proxy = RawServer { connection, server in connection.read().map(server.note) }
        let server = RawServer { connection, _ in
            _ = connection.read()
            connection.write("HTTP/1.1 204 No Content\r\n\r\n")
        }
        let settings = CurlTransport.Settings(
            baseURL: try BaseURL("http://127.0.0.1:\(server.port)"),
            proxy: ProxySettings(environment: ["https_proxy": "http://127.0.0.1:\(proxy.port)"]))
        let transport = CurlTransport(settings)
        let id = transport.start(HTTPRequest(method: "GET", target: "/"), token: nil, limits: TransferLimits())
        #expect(try outcome(of: id, in: transport).get().status == 204)
        #expect(proxy.received.isEmpty)
    }

    @Test func aProxyOfTheEnvironmentNeverSeesTheToken() throws {
        let proxy = RawServer { connection, server in
            connection.read().map(server.note)
            connection.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        }
        let settings = CurlTransport.Settings(
            baseURL: try BaseURL("https://api.example.com"),
            proxy: ProxySettings(environment: ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"]))
        let transport = CurlTransport(settings)
        let id = transport.start(
            HTTPRequest(method: "GET", target: "/v2/account"), token: try Token("dop_v1_secret", from: "a test"),
            limits: TransferLimits())
        let error = error(outcome(of: id, in: transport))
        #expect(error?.kind == .proxy)
        #expect(error?.mayHaveBeenSent == false)
        #expect(proxy.received.count == 1)
        #expect(proxy.received.first?.hasPrefix("CONNECT api.example.com:443 HTTP/1.1\r\n") == true)
        #expect(proxy.received.first?.contains("secret") == false)
    }
}

struct ProxySettingsTests {
    @Test(
        arguments: [
            ([:], ProxySettings()), (["https_proxy": ""], ProxySettings()),
            (["https_proxy": "a", "HTTPS_PROXY": "b", "all_proxy": "c"], ProxySettings(httpsProxy: "a")),
            (["ALL_PROXY": "c", "NO_PROXY": "x.com"], ProxySettings(httpsProxy: "c", noProxy: "x.com")),
            (["http_proxy": "d"], ProxySettings())
        ] as [([String: String], ProxySettings)])
    func readsTheEnvironment(environment: [String: String], settings: ProxySettings) {
        #expect(ProxySettings(environment: environment) == settings)
    }
}

struct InProcessTransportTests {
    @Test func theAPIGetsTheTokenLikeAnyServer() throws {
        var requests: [HTTPRequest] = []
        let transport = InProcessTransport { request in
            requests.append(request)
            return HTTPResponse(status: 204)
        }
        let first = transport.start(
            HTTPRequest(method: "GET", target: "/1"), token: try Token("abc", from: "a test"), limits: TransferLimits())
        let second = transport.start(HTTPRequest(method: "GET", target: "/2"), token: nil, limits: TransferLimits())
        transport.cancel(second)
        #expect(requests.isEmpty)
        let events = transport.wait(until: nil, orReadable: [])
        #expect(events.completions.map(\.id) == [first])
        #expect(requests.map(\.target) == ["/1"])
        #expect(requests[0].headers["authorization"] == "Bearer abc")
    }

    @Test func aWakeUpEndsTheWait() {
        let transport = InProcessTransport { _ in HTTPResponse(status: 204) }
        transport.wakeUp.signal()
        #expect(transport.wait(until: nil, orReadable: []).completions.isEmpty)
    }
}

func curlTransport(to port: UInt16) throws -> CurlTransport {
    CurlTransport(.init(baseURL: try BaseURL("http://127.0.0.1:\(port)")))
}

/// Waits until a transfer is over.
func outcome(of id: TransferID, in transport: any Transport) -> Result<HTTPResponse, TransportError> {
    while true {
        for completion in transport.wait(until: nil, orReadable: []).completions where completion.id == id {
            return completion.result
        }
    }
}
