import APIClient
import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// An engine that goes from one client to another.
struct ContextChangeTests {
    /// A client of a context, over a vendor that answers what its test says.
    private final class Contexts {
        var clients: [String: APIClient] = [:]
        var vendors: [String: FakeVendor] = [:]
        var current = "prod"

        func client() -> APIClient {
            if let client = clients[current] { return client }
            let vendor = FakeVendor()
            vendor.respond = { request in
                request.target.contains("triggers")
                    ? .json("{\"trigger\":\(triggerJSON)}") : .json("{\"namespace\":\(namespaceJSON)}")
            }
            let client = APIClient(
                transport: vendor, configuration: .init(policy: Policy(context: current, confirmations: .off)))
            (clients[current], vendors[current]) = (client, vendor)
            return client
        }

        func change(to name: String, of engine: Engine) {
            clients[current]?.configuration.policy.closedReason = "the session is in \(name)"
            clients[current]?.cancelAll(saying: "the session is in \(name)")
            current = name
            clients[name]?.configuration.policy.closedReason = nil
            engine.reconnect()
        }

        func count(_ name: String) -> Int { vendors[name]?.requests.count ?? 0 }
    }

    private let contexts = Contexts()

    private func makeEngine() throws -> Engine { try Engine { [contexts] in contexts.client() } }

    static let uses = [
        "ns:delete()", "ns:refresh()", "ns:triggers()", "functions.delete_namespace(ns)",
        "functions.create_trigger(ns, {})", "wait(ns, { gone = true })", "for t in ns:each_trigger() do end",
        "return curl(functions.delete_namespace, ns)"
    ]

    @Test(arguments: uses) func aResourceOfAnotherContextIsRefused(source: String) throws {
        let engine = try makeEngine()
        _ = try engine.value("ns = functions.get_namespace('fn-1')")
        contexts.change(to: "staging", of: engine)
        let error = #expect(throws: LuaError.self) { try engine.value(source) }
        let sentence = "it is of the context 'prod', and calls go to 'staging' now; get it again"
        #expect(error?.message.contains(sentence) == true, "\(error?.message ?? "")")
        #expect(contexts.count("prod") == 1 && contexts.count("staging") == 0)
    }

    @Test func resourcesAreOfUseAgainInTheirOwnContext() throws {
        let engine = try makeEngine()
        _ = try engine.value("ns = functions.get_namespace('fn-1')")
        contexts.change(to: "staging", of: engine)
        _ = try engine.value("other = functions.get_namespace('fn-1')")
        contexts.change(to: "prod", of: engine)
        #expect(try engine.value("return ns:refresh().label") == "jobs")
        #expect(throws: LuaError.self) { try engine.value("other:refresh()") }
        #expect(contexts.count("prod") == 2 && contexts.count("staging") == 1)
    }

    @Test func whatIsUnderWayEndsWithAnError() throws {
        let engine = try makeEngine()
        _ = contexts.client()
        contexts.vendors["prod"]?.respond = { _ in nil }
        contexts.vendors["prod"]?.whenIdle = { [contexts] in contexts.change(to: "staging", of: engine) }
        let error = #expect(throws: LuaError.self) { try engine.value("functions.get_namespace('fn-1')") }
        #expect(error?.message.contains("functions.get_namespace: the session is in staging") == true)
        #expect(try engine.value("return functions.get_namespace('fn-1').label") == "jobs")
        #expect(contexts.count("staging") == 1)
    }

    @Test func anIteratorOfTheContextBeforeSendsNothing() throws {
        let engine = try makeEngine()
        _ = contexts.client()
        let page = #"{"droplets":[{"id":1}],"links":{"pages":{"next":"https://a/?page=2"}},"meta":{"total":3}}"#
        contexts.vendors["prod"]?.respond = { request in
            ["?page=2", "&page=2"].contains(where: request.target.contains) ? nil : .json(page)
        }
        _ = try engine.value("next_one = droplets.each(); next_one()")
        contexts.change(to: "staging", of: engine)
        let error = #expect(throws: LuaError.self) { try engine.value("next_one()") }
        #expect(error?.message.contains("the session is in staging") == true)
        #expect(contexts.count("staging") == 0)
    }
}

extension HTTPResponse {
    fileprivate static func json(_ text: String) -> HTTPResponse {
        HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: Array(text.utf8))
    }
}
