import APIClient
import Glibc
import HTTPMessage
import Testing

/// libcurl against servers that behave.
struct CurlTransportTests {
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
        _ = try result(of: HTTPRequest(method: method, target: "/v2/x"), port: server.port).get()
        #expect(server.received[0].hasPrefix("\(method) /v2/x HTTP/1.1\r\n"))
        if method != "GET" && method != "HEAD" {
            _ = try result(of: HTTPRequest(method: method, target: "/v2/x", body: [0x7B, 0x7D]), port: server.port)
                .get()
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
}
