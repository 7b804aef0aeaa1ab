import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

struct APIClientTests {
    @Test func aSuccessIsTheAnswer() throws {
        let transport = ScriptedTransport([
            HTTPResponse.json(
                200, #"{"namespaces":[]}"#,
                headers: [
                    "x-request-id": "7f0c", "RateLimit-Limit": "5000", "ratelimit-remaining": "4999",
                    "ratelimit-reset": "1000060"
                ])
        ])
        let client = client(transport, token: "dop_v1_secret")
        let response = try client.send(prepared("functions.list_namespaces"))
        #expect(response.status == 200)
        #expect(try response.json() == ["namespaces": []])
        #expect(response.requestID == "7f0c")
        #expect(response.rateLimit == RateLimit(limit: 5_000, remaining: 4_999, reset: 1_000_060))
        #expect(client.rateLimit == response.rateLimit)
        #expect(transport.tokens == [try Token("dop_v1_secret", from: "a test")])
        #expect(transport.requests[0].headers["authorization"] == nil)
    }

    @Test func repeatsAReadUntilItSucceeds() throws {
        let transport = ScriptedTransport(statuses: [503, 502, 204])
        let response = try client(transport).send(prepared("functions.list_namespaces"))
        #expect(response.attempts == 3)
        #expect(transport.startTimes == [0, 0.5, 1.5])
    }

    @Test func honoursRetryAfterAsADate() throws {
        let wait: HTTPHeaders = ["retry-after": "Mon, 12 Jan 1970 13:46:50 GMT"]
        let transport = ScriptedTransport([
            .success(HTTPResponse(status: 429, headers: wait)), .success(HTTPResponse(status: 204))
        ])
        _ = try client(transport).send(prepared("functions.create_namespace", ["label": "a", "region": "nyc1"]))
        #expect(transport.startTimes == [0, 10.05])
    }

    @Test func aCallThatGivesUpTellsItsAttempts() throws {
        let transport = ScriptedTransport(statuses: [503, 503, 503, 503, 503])
        let error = try #require(failure(client(transport), try prepared("functions.list_namespaces")))
        #expect(
            error.description
                == "functions.list_namespaces: 503: an empty answer (GET /v2/functions/namespaces, 5 attempts)")
        #expect(transport.requests.count == 5)
    }

    @Test func tellsOfTheWritesThatWereSent() throws {
        let transport = ScriptedTransport(statuses: [204, 204, 422, 204])
        let client = client(transport)
        var writes: [String] = []
        client.writeHandler = { writes.append($0.name) }
        let create = try prepared("functions.create_namespace", ["label": "a", "region": "nyc1"])
        _ = try client.send(prepared("functions.list_namespaces"))
        #expect(writes == [])
        _ = try client.send(create)
        #expect(writes == ["functions.create_namespace"])
        // What failed may have done something all the same.
        _ = try? client.send(create)
        #expect(writes.count == 2)
        client.cancel(client.start(create))
        #expect(writes.count == 3)
        client.configuration.policy.readOnlyReason = "this is read-only"
        _ = try? client.send(create)
        #expect(writes.count == 3)
    }

    @Test func manyCallsAreUnderWayAtOnce() throws {
        let transport = ScriptedTransport(statuses: [503, 204, 204, 204])
        let client = client(transport)
        let tickets = try (0..<3).map { _ in client.start(try prepared("functions.list_namespaces")) }
        #expect(transport.requests.count == 3)
        #expect(client.wait(until: nil).finished == [tickets[1], tickets[2]])
        #expect(client.take(tickets[0]) == nil)
        #expect(client.wait(until: nil).finished == [])
        #expect(client.wait(until: nil).finished == [tickets[0]])
        #expect(try client.take(tickets[0])?.get().attempts == 2)
        #expect(client.take(tickets[0]) == nil)
    }

    @Test func aBlockingCallKeepsTheResultsOfOthers() throws {
        let transport = ScriptedTransport(statuses: [204, 204])
        let client = client(transport)
        let other = client.start(try prepared("functions.list_namespaces"))
        _ = try client.send(prepared("functions.list_namespaces"))
        #expect(client.wait(until: nil).finished == [other])
        #expect(client.take(other) != nil)
    }

    @Test func aCancelledCallGivesNothing() throws {
        let transport = ScriptedTransport([])
        let client = client(transport)
        let ticket = client.start(try prepared("functions.list_namespaces"))
        client.cancel(ticket)
        #expect(transport.cancelled == [TransferID(number: 1)])
        #expect(client.wait(until: .now).finished == [])
        #expect(client.take(ticket) == nil)
    }

    @Test func aCancelledCallIsNotRepeated() throws {
        let transport = ScriptedTransport(statuses: [503, 204])
        let client = client(transport)
        let ticket = client.start(try prepared("functions.list_namespaces"))
        _ = client.wait(until: nil)
        client.cancel(ticket)
        _ = client.wait(until: transport.time.now() + .seconds(60))
        #expect(transport.requests.count == 1)
    }

    @Test func aBlockingCallCanBeInterrupted() throws {
        let transport = ScriptedTransport([])
        do {
            _ = try client(transport).send(
                prepared("functions.create_namespace", ["label": "a", "region": "nyc1"]), unless: { true })
            Issue.record("must be cancelled")
        } catch let error as ClientError {
            #expect(error.kind == .cancelled)
            #expect(
                error.description
                    == "functions.create_namespace: cancelled (POST /v2/functions/namespaces); "
                    + "the request may have been carried out all the same")
        }
    }

    @Test func configurationHoldsFromTheStartOfACall() throws {
        let transport = ScriptedTransport(statuses: [503, 204])
        let client = client(transport, token: "one")
        let ticket = client.start(try prepared("functions.list_namespaces"))
        client.configuration.token = try Token("two", from: "a test")
        while client.take(ticket) == nil { _ = client.wait(until: nil) }
        #expect(transport.tokens == [try Token("one", from: "a test"), try Token("one", from: "a test")])
    }
}

/// A client whose pauses are their full length.
func client(_ transport: ScriptedTransport, token: String? = nil, policy: Policy = .unrestricted) -> APIClient {
    let token = token.map { try! Token($0, from: "a test") }
    return APIClient(
        transport: transport, configuration: .init(token: token, tokenOrigin: "the context 'prod'", policy: policy),
        time: transport.time, jitter: { 1 })
}

func failure(_ client: APIClient, _ call: PreparedCall) -> ClientError? {
    do throws(ClientError) {
        _ = try client.send(call)
        return nil
    } catch {
        return error
    }
}
