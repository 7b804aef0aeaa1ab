import Catalog
import Cron
import HTTPMessage
import JSON
import LocalAPI
import TestSupport

/// Calls a local API as a client would, and keeps nothing to itself.
struct Caller {
    var api: LocalAPI
    var token: String? = LocalAPI.exampleToken

    /// A fixed clock and randomness that every run repeats; nothing is refused for its number.
    init(
        families: [Family] = Family.all, _ configure: (inout LocalAPI.Configuration) -> Void = { _ in }
    ) throws {
        var configuration = LocalAPI.Configuration()
        configuration.clock = .fixed(Caller.start)
        configuration.randomness = SeededGenerator(seed: 1)
        configuration.rateLimiting = .counted
        configure(&configuration)
        api = try LocalAPI(configuration, families: families)
    }

    /// A Tuesday.
    static let start = UTCTime(year: 2026, month: 3, day: 10, hour: 12, minute: 30, second: 15)!

    func with(token: String?) -> Caller {
        var copy = self
        copy.token = token
        return copy
    }

    @discardableResult
    func call(_ method: String, _ target: String, _ body: JSONValue? = nil, headers: HTTPHeaders = [:]) -> Reply {
        var request = HTTPRequest(method: method, target: target, headers: headers)
        if let token { request.headers["authorization"] = "Bearer \(token)" }
        if let body {
            request.body = try! body.serialized()  // Test bodies have no infinite numbers.
            request.headers["content-type"] = "application/json"
        }
        return Reply(api.respond(to: request))
    }

    @discardableResult
    func get(_ target: String) -> Reply { call("GET", target) }
}

struct Reply {
    var response: HTTPResponse
    /// Null where there is no body.
    var json: JSONValue

    init(_ response: HTTPResponse) {
        self.response = response
        json = (try? JSONValue(parsing: response.body)) ?? .null
    }

    var status: Int { response.status }
    var body: [UInt8] { response.body }
    var id: String? { json["id"]?.string }
    var message: String? { json["message"]?.string }
    /// The status, the word and the sentence of an error in one text.
    var error: String { "\(status) \(id ?? "-"): \(message ?? "-")" }

    func header(_ name: String) -> String? { response.headers[name] }
}

extension Caller {
    static let namespaces = "/v2/functions/namespaces"

    /// Makes a namespace and returns its path.
    func makeNamespace(_ label: String = "jobs", region: String = "nyc1") -> String {
        let reply = call("POST", Caller.namespaces, ["label": .string(label), "region": .string(region)])
        return Caller.namespaces + "/" + (reply.json["namespace"]?["namespace"]?.string ?? reply.error)
    }

    /// Makes a trigger and returns its path.
    @discardableResult
    func makeTrigger(
        _ name: String = "nightly", in namespace: String, cron: String = "15 3 * * *", isEnabled: Bool = true
    ) -> String {
        let reply = call("POST", namespace + "/triggers", Caller.trigger(name, cron: cron, isEnabled: isEnabled))
        return reply.status == 200 ? namespace + "/triggers/" + PercentEncoding.encode(name) : reply.error
    }

    static func trigger(_ name: String = "nightly", cron: String = "15 3 * * *", isEnabled: Bool = true) -> JSONValue {
        [
            "name": .string(name), "function": "reports/nightly", "type": "SCHEDULED", "is_enabled": .bool(isEnabled),
            "scheduled_details": ["cron": .string(cron), "body": ["name": "Moon"]]
        ]
    }
}

extension JSONValue {
    /// The value of a path of members: `at("trigger", "scheduled_runs", "last_run_at")`.
    func at(_ names: String...) -> JSONValue? { names.reduce(self as JSONValue?) { $0?[$1] } }

    var names: [String] { object?.names ?? [] }
}
