import HTTPMessage
import HTTPServer
import LocalAPI
import LocalAPIServer
import TestSupport
import Testing

struct LocalAPIServerTests {
    @Test func servesASeededAccountAtAPort() throws {
        let server = try LocalAPIServer()
        try server.api.seed(["droplets": 3])
        #expect(server.address == "http://127.0.0.1:\(server.port)")
        let answer = try get("/v2/droplets", from: server)
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""meta":{"total":3}"#))
        #expect(server.api.requests.map(\.operation) == ["droplets.list"])
    }

    @Test func servesAnInstanceThatIsCalledInProcessMeanwhile() throws {
        let api = try LocalAPI()
        let server = try LocalAPIServer(serving: api)
        try api.seed(["droplets": 1])
        api.fail(LocalAPI.Fault(.status(503)))
        #expect(try get("/v2/droplets", from: server).status == 503)
        api.clearFaults()
        #expect(try get("/v2/droplets", from: server).text.contains(#""meta":{"total":1}"#))
    }

    @Test func serversAreAccountsOfTheirOwn() throws {
        let (one, other) = (try LocalAPIServer(), try LocalAPIServer())
        try one.api.seed(["droplets": 1])
        #expect(try get("/v2/droplets", from: other).text.contains(#""meta":{"total":0}"#))
    }

    @Test func theAnswerToHeadStatesALengthAndHasNoBody() throws {
        let server = try LocalAPIServer()
        let length = try get("/v2/regions", from: server).body.count
        let client = try RawHTTPClient(port: server.port)
        try client.send(request("HEAD", "/v2/regions"))
        let head = try client.readResponse(toHead: true)
        #expect(head.value(of: "content-length") == "\(length)")
        try client.send(request("GET", "/v2/regions"))
        #expect(try client.readResponse().status == 200)
    }

    @Test func theAddressOfIPv6HasBrackets() throws {
        var transport = HTTPServer.Configuration()
        transport.host = "::1"
        let server = try LocalAPIServer(at: transport)
        #expect(server.address == "http://[::1]:\(server.port)")
    }

    @Test func nobodyListensAfterItsStop() throws {
        let server = try LocalAPIServer()
        server.stop()
        server.stop()
        #expect(throws: RawHTTPClient.Failure.self) { try RawHTTPClient(port: server.port) }
    }

    private func get(_ target: String, from server: LocalAPIServer) throws -> RawHTTPClient.Response {
        let client = try RawHTTPClient(port: server.port)
        try client.send(request("GET", target))
        return try client.readResponse()
    }

    private func request(_ method: String, _ target: String) -> String {
        "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(LocalAPI.exampleToken)\r\n\r\n"
    }
}
