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

    @Test func answersComeLateCutOrNotAtAll() throws {
        let deliveries: [String: HTTPDelivery] = [
            "/late": HTTPDelivery(HTTPResponse(status: 200), delay: .milliseconds(5)),
            "/cut": HTTPDelivery(HTTPResponse(status: 200), fault: .truncation(bodyBytes: 1)),
            "/reset": HTTPDelivery(HTTPResponse(status: 200), fault: .reset),
            "/stall": HTTPDelivery(HTTPResponse(status: 200), fault: .stall),
            "/slow": HTTPDelivery(HTTPResponse(status: 200), delay: .seconds(9))
        ]
        let transport = InProcessTransport(delivering: {
            deliveries[$0.target] ?? HTTPDelivery(HTTPResponse(status: 404))
        })
        let limits = TransferLimits(totalTimeout: .seconds(2), stallTimeout: .milliseconds(20))
        func results(_ target: String) -> Result<HTTPResponse, TransportError>? {
            let id = transport.start(HTTPRequest(method: "GET", target: target), token: nil, limits: limits)
            while true {
                let events = transport.wait(until: nil, orReadable: [])
                if let completion = events.completions.first { return completion.id == id ? completion.result : nil }
            }
        }
        #expect(results("/late") == .success(HTTPResponse(status: 200)))
        #expect(results("/cut") == .failure(TransportError(.closed, mayHaveBeenSent: true)))
        #expect(results("/reset") == .failure(TransportError(.closed, mayHaveBeenSent: true)))
        #expect(results("/stall") == .failure(TransportError(.stalled, mayHaveBeenSent: true)))
        #expect(results("/slow") == .failure(TransportError(.stalled, mayHaveBeenSent: true)))
        #expect(results("/") == .success(HTTPResponse(status: 404)))
    }

    @Test func aWakeUpEndsTheWait() {
        let transport = InProcessTransport { _ in HTTPResponse(status: 204) }
        transport.wakeUp.signal()
        #expect(transport.wait(until: nil, orReadable: []).completions.isEmpty)
    }
}
