import APIClient
import HTTPMessage
import Testing

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
