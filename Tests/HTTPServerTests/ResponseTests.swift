import HTTPMessage
import HTTPServer
import TestSupport
import Testing

struct ResponseTests {
    @Test func fieldsOfTheHandlerAreSentInOrder() throws {
        var headers: HTTPHeaders = ["x-request-id": "1", "set-cookie": "a=b", "Content-Length": "99", "Date": "then"]
        headers.add("set-cookie", "c=d")
        let response = try answer(HTTPResponse(status: 202, headers: headers, body: Array("hello".utf8)))
        #expect(response.status == 202)
        #expect(response.text == "hello")
        #expect(response.fields.filter { $0.hasPrefix("set-cookie") } == ["set-cookie: a=b", "set-cookie: c=d"])
        #expect(response.fields.filter { $0.lowercased().hasPrefix("content-length") } == ["Content-Length: 5"])
        #expect(response.value(of: "date") != "then")
    }

    @Test func noContentHasNoBody() throws {
        let response = try answer(HTTPResponse(status: 204))
        #expect(response.status == 204)
        #expect(response.value(of: "content-length") == nil)
    }

    @Test func fieldThatWouldSplitTheResponseIsRefused() throws {
        let response = try answer(HTTPResponse(status: 200, headers: ["x-a": "b\r\nx-injected: c"]))
        #expect(response.status == 500)
        #expect(response.text == "the handler's field x-a is not a header field\n")
    }

    @Test(arguments: [0, 100, 600, 70_000, -1])
    func statusThatIsNoneIsRefused(status: Int) throws {
        let response = try answer(HTTPResponse(status: status))
        #expect(response.status == 500)
        #expect(response.text == "the handler answered with the status \(status)\n")
    }

    private func answer(_ response: HTTPResponse) throws -> RawHTTPClient.Response {
        let server = try HTTPServer(configuration: configuration()) { _ in response }
        return try RawHTTPClient(port: server.port).exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    }
}

struct FaultTests {
    @Test func closedConnectionGivesNoByte() throws {
        let server = try HTTPServer(
            configuration: configuration(), delivering: { HTTPDelivery(echo($0), fault: .reset) })
        let client = try RawHTTPClient(port: server.port)
        try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(try client.readToEnd() == [])
    }

    @Test(arguments: [0, 7, 100_000])
    func truncatedBodyEndsEarly(count: Int) throws {
        let body = [UInt8](repeating: 65, count: 200_000)
        let server = try HTTPServer(
            configuration: configuration(),
            delivering: { _ in
                HTTPDelivery(HTTPResponse(status: 200, body: body), fault: .truncation(bodyBytes: count))
            })
        let client = try RawHTTPClient(port: server.port)
        try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        let text = String(decoding: try client.readToEnd(), as: UTF8.self)
        let (head, sent) = try #require(
            text.firstRange(of: "\r\n\r\n").map { (text[..<$0.lowerBound], text[$0.upperBound...]) })
        #expect(head.contains("Content-Length: 200000"))
        #expect(sent.utf8.count == count)
    }

    /// One thread: what waits must not keep it, and the last one is not waited for.
    @Test func lateAnswersLeaveTheThreadFreeAndComeInTheirOrder() throws {
        let server = try HTTPServer(
            configuration: configuration { $0.threads = 1 },
            delivering: { request in
                let delay: Duration =
                    switch request.target {
                    case "/late": .milliseconds(30)
                    case "/never": .seconds(3_600)
                    default: .zero
                    }
                return HTTPDelivery(echo(request), delay: delay)
            })
        let late = try (0..<5).map { _ in try RawHTTPClient(port: server.port) }
        let never = try RawHTTPClient(port: server.port)
        for client in late { try client.send("GET /late HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") }
        try never.send("GET /never HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
        let client = try RawHTTPClient(port: server.port)
        #expect(try client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status == 200)
        for client in late {
            #expect(String(decoding: try client.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 200"))
        }
        server.stop()
        // What was held back is sent when the server stops: it is an answer, after all.
        #expect(String(decoding: try never.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 200"))
    }

    @Test func aHandlerSeesTheAddressOfTheClient() throws {
        let server = try HTTPServer(configuration: configuration()) { request in
            HTTPResponse(status: request.isLocal ? 200 : 403, body: Array((request.peer ?? "none").utf8))
        }
        let client = try RawHTTPClient(port: server.port)
        let response = try client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == "127.0.0.1")
    }

    /// One thread: the stalled connections must not keep it.
    @Test func stalledConnectionsLeaveTheThreadFreeAndEndWithTheServer() throws {
        let server = try HTTPServer(
            configuration: configuration { $0.threads = 1 },
            delivering: { HTTPDelivery(echo($0), fault: $0.target == "/stall" ? .stall : nil) })
        let stalled = try (0..<5).map { _ in try RawHTTPClient(port: server.port) }
        for client in stalled { try client.send("GET /stall HTTP/1.1\r\nHost: h\r\n\r\n") }
        let client = try RawHTTPClient(port: server.port)
        #expect(try client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n").status == 200)
        server.stop()
        for client in stalled { #expect(try client.readToEnd() == []) }
    }
}
