import APIClient
import Catalog
import HTTPMessage
import HTTPServer
import JSON
import Synchronization
import TestSupport
import Testing

/// The same calls in process, over HTTP and over HTTPS.
struct RouteTests {
    enum Route: CaseIterable { case inProcess, http, https }

    /// A small API of namespaces that wants a token.
    private final class Namespaces: Sendable {
        let labels = Mutex<[String]>([])

        @Sendable func respond(_ request: HTTPRequest) -> HTTPResponse {
            guard request.headers["authorization"] == "Bearer dop_v1_secret" else {
                return answer(401, #"{"id":"unauthorized","message":"Unable to authenticate you."}"#)
            }
            switch (request.method, request.target) {
            case ("GET", "/v2/functions/namespaces"):
                let all = labels.withLock { $0 }.map { #"{"label":"\#($0)"}"# }.joined(separator: ",")
                return answer(200, #"{"namespaces":[\#(all)]}"#)
            case ("POST", "/v2/functions/namespaces"):
                guard let label = (try? JSONValue(parsing: request.body))?["label"]?.string else {
                    return answer(400, #"{"id":"bad_request","message":"missing label field"}"#)
                }
                labels.withLock { $0.append(label) }
                return answer(200, #"{"namespace":{"label":"\#(label)"}}"#)
            case ("DELETE", "/v2/functions/namespaces/a%2Fb"): return HTTPResponse(status: 204)
            default: return answer(404, #"{"id":"not_found","message":"namespace not found","request_id":"7f0c"}"#)
            }
        }

        private func answer(_ status: Int, _ text: String) -> HTTPResponse {
            HTTPResponse(status: status, headers: ["content-type": "application/json"], body: Array(text.utf8))
        }
    }

    private func withClient(
        _ route: Route, token: String = "dop_v1_secret", _ body: (APIClient) throws -> Void
    ) throws {
        let api = Namespaces()
        let configuration = APIClient.Configuration(
            token: try Token(token, from: "a test"), tokenOrigin: "the context 'prod'", retry: .none)
        guard route != .inProcess else {
            let transport = InProcessTransport(respond: api.respond)
            return try body(APIClient(transport: transport, configuration: configuration))
        }
        let folder = TemporaryFolder()
        var settings = HTTPServer.Configuration()
        var certificateFile: String?
        if route == .https {
            let authority = try CertificateAuthority(directory: folder.path + "/tls")
            certificateFile = authority.certificatePath
            settings.tls = try authority.identity()
        }
        let server = try HTTPServer(configuration: settings, handler: api.respond)
        defer { server.stop() }
        let url = "\(route == .https ? "https" : "http")://localhost:\(server.port)"
        let transport = CurlTransport(.init(baseURL: try BaseURL(url), certificateFile: certificateFile))
        try body(APIClient(transport: transport, configuration: configuration))
    }

    @Test(arguments: Route.allCases) func writesAndReads(route: Route) throws {
        try withClient(route) { client in
            for label in ["jobs", "ünïcode ✓"] {
                let call = try prepared("functions.create_namespace", ["label": .string(label), "region": "nyc1"])
                #expect(try client.send(call).json()["namespace"]?["label"] == .string(label))
            }
            let list = try client.send(prepared("functions.list_namespaces"))
            #expect(try list.json() == ["namespaces": [["label": "jobs"], ["label": "ünïcode ✓"]]])
        }
    }

    @Test(arguments: Route.allCases) func emptyAnswersAreEmpty(route: Route) throws {
        try withClient(route) { client in
            let response = try client.send(prepared("functions.delete_namespace", ["namespace_id": "a/b"]))
            #expect(response.status == 204)
            #expect(response.body.isEmpty && !response.isJSON)
        }
    }

    @Test(arguments: Route.allCases) func errorsAreTheSame(route: Route) throws {
        try withClient(route) { client in
            let call = try prepared("functions.get_namespace", ["namespace_id": "fn-1"])
            #expect(
                failure(client, call)?.description
                    == "functions.get_namespace: 404 not_found: namespace not found "
                    + "(GET /v2/functions/namespaces/fn-1, request 7f0c)")
        }
        try withClient(route, token: "wrong") { client in
            let call = try prepared("functions.list_namespaces")
            #expect(
                failure(client, call)?.description
                    == "functions.list_namespaces: 401 unauthorized: Unable to authenticate you. "
                    + "(GET /v2/functions/namespaces); the token of the context 'prod' was rejected")
        }
    }

    @Test(arguments: Route.allCases) func manyCallsAtOnceKeepTheirAnswers(route: Route) throws {
        try withClient(route) { client in
            var labels: [Ticket: String] = [:]
            for number in 0..<100 {
                let arguments: JSONObject = ["label": .string("n\(number)"), "region": "nyc1"]
                labels[client.start(try prepared("functions.create_namespace", arguments))] = "n\(number)"
            }
            while !labels.isEmpty {
                for ticket in client.wait(until: nil).finished {
                    let answer = try client.take(ticket)?.get().json()
                    #expect(answer?["namespace"]?["label"]?.string == labels.removeValue(forKey: ticket))
                }
            }
        }
    }

    /// An authority nobody knows, and a certificate for another host.
    @Test func untrustedServersGetNothing() throws {
        let folder = TemporaryFolder()
        let requests = Mutex(0)
        var settings = HTTPServer.Configuration()
        let authority = try CertificateAuthority(directory: folder.path + "/tls")
        settings.tls = try authority.identity()
        settings.host = "127.0.0.2"
        let server = try HTTPServer(configuration: settings) { _ in
            requests.withLock { $0 += 1 }
            return HTTPResponse(status: 204)
        }
        defer { server.stop() }
        for file in [nil, authority.certificatePath] {
            let url = try BaseURL("https://127.0.0.2:\(server.port)")
            let transport = CurlTransport(.init(baseURL: url, certificateFile: file))
            let client = APIClient(transport: transport)
            let error = try #require(failure(client, try prepared("functions.list_namespaces")))
            #expect(error.kind == .transport(.untrustedCertificate), "\(error)")
            #expect(error.attempts == 1)
        }
        #expect(requests.withLock { $0 } == 0)
    }
}
