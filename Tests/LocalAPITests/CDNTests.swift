import JSON
import LocalAPI
import Testing

@Suite struct CDNTests {
    private let caller: Caller
    private let endpoint: String

    init() throws {
        caller = try Caller { configuration in
            configuration.checksAnswers = true
            configuration.rateLimiting = .enforced
        }
        let made = caller.call("POST", "/v2/cdn/endpoints", ["origin": "images.nyc3.digitaloceanspaces.com"])
        #expect(made.json.at("endpoint", "endpoint") == "images.nyc3.cdn.digitaloceanspaces.com")
        #expect(made.json.at("endpoint", "ttl") == 3_600)
        endpoint = "/v2/cdn/endpoints/\(made.json.at("endpoint", "id")?.string ?? made.error)"
    }

    private func purge(_ files: [String]) -> Reply {
        caller.call("DELETE", endpoint + "/cache", ["files": .array(files.map(JSONValue.string))])
    }

    /// So that the limit of requests is not what refuses.
    private func wait(_ seconds: Int = 10) throws { try caller.api.advance(by: .seconds(seconds)) }

    @Test func anEndpointIsChangedAndGone() throws {
        #expect(caller.call("PUT", endpoint, ["ttl": 60]).json.at("endpoint", "ttl") == 60)
        #expect(caller.call("PUT", endpoint, ["ttl": 61]).status == 422)
        try wait()
        let half = caller.call("PUT", endpoint, ["custom_domain": "static.example.com"])
        #expect(
            half.error == "422 unprocessable_entity: a custom domain and its certificate must be given together")
        #expect(caller.get("/v2/cdn/endpoints").json["meta"] == ["total": 1])
        #expect(caller.call("DELETE", endpoint).status == 204)
        #expect(caller.get(endpoint).status == 404)
    }

    @Test func fiveRequestsFitTenSeconds() throws {
        for _ in 0..<4 { #expect(caller.get(endpoint).status == 200) }
        #expect(caller.get(endpoint).status == 429)
        try wait()
        #expect(caller.get(endpoint).status == 200)
    }

    @Test func fiftyFilesArePurgedWithinTwentySeconds() throws {
        #expect(purge((1...30).map { "a/\($0)" }).status == 204)
        #expect(purge((1...21).map { "b/\($0)" }).header("retry-after") == "20")
        #expect(purge((1...20).map { "b/\($0)" }).status == 204)
        try wait(19)
        let refused = purge(["*"])
        #expect(
            refused.error == "429 too_many_requests: At most 50 files can be purged within 20 seconds.")
        #expect(refused.header("retry-after") == "1")
        try wait(1)
        #expect(purge(["*"]).status == 204)
    }

    @Test func theSamePurgeDoesNotRunTwiceAtATime() throws {
        #expect(purge(["b", "a"]).status == 204)
        #expect(purge(["a", "b"]).error == "429 too_many_requests: The same purge is running already.")
        try wait(3)
        #expect(purge(["a", "b"]).status == 204)
        #expect(purge([]).message == "files must name what to purge; * stands for everything")
    }
}
