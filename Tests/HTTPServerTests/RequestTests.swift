import HTTPMessage
import HTTPServer
import TestSupport
import Testing

struct RequestTests {
    let server: HTTPServer
    let client: RawHTTPClient

    init() throws {
        server = try HTTPServer(configuration: configuration(), handler: echo)
        client = try RawHTTPClient(port: server.port)
    }

    @Test func connectionIsKeptBetweenRequests() throws {
        for number in 1...3 {
            let response = try client.exchange("GET /\(number) HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(response.status == 200)
            #expect(response.text == "GET /\(number)\nHost: h\n\n")
            #expect(response.value(of: "content-type") == "text/plain")
        }
    }

    @Test func pipelinedRequestsAreAnsweredInOrder() throws {
        try client.send((1...50).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
        for number in 1...50 { #expect(try client.readResponse().text.hasPrefix("GET /\(number)\n")) }
    }

    @Test(arguments: [
        ("/v2/a%2Fb%20c/?q=%26&x=a+b%3D", "/v2/a%2Fb%20c/?q=%26&x=a+b%3D"), ("/%zz?%", "/%zz?%"), ("//a//b", "//a//b"),
        ("/caf\u{E9}?\u{1F311}", "/caf\u{E9}?\u{1F311}"), ("http://h:1/p%2F?x=1", "/p%2F?x=1"), ("http://h", "/"),
        ("https://h?x", "/?x"), ("/%00", "/%00")
    ])
    func targetIsKeptAsItWasSent(sent: String, received: String) throws {
        #expect(try client.exchange("GET \(sent) HTTP/1.1\r\nHost: h\r\n\r\n").text == "GET \(received)\nHost: h\n\n")
    }

    @Test func targetThatIsNotUTF8IsRefused() throws {
        try client.send(Array("GET /".utf8) + [0xFF] + Array(" HTTP/1.1\r\nHost: h\r\n\r\n".utf8))
        let response = try client.readResponse()
        #expect(response.status == 400)
        #expect(response.text == "the request target is not UTF-8\n")
    }

    @Test func headerFieldsKeepTheirOrderAndTheirDuplicates() throws {
        let response = try client.exchange(
            "GET / HTTP/1.1\r\nX-B: 1\r\nHost: h\r\nx-a:2\r\nX-B:   3 \r\nX-Empty:\r\nCookie: a=b; c=d\r\n\r\n")
        #expect(response.text == "GET /\nX-B: 1\nHost: h\nx-a: 2\nX-B: 3\nX-Empty: \nCookie: a=b; c=d\n\n")
    }

    @Test(arguments: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"])
    func everyMethodReachesTheHandler(method: String) throws {
        let response = try client.exchange("\(method) / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi")
        #expect(response.text == "\(method) /\nHost: h\nContent-Length: 2\n\nhi")
    }

    @Test func headIsAnsweredWithoutBody() throws {
        let response = try client.exchange("HEAD /long HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(response.value(of: "content-length") == "20")
        #expect(try client.exchange("GET /next HTTP/1.1\r\nHost: h\r\n\r\n").text.hasPrefix("GET /next\n"))
    }

    /// The request arrives in two pieces, cut at every byte.
    @Test func requestMayBeSplitAnywhere() throws {
        let request = Array("POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello".utf8)
        for cut in 1..<request.count {
            try client.send(request[..<cut])
            try client.send(request[cut...])
            #expect(try client.readResponse().text == "POST /a?b\nHost: h\nContent-Length: 5\n\nhello")
        }
        for byte in request { try client.send([byte]) }
        #expect(try client.readResponse().text.hasSuffix("\n\nhello"))
    }

    @Test func chunkedBodyIsPutTogether() throws {
        let request = Array(
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n").utf8)
        for cut in 1..<request.count {
            try client.send(request[..<cut])
            try client.send(request[cut...])
            #expect(try client.readResponse().text.hasSuffix("\n\nabc0123456789"))
        }
    }

    @Test func clientThatAsksIsToldToContinue() throws {
        try client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.readResponse().status == 100)
        try client.send("hi")
        #expect(try client.readResponse().text.hasSuffix("\n\nhi"))
    }

    @Test func version10ClosesUnlessAskedNotTo() throws {
        #expect(try client.exchange("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").text.hasPrefix("GET /1\n"))
        #expect(try client.exchange("GET /2 HTTP/1.0\r\n\r\n").text.hasPrefix("GET /2\n"))
        #expect(try client.readToEnd() == [])
    }

    @Test func manyClientsAreServedAtOnce() async throws {
        let port = server.port
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let client = try RawHTTPClient(port: port)
                    return try (0..<20).count {
                        let body = "\(number)-\($0)"
                        let head = "POST /\(number) HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                        let answer = try client.exchange(head + body).text
                        return answer.hasPrefix("POST /\(number)\n") && answer.hasSuffix("\n\n" + body)
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(answers == 64 * 20)
    }
}
