import APIClient
import Catalog
import HTTPMessage
import JSON
import Testing

/// Waiting for Swift programs, in virtual time.
struct SendUntilReadyTests {
    private let wait = Resource.Wait(field: "status.state", readyValues: ["active"], failedValues: ["errored"])

    private func states(_ names: String...) -> [Result<HTTPResponse, TransportError>] {
        names.map { HTTPResponse.json(200, "{\"namespace\":{\"status\":{\"state\":\"\($0)\"}}}") }
    }

    private func call() throws -> PreparedCall {
        try prepared("functions.get_namespace", ["namespace_id": "fn-1"])
    }

    @Test func readsUntilItIsReady() throws {
        let transport = ScriptedTransport(states("new", "new", "active"))
        let resource = try client(transport).sendUntilReady(call(), wait)
        #expect(resource == ["status": ["state": "active"]])
        #expect(transport.startTimes == [0, 1, 2.5])
    }

    @Test func endsWithAFailureOrItsTime() throws {
        let failed = #expect(throws: WaitError.self) {
            try client(ScriptedTransport(states("new", "errored"))).sendUntilReady(call(), wait)
        }
        #expect(failed?.description == "the state is 'errored'")
        let transport = ScriptedTransport(states("new", "new", "new"))
        let late = #expect(throws: WaitError.self) {
            try client(transport).sendUntilReady(call(), wait, timeout: .seconds(5), interval: .seconds(4))
        }
        #expect(late?.description == "the time is over; the state is 'new'")
        #expect(transport.startTimes == [0, 4, 5])
    }

    @Test func endsWhenItIsCancelled() throws {
        let transport = ScriptedTransport(states("new"))
        let error = #expect(throws: WaitError.self) {
            try client(transport).sendUntilReady(call(), wait) { transport.requests.count == 2 }
        }
        guard case .call(let cause)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.kind == .cancelled)
    }

    /// `deletion` looks at nothing but whether the resource is there.
    @Test func aDeletionIsAnAnswer404() throws {
        let now = ContinuousClock.now
        var state = PollState(nil, .init(isForDeletion: true), now: now)
        guard case .poll(.seconds(1)) = state.handle(.value("errored"), now: now, rateLimit: nil) else {
            Issue.record("must look again")
            return
        }
        let missing = try #require(
            failure(client(ScriptedTransport([HTTPResponse.json(404, "{}")])), call()))
        guard case .ready = state.handle(.failure(missing), now: now, rateLimit: nil) else {
            Issue.record("must be ready")
            return
        }
    }
}
