import APIClient
import Catalog
import HTTPMessage
import HTTPServer
import JSON
import Synchronization
import TestSupport
import Testing

/// Where calls of operations at other addresses go, and what they are sent.
struct OtherServerTests {
    /// A server on this machine that keeps what it was asked.
    private final class Recorder: Sendable {
        private let kept = Mutex<[HTTPRequest]>([])
        let server: HTTPServer
        var requests: [HTTPRequest] { kept.withLock { $0 } }
        var url: String { "http://127.0.0.1:\(server.port)" }

        init(_ respond: @escaping @Sendable (HTTPRequest, Int) -> HTTPResponse) throws {
            let box = Box()
            server = try HTTPServer(configuration: .init()) { box.respond?($0) ?? HTTPResponse(status: 500) }
            box.set { [weak self] request in
                let count = self?.kept.withLock { kept in
                    kept.append(request)
                    return kept.count
                }
                return respond(request, count ?? 0)
            }
        }

        deinit { server.stop() }

        /// The handler is there before the server's owner is.
        private final class Box: Sendable {
            private let handler = Mutex<(@Sendable (HTTPRequest) -> HTTPResponse)?>(nil)
            var respond: (@Sendable (HTTPRequest) -> HTTPResponse)? { handler.withLock { $0 } }
            func set(_ value: @escaping @Sendable (HTTPRequest) -> HTTPResponse) { handler.withLock { $0 = value } }
        }
    }

    private static func answer(_ status: Int = 200, _ text: String = "{}", type: String = "application/json")
        -> HTTPResponse
    {
        HTTPResponse(status: status, headers: ["content-type": type], body: Array(text.utf8))
    }

    /// A client of the vendor, or of another address, with the account's token.
    private func client(
        _ url: BaseURL = .digitalOcean, proxy: ProxySettings = ProxySettings(), certificateFile: String? = nil,
        retry: RetryPolicy = .none, rateBudget: RateBudget? = nil
    ) throws -> APIClient {
        let transport = CurlTransport(.init(baseURL: url, proxy: proxy, certificateFile: certificateFile))
        let configuration = APIClient.Configuration(
            token: try Token("dop_v1_account", from: "a test"), tokenOrigin: "the context 'prod'", retry: retry)
        return APIClient(transport: transport, configuration: configuration, rateBudget: rateBudget)
    }

    private func completion(_ agent: String, stream: Bool = false) throws -> PreparedCall {
        try prepared(
            "agent_inference.create_chat_completion",
            [
                "agent_url": .string(agent), "agent": true, "access_key": "sk-do-secret", "model": "m",
                "messages": [["role": "user", "content": "Hello"]], "stream": .bool(stream)
            ])
    }

    private func upload(_ address: String) throws -> PreparedCall {
        let operation = try #require(Catalog.standard.operation("inference.upload_batch_file"))
        let group = try #require(Catalog.standard.group(operation.group))
        let arguments: JSONObject = ["upload_url": .string(address)]
        return try ArgumentChecker().prepare(
            Call(operation, of: group, arguments: arguments, content: Array("{}\n".utf8)))
    }

    @Test func anAgentIsSentItsKeyAndNotTheToken() throws {
        let agent = try Recorder { _, _ in Self.answer(200, #"{"id":"c1"}"#) }
        let response = try client().send(completion(agent.url))
        #expect(try response.json()["id"] == "c1")
        let request = try #require(agent.requests.first)
        #expect(request.target == "/api/v1/chat/completions?agent=true")
        #expect(request.headers["authorization"] == "Bearer sk-do-secret")
        #expect(!"\(request)".contains("dop_v1_account"))
    }

    @Test func anUploadIsSentNoCredentials() throws {
        let store = try Recorder { _, _ in HTTPResponse(status: 200) }
        let response = try client().send(upload(store.url + "/b/requests.jsonl?X-Amz-Signature=5ec2e7"))
        #expect(response.status == 200)
        let request = try #require(store.requests.first)
        #expect(request.method == "PUT")
        #expect(request.target == "/b/requests.jsonl?X-Amz-Signature=5ec2e7")
        #expect(request.headers["authorization"] == nil)
        #expect(request.headers["content-type"] == "application/octet-stream")
        #expect(request.body == Array("{}\n".utf8))
    }

    /// Through a tunnel to a host that is nowhere else on this machine.
    @Test func theVendorsOtherServerIsReachedByTLSThroughTheProxy() throws {
        let folder = TemporaryFolder()
        let authority = try CertificateAuthority(directory: folder.path + "/tls")
        var configuration = HTTPServer.Configuration()
        configuration.tls = try authority.identity(hosts: ["inference.do-ai.run"])
        let server = try HTTPServer(configuration: configuration) { request in
            let isKnown = request.headers["authorization"] == "Bearer sk-do-secret"
            return Self.answer(isKnown ? 200 : 401, #"{"object":"list","data":[]}"#)
        }
        defer { server.stop() }
        let proxy = RawServer.proxy(tunnelingTo: server.port)
        let client = try client(
            proxy: ProxySettings(httpsProxy: "http://127.0.0.1:\(proxy.port)"),
            certificateFile: authority.certificatePath)
        let response = try client.send(prepared("inference.list_models", ["access_key": "sk-do-secret"]))
        #expect(try response.json()["data"] == [])
        #expect(proxy.received.count == 1)
        #expect(proxy.received.first?.hasPrefix("CONNECT inference.do-ai.run:443 HTTP/1.1\r\n") == true)
        #expect(proxy.received.first?.contains("secret") == false)
    }

    /// A test's server or a proxy for the API gets these calls, too, and the address of the call hears nothing.
    @Test func anotherBaseURLGetsEverything() throws {
        let agent = try Recorder { _, _ in Self.answer() }
        let api = try Recorder { _, _ in Self.answer() }
        let client = try client(BaseURL(api.url))
        for call in [
            try completion(agent.url), try upload(agent.url + "/b?c=d"),
            try prepared("inference.list_models", ["access_key": "sk-do-secret"])
        ] {
            _ = try client.send(call)
        }
        #expect(agent.requests.isEmpty)
        #expect(api.requests.map(\.target) == ["/api/v1/chat/completions?agent=true", "/b?c=d", "/v1/models"])
        #expect(
            api.requests.map { $0.headers["authorization"] } == ["Bearer sk-do-secret", nil, "Bearer sk-do-secret"])
    }

    @Test func theTokenIsBackForTheNextCall() throws {
        let api = try Recorder { _, _ in Self.answer(200, #"{"namespaces":[]}"#) }
        let client = try client(BaseURL(api.url))
        _ = try client.send(prepared("inference.list_models", ["access_key": "sk-do-secret"]))
        _ = try client.send(prepared("functions.list_namespaces"))
        #expect(
            api.requests.map { $0.headers["authorization"] } == ["Bearer sk-do-secret", "Bearer dop_v1_account"])
    }

    @Test func redirectsAreNotFollowed() throws {
        let other = try Recorder { _, _ in Self.answer() }
        let location = other.url + "/?key=sk-do-secret"
        let agent = try Recorder { _, _ in HTTPResponse(status: 307, headers: ["location": location]) }
        let error = try #require(failure(client(), try completion(agent.url)))
        #expect(
            error.description
                == "agent_inference.create_chat_completion: 307: \(agent.url) redirects to "
                + "\"\(other.url)/?key=[token]\", which is not followed (POST /api/v1/chat/completions)")
        #expect(other.requests.isEmpty)
    }

    /// A server that sends back what it was sent.
    @Test func errorsHoldNoSecret() throws {
        let server = try Recorder { request, _ in
            let text = "\(request.headers["authorization"] ?? "") \(request.target)"
            let status = request.method == "PUT" ? 403 : 401
            return Self.answer(status, #"{"id":"unauthorized","message":"no: \#(text)","request_id":"\#(text)"}"#)
        }
        let rejected = try #require(failure(client(), try completion(server.url)))
        #expect(
            rejected.description
                == "agent_inference.create_chat_completion: 401 unauthorized: "
                + "no: Bearer [token] /api/v1/chat/completions?agent=true "
                + "(POST /api/v1/chat/completions, request Bearer [token] /api/v1/chat/completions?agent=true); "
                + "the access_key was rejected")
        #expect(rejected.isAuthenticationFailure)
        let address = server.url + "/batch/requests.jsonl?X-Amz-Signature=5ec2e7"
        let expired = try #require(failure(client(), try upload(address)))
        #expect(
            expired.description
                == "inference.upload_batch_file: 403 unauthorized: no:  [address] "
                + "(PUT /<upload_url>, request [address]); the upload_url was rejected")
        #expect(!"\(expired)\(String(describing: expired.body))".contains("5ec2e7"))
    }

    @Test func noAnswerNamesTheServer() throws {
        let url = "http://127.0.0.1:\(RawServer.closedPort)"
        let error = try #require(failure(client(), try upload(url + "/batch/requests.jsonl?X-Amz-Signature=5ec2e7")))
        #expect(error.kind == .transport(.refused))
        #expect(error.message.hasPrefix("\(url): the connection was refused"), "\(error)")
        #expect(!error.description.contains("5ec2e7") && !error.description.contains("requests.jsonl"), "\(error)")
    }

    @Test func retriesGoByTheMethod() throws {
        let server = try Recorder { _, count in count % 2 == 1 ? HTTPResponse(status: 503) : Self.answer() }
        let client = try client(retry: RetryPolicy(maximumAttempts: 2, firstPause: .milliseconds(1)))
        #expect(try client.send(upload(server.url + "/b?c=d")).attempts == 2)
        #expect(failure(client, try completion(server.url))?.status == 503)
        #expect(server.requests.map(\.method) == ["PUT", "PUT", "POST"])
    }

    /// Another server's limits are its own: no request is counted, and what it says of them is not the API's.
    @Test func theRateBudgetIsForTheAPIAlone() throws {
        let agent = try Recorder { _, _ in
            var answer = Self.answer()
            answer.headers["ratelimit-limit"] = "5"
            answer.headers["ratelimit-remaining"] = "0"
            answer.headers["ratelimit-reset"] = "2000000000"
            return answer
        }
        let client = try client(rateBudget: RateBudget(limits: .init(perMinute: 1, perHour: 1)))
        for _ in 0..<3 { _ = try client.send(completion(agent.url)) }
        #expect(agent.requests.count == 3)
        #expect(client.rateLimit == nil)
        #expect(client.rateStatus?.hour.used == 0)
    }

    @Test func aStreamIsAnAnswer() throws {
        let events = "data: {\"choices\":[]}\n\ndata: [DONE]\n\n"
        let agent = try Recorder { _, _ in Self.answer(200, events, type: "text/event-stream; charset=utf-8") }
        let response = try client().send(completion(agent.url, stream: true))
        #expect(!response.isJSON)
        #expect(String(decoding: response.body, as: UTF8.self) == events)
    }

    /// A portal's page is none of the forms that the catalog knows.
    @Test func anotherFormIsNoAnswer() throws {
        let agent = try Recorder { _, _ in Self.answer(200, "<p>Log in</p>", type: "text/html") }
        #expect(failure(try client(), try completion(agent.url))?.kind == .unreadable)
    }

    @Test func thePolicyCanRefuseOtherServers() throws {
        let agent = try Recorder { _, _ in Self.answer() }
        let client = try client()
        client.configuration.policy.otherServersRefusal = "there is no vendor here"
        #expect(
            failure(client, try completion(agent.url))?.description
                == "agent_inference.create_chat_completion: refused: there is no vendor here")
        #expect(agent.requests.isEmpty)
    }
}
