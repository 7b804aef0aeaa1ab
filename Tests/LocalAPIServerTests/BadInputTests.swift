import LocalAPI
import LocalAPIServer
import Synchronization
import TestSupport
import Testing

/// What a client may send, on purpose or by mistake, through a real connection: a documented refusal or a closed
/// connection, and nothing that another client notices.
struct BadInputTests {
    private let server: LocalAPIServer

    init() throws { server = try LocalAPIServer(LocalAPI.Configuration(rateLimiting: .counted)) }

    @Test(arguments: [
        ("{\"name\":", "400"), ("{\"name\": \"a\",}", "400"), ("[1, 2]", "400"), ("\"name\"", "400"), ("nul", "400"),
        ("{\"name\": \"\u{1}\"}", "400"), ("{\"name\": \"\\ud800\"}", "400"), ("{\"name\": 1e999}", "400"),
        (String(repeating: "[", count: 100_000), "400"), ("{\"name\": null}", "400")
    ])
    func brokenJSONIsRefused(body: String, status: String) throws {
        let answer = try send("POST", "/v2/tags", body: Array(body.utf8))
        #expect("\(answer.status)" == status, "\(answer.text)")
        #expect(answer.text.hasPrefix(#"{"id":"bad_request","message":"Invalid request payload: "#), "\(answer.text)")
        try expectServing()
    }

    @Test(arguments: [[0xC3, 0x28], [0xFF], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0x22, 0x80, 0x22]])
    func bytesThatAreNotUTF8AreRefused(bytes: [UInt8]) throws {
        let body = Array(#"{"name":""#.utf8) + bytes + Array(#""}"#.utf8)
        #expect(try send("POST", "/v2/tags", body: body).status == 400)
        #expect(try send("GET", Array("/v2/tags/".utf8) + bytes).status == 400)
        let escaped = bytes.map { "%" + String($0, radix: 16, uppercase: true) }.joined()
        #expect(try send("GET", "/v2/tags/" + escaped).status == 400)
        try expectServing()
    }

    @Test(arguments: ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/yaml", "\u{1}"])
    func otherContentTypesAreRefused(type: String) throws {
        let answer = try send("POST", "/v2/tags", fields: ["Content-Type: \(type)"], body: Array(#"{"name":"a"}"#.utf8))
        #expect([400, 415].contains(answer.status), "\(answer.text)")
        try expectServing()
    }

    @Test func aBodyOfTenMebibytesIsReadAndALongerOneRefused() throws {
        let limit = 10 << 20
        let frame = #"{"name":"a","x":""}"#.utf8.count
        for (count, status) in [(limit, 201), (limit + 1, 413), (limit * 3, 413)] {
            let body = #"{"name":"a","x":""# + String(repeating: "x", count: count - frame) + #""}"#
            #expect(try send("POST", "/v2/tags", body: Array(body.utf8)).status == status)
        }
        try expectServing()
    }

    @Test func aHundredThousandHeaderFieldsAreRefused() throws {
        let client = try RawHTTPClient(port: server.port)
        try client.send("GET /v2/regions HTTP/1.1\r\nHost: localhost\r\n")
        let hundred = (0..<100).map { "X-\($0): y\r\n" }.joined()
        // The connection breaks while it is still written to.
        for _ in 0..<1_000 where (try? client.send(hundred)) == nil { break }
        let answer = String(decoding: try client.readToEnd(), as: UTF8.self)
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"), "\(answer)")
        try expectServing()
    }

    /// A path is only ever a key to look up.
    @Test(arguments: [
        "/v2/tags/..%2F..%2Fetc%2Fpasswd", "/v2/tags/%2e%2e", "/v2/../../../etc/passwd", "/../etc/passwd",
        "//etc/passwd",
        "/v2/functions/namespaces/..%2f..%2f/triggers/%2e%2e%2fx", "/v2/droplets/1%00", "/_local/..%2f..%2fv2",
        "/v2/registry/..%2f../repositories", "/v2/domains/%2e%2e%2f%2e%2e%2fx/records",
        "/v2/tags/x'%20OR%20'1'='1", "/v2/droplets/1%20OR%201=1", "/v2/droplets/1;DROP%20TABLE%20resources"
    ])
    func pathsLeadNowhereElse(target: String) throws {
        let answer = try send("GET", target)
        #expect([400, 404].contains(answer.status), "\(answer.text)")
        #expect(!answer.text.contains("root:"))
        try expectServing()
    }

    /// What is allowed in a name is kept as it is, whatever it would mean elsewhere.
    @Test(arguments: ["'; DROP TABLE resources; --", "\" OR \"\"=\"", "../../x", "<script>", "100%", "\\u0000", "ä😀"])
    func textsAreKeptAsTheyAre(text: String) throws {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let body = Array(#"{"name":"p","purpose":"\#(escaped)","environment":"Staging"}"#.utf8)
        let made = try send("POST", "/v2/projects", body: body)
        #expect(made.status == 201, "\(made.text)")
        #expect(made.text.contains(#""purpose":"\#(escaped)""#), "\(made.text)")
        #expect(try send("GET", "/v2/projects").text.contains(#""purpose":"\#(escaped)""#))
    }

    /// Control characters are in no name that becomes part of a path.
    @Test(arguments: [#"a\u0000b"#, #"a\u001bb"#, #"a\nb"#, #"a\u007fb"#])
    func controlCharactersAreInNoName(text: String) throws {
        #expect(try send("POST", "/v2/tags", body: Array(#"{"name":"\#(text)"}"#.utf8)).status == 400)
        let domain = #"{"name":"\#(text).example"}"#
        #expect(try send("POST", "/v2/domains", body: Array(domain.utf8)).status == 422)
        let volume = #"{"name":"\#(text)","size_gigabytes":1,"region":"nyc3"}"#
        #expect(try send("POST", "/v2/volumes", body: Array(volume.utf8)).status == 400)
    }

    /// One client asks for what is there all the time that others send what they should not.
    @Test func othersAreServedMeanwhile() throws {
        let isDone = Atomic(false)
        let statuses = Mutex<Set<Int>>([])
        inParallel(2) { thread in
            if thread == 0 {
                try? sendRubbish()
                isDone.store(true, ordering: .releasing)
            } else {
                repeat {
                    let status = try? send("GET", "/v2/regions").status
                    statuses.withLock { _ = $0.insert(status ?? 0) }
                } while !isDone.load(ordering: .acquiring)
            }
        }
        #expect(statuses.withLock { $0 } == [200])
    }

    private func sendRubbish() throws {
        let slow = try (0..<50).map { _ in
            let client = try RawHTTPClient(port: server.port)
            try client.send("POST /v2/tags HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
            return client
        }
        let rubbish = ["\u{0}\u{1}\u{2}\r\n\r\n", "GET /v2/%zz HTTP/1.1\r\nHost: h\r\n\r\n", "POST / HTTP/1.1\r\n\r\n"]
        for number in 0..<300 { try? RawHTTPClient(port: server.port).send(rubbish[number % 3]) }
        withExtendedLifetime(slow) {}
    }

    private func expectServing() throws { #expect(try send("GET", "/v2/regions").status == 200) }

    private func send(
        _ method: String, _ target: String, fields: [String] = [], body: [UInt8] = []
    ) throws -> RawHTTPClient.Response {
        try send(method, Array(target.utf8), fields: fields, body: body)
    }

    private func send(
        _ method: String, _ target: [UInt8], fields: [String] = [], body: [UInt8] = []
    ) throws -> RawHTTPClient.Response {
        let client = try RawHTTPClient(port: server.port)
        let usual = [
            "Host: localhost", "Authorization: Bearer \(LocalAPI.exampleToken)", "Content-Length: \(body.count)"
        ]
        let head = Array("\(method) ".utf8) + target + Array(" HTTP/1.1\r\n".utf8)
        try client.send(head + Array(((usual + fields).joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        return try client.readResponse()
    }
}
