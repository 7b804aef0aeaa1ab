import APIClient
import HTTPMessage
import JSON
import Testing

struct TracingTests {
    /// Everything that a call traced.
    private func trace(_ transport: ScriptedTransport, _ call: PreparedCall) throws -> [TraceEvent] {
        let client = client(transport, token: "dop_v1_secret")
        var events: [TraceEvent] = []
        client.traceHandler = { events.append($0) }
        _ = try? client.send(call)
        return events
    }

    private func answer(_ events: [TraceEvent]) throws -> TraceEvent.Answer {
        guard case .answer(let answer)? = events.last else { throw NoAnswer() }
        return answer
    }

    private struct NoAnswer: Error {}

    @Test func countsEveryAttempt() throws {
        let transport = ScriptedTransport([
            .success(HTTPResponse(status: 503)), .failure(TransportError(.refused, mayHaveBeenSent: false)),
            HTTPResponse.json(200, #"{"namespaces":[]}"#)
        ])
        let events = try trace(transport, prepared("functions.list_namespaces"))
        #expect(events.count == 6)
        let requests = events.compactMap { event in
            guard case .request(let request) = event else { return nil as String? }
            return "\(request.number) \(request.attempt) \(request.method)"
        }
        #expect(requests == ["1 1 GET", "2 2 GET", "3 3 GET"])
        let answer = try answer(events)
        #expect(answer.number == 3 && answer.status == 200 && answer.body == .json(#"{"namespaces":[]}"#))
    }

    @Test func hidesTheTokenWhereverItComesBack() throws {
        let transport = ScriptedTransport([
            HTTPResponse.json(
                400, #"{"id":"bad","message":"no Bearer dop_v1_secret here"}"#,
                headers: ["x-echo": "dop_v1_secret", "set-cookie": "a=b", "x-auth-token": "other"])
        ])
        let events = try trace(transport, prepared("functions.list_namespaces"))
        let text = "\(events)"
        #expect(!text.contains("dop_v1_secret") && !text.contains("a=b") && !text.contains("other"), "\(text)")
        guard case .request(let request)? = events.first else { throw NoAnswer() }
        #expect(request.headers.first?.value == "Bearer [redacted]")
    }

    @Test func hidesWhatTheCatalogCallsSecret() throws {
        let body = #"{"namespace":{"label":"jobs","key":"0123456789abcdef"}}"#
        let transport = ScriptedTransport([HTTPResponse.json(200, body)])
        let events = try trace(
            transport, prepared("functions.create_namespace", ["label": "jobs", "region": "nyc1"]))
        #expect(try answer(events).body == .json(#"{"namespace":{"label":"jobs","key":"[redacted]"}}"#))
        guard case .request(let request)? = events.first else { throw NoAnswer() }
        #expect(request.body == .json(#"{"label":"jobs","region":"nyc1"}"#))
    }

    @Test func showsNothingOfWhatIsNotJSON() throws {
        let yaml = HTTPResponse(
            status: 200, headers: ["content-type": "application/yaml"], body: Array("token: s3cr3t".utf8))
        let transport = ScriptedTransport([.success(yaml)])
        let cluster: JSONObject = ["cluster_id": "123e4567-e89b-12d3-a456-426614174000"]
        let events = try trace(transport, prepared("kubernetes.get_kubeconfig", cluster))
        #expect(try answer(events).body == .other(mediaType: "application/yaml", byteCount: 13))
    }
}
