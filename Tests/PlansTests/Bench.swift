import APIClient
import Catalog
import Glibc
import HTTPMessage
import JSON
import LocalAPI
import Plans
import TestSupport

/// What the transport hands its requests to, which is made after it.
private final class Seen {
    var handle: (HTTPRequest) -> HTTPDelivery = { _ in HTTPDelivery(HTTPResponse(status: 500)) }
}

/// A local API in memory, a client of it, and a folder for journals.
final class Bench {
    let api: LocalAPI
    let client: APIClient
    let temporary = TemporaryFolder()
    /// The requests that reached the API, as `PUT /v2/functions/...`.
    private(set) var requests: [String] = []
    /// Answers in place of the API, where it returns something.
    var intercept: (HTTPRequest) -> HTTPDelivery? = { _ in nil }

    var folder: JournalFolder { JournalFolder(temporary.file("state/journals")) }

    init(retry: RetryPolicy = .none) throws {
        let api = try LocalAPI(LocalAPI.Configuration(rateLimiting: .counted))
        self.api = api
        let seen = Seen()
        let transport = InProcessTransport(delivering: { seen.handle($0) })
        var configuration = APIClient.Configuration(retry: retry)
        configuration.token = try Token(LocalAPI.exampleToken, from: "a test")
        client = APIClient(transport: transport, configuration: configuration)
        seen.handle = { [unowned self] request in
            requests.append("\(request.method) \(request.target)")
            return intercept(request) ?? api.delivery(of: request)
        }
    }

    @discardableResult
    func call(_ name: String, _ arguments: JSONObject = [:]) throws -> JSONValue {
        let operation = Catalog.standard.operation(name)!
        let call = Call(operation, of: Catalog.standard.group(operation.group)!, arguments: arguments)
        let response = try client.send(client.prepare(call))
        guard !response.body.isEmpty else { return .null }
        let answer = try response.json()
        return operation.success.item(of: answer) ?? answer
    }

    func namespace(_ label: String = "jobs") throws -> JSONValue {
        try call("functions.create_namespace", ["label": .string(label), "region": "nyc1"])["namespace"]!
    }

    func trigger(_ name: String, in namespace: JSONValue, cron: String = "0 1 * * *") throws -> JSONValue {
        try call("functions.create_trigger", Self.trigger(name, in: namespace, cron: cron))
    }

    static func trigger(_ name: String, in namespace: JSONValue, cron: String = "0 1 * * *") -> JSONObject {
        [
            "namespace_id": namespace, "name": .string(name), "function": "reports/nightly", "type": "SCHEDULED",
            "is_enabled": true, "scheduled_details": ["cron": .string(cron)]
        ]
    }

    func triggers(in namespace: JSONValue) throws -> [String: JSONValue] {
        let list = try call("functions.list_triggers", ["namespace_id": namespace]).array ?? []
        return Dictionary(uniqueKeysWithValues: list.map { ($0["name"]!.string!, $0) })
    }

    /// Carries a plan out with a journal.
    func run(_ plan: Plan, options: PlanRun.Options = .quick) throws -> PlanRunResult {
        PlanRun(plan, by: client, journal: try folder.create(for: plan), options: options).finish()
    }

    func resume(_ name: String, options: PlanRun.Options = .quick) throws -> PlanRunResult {
        try PlanRun(resuming: folder.open(name), by: client, at: nil, options: options).finish()
    }

    func forgetRequests() { requests = [] }

    func count(_ method: String) -> Int { requests.count { $0.hasPrefix(method + " ") } }
}

extension PlanRun.Options {
    /// Without pauses for servers that are slow.
    static var quick: PlanRun.Options {
        var options = PlanRun.Options()
        options.settlingTime = .zero
        options.patience = .zero
        return options
    }
}

extension PlanStep {
    static func retime(_ trigger: JSONValue, to cron: String) -> PlanStep {
        let details: JSONValue = ["cron": .string(cron), "body": trigger["scheduled_details"]?["body"] ?? .null]
        let identity: JSONObject = ["namespace_id": trigger["namespace"]!, "trigger_name": trigger["name"]!]
        var arguments = identity
        arguments["scheduled_details"] = details
        return PlanStep(
            .update, operation: "functions.update_trigger", arguments: arguments, resource: "functions.trigger",
            label: trigger["name"]!.string!, identity: identity, before: trigger,
            changes: [
                FieldChange(
                    path: ["scheduled_details", "cron"], before: trigger["scheduled_details"]?["cron"],
                    after: .string(cron))
            ])
    }

    static func delete(_ trigger: JSONValue) -> PlanStep {
        let identity: JSONObject = ["namespace_id": trigger["namespace"]!, "trigger_name": trigger["name"]!]
        return PlanStep(
            .delete, operation: "functions.delete_trigger", arguments: identity, resource: "functions.trigger",
            label: trigger["name"]!.string!, identity: identity, before: trigger)
    }

    static func create(trigger name: String, in namespace: JSONValue, cron: String = "0 1 * * *") -> PlanStep {
        PlanStep(
            .create, operation: "functions.create_trigger",
            arguments: Bench.trigger(name, in: namespace, cron: cron), resource: "functions.trigger", label: name)
    }

    static func create(namespace label: String) -> PlanStep {
        PlanStep(
            .create, operation: "functions.create_namespace", arguments: ["label": .string(label), "region": "nyc1"],
            resource: "functions.namespace", label: label)
    }
}

extension Bench {
    /// What a journal's file has.
    func journalText(_ name: String) throws -> String {
        let descriptor = open("\(folder.path)/\(name).journal", O_RDONLY)
        defer { close(descriptor) }
        var (bytes, buffer) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
