import APIClient
import HTTPMessage
import HTTPServer
import JSON
import Testing

/// The same list in process and over HTTP.
struct ListRouteTests {
    @Sendable private static func respond(_ request: HTTPRequest) -> HTTPResponse {
        let number = { (name: String) in request.queryItems.first { $0.name == name }.flatMap { Int($0.value) } }
        let (page, size) = (number("page") ?? 1, number("per_page") ?? 20)
        let range = min((page - 1) * size, 2_345)..<min(page * size, 2_345)
        let items = range.map { "{\"id\":\($0)}" }.joined(separator: ",")
        let next = range.upperBound < 2_345 ? "\"next\":\"https://api.example.com/v2/things?page=\(page + 1)\"" : ""
        let text = "{\"things\":[\(items)],\"links\":{\"pages\":{\(next)}},\"meta\":{\"total\":2345}}"
        return HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: Array(text.utf8))
    }

    private func check(_ client: APIClient) throws {
        let list = try client.sendAll(thingList())
        #expect(list.items.compactMap { $0["id"]?.integer } == Array(0..<2_345))
        #expect(list.discrepancy == nil)
    }

    @Test func inProcess() throws {
        try check(APIClient(transport: InProcessTransport(respond: Self.respond)))
    }

    @Test func overHTTP() throws {
        let server = try HTTPServer(configuration: .init(), handler: Self.respond)
        defer { server.stop() }
        let url = try BaseURL("http://localhost:\(server.port)")
        try check(APIClient(transport: CurlTransport(.init(baseURL: url))))
    }
}
