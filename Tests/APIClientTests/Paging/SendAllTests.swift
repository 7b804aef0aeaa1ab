import APIClient
import HTTPMessage
import JSON
import Testing

/// Lists for Swift programs.
struct SendAllTests {
    private func page(_ ids: [Int], next: Int?, total: Int) -> Result<HTTPResponse, TransportError> {
        let items = ids.map { "{\"id\":\($0)}" }.joined(separator: ",")
        let pages = next.map { "{\"next\":\"?page=\($0)\"}" } ?? "{}"
        return HTTPResponse.json(
            200, "{\"things\":[\(items)],\"links\":{\"pages\":\(pages)},\"meta\":{\"total\":\(total)}}")
    }

    @Test func readsAllPages() throws {
        let transport = ScriptedTransport([page([1, 2], next: 2, total: 3), page([3], next: nil, total: 3)])
        let list = try client(transport).sendAll(thingList())
        #expect(list.items == [["id": 1], ["id": 2], ["id": 3]])
        #expect(list.discrepancy == nil)
        #expect(transport.requests.map(\.target) == ["/v2/things?per_page=200", "/v2/things?per_page=200&page=2"])
    }

    @Test func readsOnceMoreWhatHasChanged() throws {
        let transport = ScriptedTransport([
            page([1, 2], next: 2, total: 4), page([2, 3], next: nil, total: 4),
            page([0, 1], next: 2, total: 4), page([2, 3], next: nil, total: 4)
        ])
        let list = try client(transport).sendAll(thingList())
        #expect(list.items == [["id": 0], ["id": 1], ["id": 2], ["id": 3]])
        #expect(list.discrepancy == nil)
    }

    @Test func anErrorHasWhatWasRead() throws {
        let transport = ScriptedTransport([
            page([1, 2], next: 2, total: 6), page([3, 4], next: 3, total: 6),
            HTTPResponse.json(404, #"{"id":"not_found","message":"no"}"#)
        ])
        let error = #expect(throws: ListError.self) { try client(transport).sendAll(thingList()) }
        #expect(error?.page == 3)
        #expect(error?.partial.count == 4)
        #expect(error?.description == "things.list: 404 not_found: no (GET /v2/things) (page 3 of the list)")
    }

    @Test func refusesArgumentsAndCancels() throws {
        #expect(throws: ArgumentError.self) { try client(ScriptedTransport([])).sendAll(thingList(["x": 1])) }
        let transport = ScriptedTransport([page([1], next: 2, total: 2)])
        var isCancelled = false
        let error = #expect(throws: ListError.self) {
            try client(transport).sendAll(thingList()) {
                defer { isCancelled = transport.requests.count == 2 }
                return isCancelled
            }
        }
        #expect(error?.cause.kind == .cancelled)
        #expect(error?.page == 2)
    }

    @Test func aCallMayBeginLater() throws {
        let transport = ScriptedTransport(statuses: [204, 204])
        let client = client(transport)
        let late = client.start(try prepared("functions.list_namespaces"), after: .seconds(7))
        #expect(transport.requests.isEmpty)
        _ = client.wait(until: nil)
        #expect(client.wait(until: nil).finished == [late])
        #expect(transport.startTimes == [7])
        let cancelled = client.start(try prepared("functions.list_namespaces"), after: .seconds(7))
        client.cancel(cancelled)
        _ = client.wait(until: transport.time.now() + .seconds(60))
        #expect(transport.requests.count == 1)
    }
}
