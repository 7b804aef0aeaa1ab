import HTTPMessage
import HTTPServer
import TestSupport
import Testing

struct LimitTests {
    @Test func bodyOfTheLimitPassesAndOneByteMoreIsRefused() throws {
        let server = try HTTPServer(configuration: configuration { $0.maximumBodyBytes = 10 }) { echo($0) }
        let client = try RawHTTPClient(port: server.port)
        let fits = try client.exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n0123456789")
        #expect(fits.text.hasSuffix("\n\n0123456789"))
        let tooLong = try client.exchange("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n0123456789a")
        #expect(tooLong.status == 413)
        #expect(tooLong.text == "the request body is longer than 10 bytes\n")
        let chunked =
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n6\r\n012345\r\n0\r\n\r\n"
        #expect(try client.exchange(chunked).status == 413)
        #expect(try client.exchange("GET /next HTTP/1.1\r\nHost: h\r\n\r\n").status == 200)
    }

    @Test func longBodyIsReadToItsEndSoThatTheRefusalArrives() throws {
        let server = try HTTPServer(configuration: configuration(), handler: echo)
        let client = try RawHTTPClient(port: server.port)
        let count = 11 << 20
        try client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(count)\r\n\r\n")
        try client.send([UInt8](repeating: 1, count: count))
        #expect(try client.readResponse().status == 413)
        let fits = 10 << 20
        try client.send("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: \(fits)\r\n\r\n")
        try client.send([UInt8](repeating: 65, count: fits))
        #expect(try client.readResponse().body.suffix(fits) == [UInt8](repeating: 65, count: fits)[...])
    }

    @Test(arguments: ["Content-Length: 11\r\nExpect: 100-continue", "Content-Length: 99999999999"])
    func bodyThatWasNotSentYetIsRefusedAtOnce(fields: String) throws {
        let server = try HTTPServer(configuration: configuration { $0.maximumBodyBytes = 10 }) { echo($0) }
        let client = try RawHTTPClient(port: server.port)
        #expect(try client.exchange("POST / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n\r\n").status == 413)
    }

    @Test func endlessHeaderFieldsAreRefused() throws {
        let server = try HTTPServer(configuration: configuration(), handler: echo)
        let client = try RawHTTPClient(port: server.port)
        try client.send("GET / HTTP/1.1\r\nHost: h\r\n")
        let field = "X-Flood: " + String(repeating: "x", count: 1_000) + "\r\n"
        // The connection breaks while it is still written to.
        for _ in 0..<100 where (try? client.send(field)) == nil { break }
        let answer = String(decoding: try client.readToEnd(), as: UTF8.self)
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
        try expectServing(server)
    }

    @Test(arguments: [
        "\r\n\r\nrubbish rubbish rubbish\r\n\r\n", "GET / HTTP/1.1\r\nHost", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "GET / HTTP/1.1\r\nNoColon\r\n\r\n",
        "\u{0}\u{1}\u{2}\u{16}\u{3}\u{1}\r\n\r\n"
    ])
    func brokenRequestLeavesTheServerServing(bytes: String) throws {
        let server = try HTTPServer(configuration: configuration { $0.idleTimeoutSeconds = 1 }) { echo($0) }
        let client = try RawHTTPClient(port: server.port)
        try client.send(bytes)
        let answer = String(decoding: try client.readToEnd(), as: UTF8.self)
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4") || answer.hasPrefix("HTTP/1.1 5"))
        try expectServing(server)
    }

    /// Pieces of requests and noise, glued at random, the same in every run of the tests.
    @Test func noiseLeavesTheServerServing() throws {
        let server = try HTTPServer(configuration: configuration { $0.idleTimeoutSeconds = 1 }) { echo($0) }
        let pieces = [
            "GET / HTTP/1.1\r\n", "POST /%2 HTTP/1.0\r\n", "Host: h\r\n", "Content-Length: 3\r\n",
            "Content-Length: 0x3\r\n",
            "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: gzip, chunked\r\n", "\r\n", "\r\n\r\n", "\n", "abc",
            "FFFFFFFF\r\n",
            "3\r\nabc\r\n", "0\r\n\r\n", " folded\r\n", ":\r\n", "\u{0}", "\u{7F}", "Expect: 100-continue\r\n",
            "Connection: close\r\n"
        ]
        var state: UInt64 = 42
        for _ in 0..<500 {
            let client = try RawHTTPClient(port: server.port)
            for _ in 0..<12 {
                // Knuth's linear congruential generator: what matters is only that it is always the same.
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                try? client.send(pieces[Int(state >> 33) % pieces.count])
            }
        }
        try expectServing(server)
    }

    @Test(arguments: ["", "GET / HT", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc"])
    func silentConnectionIsClosed(sent: String) throws {
        let server = try HTTPServer(configuration: configuration { $0.idleTimeoutSeconds = 1 }) { echo($0) }
        let client = try RawHTTPClient(port: server.port)
        try client.send(sent)
        // Ends when the server closes, and would fail after the client's own 20 seconds.
        _ = try client.readToEnd()
        try expectServing(server)
    }

    /// Twelve clients that never end their header fields, three times as many as there may be connections.
    @Test func slowClientsTakeNobodysPlace() throws {
        let server = try HTTPServer(configuration: configuration { $0.maximumConnections = 4 }) { echo($0) }
        let slow = try (0..<12).map { _ in
            let client = try RawHTTPClient(port: server.port)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ")
            return client
        }
        for _ in 0..<3 { try expectServing(server) }
        // The one that waited for the longest time had to go, without an answer.
        #expect(try slow[0].readToEnd().isEmpty)
    }

    /// Neither silence nor any number of bytes is what ends this one.
    @Test func aRequestThatTakesTooLongIsCutOff() throws {
        let server = try HTTPServer(
            configuration: configuration {
                $0.requestTimeoutSeconds = 1
                $0.maximumHeaderBytes = 64 << 20
            }
        ) { echo($0) }
        let slow = try RawHTTPClient(port: server.port)
        try slow.send("GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ")
        // Whoever comes looks after the slow ones.
        while (try? slow.send("x")) != nil { try expectServing(server) }
    }

    @Test func clientThatLeavesWhileItIsWrittenToHurtsNobody() throws {
        let body = [UInt8](repeating: 0, count: 8 << 20)
        let server = try HTTPServer(configuration: configuration()) { _ in HTTPResponse(status: 200, body: body) }
        for _ in 0..<8 {
            try RawHTTPClient(port: server.port).send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        }
        let client = try RawHTTPClient(port: server.port)
        #expect(try client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").body.count == body.count)
    }

    private func expectServing(_ server: HTTPServer) throws {
        let client = try RawHTTPClient(port: server.port)
        #expect(try client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status == 200)
    }
}
