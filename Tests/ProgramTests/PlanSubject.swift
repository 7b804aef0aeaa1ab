import APIClient
import Catalog
import Glibc
import JSON
import Plans
import TestSupport

/// A served API with triggers, a plan about them that does something of everything, and what must come of it.
final class PlanSubject {
    let api: ServedAPI
    let folder = TemporaryFolder()
    private let client: APIClient
    private(set) var plan = Plan()
    /// The crons of the triggers of `jobs` when all is done, by their names.
    private var wanted: [String: String] = [:]
    private var createdTriggers: Set<String> = []
    private let dropletCount = 5

    /// - Parameter count: How many steps there are, about.
    init(steps count: Int) throws {
        api = try ServedAPI(["--data", ":memory:", "--no-rate-limits"])
        let transport = CurlTransport(CurlTransport.Settings(baseURL: try BaseURL(api.address)))
        client = APIClient(transport: transport, configuration: .init(token: try Token(exampleToken, from: "a test")))
        let namespace = try call("functions.create_namespace", ["label": "jobs", "region": "nyc1"])["namespace"]!
        try makePlan(count, namespace)
        try call("functions.create_access_key", ["namespace_id": namespace, "name": "old"])
        try control("snapshot", #"{"name":"before"}"#)
    }

    /// Three updates, one creation and one deletion of every five; then what the server gives its names, some alike.
    private func makePlan(_ count: Int, _ namespace: JSONValue) throws {
        for number in 0..<count {
            let name = "t\(number)"
            guard number % 5 != 3 else {
                plan.steps.append(creation(of: name, in: namespace, cron: "0 4 * * *"))
                wanted[name] = "0 4 * * *"
                continue
            }
            let trigger = try call("functions.create_trigger", arguments(name, in: namespace, cron: "0 1 * * *"))
            let identity: JSONObject = ["namespace_id": namespace, "trigger_name": .string(name)]
            if number % 5 == 4 {
                plan.steps.append(
                    PlanStep(
                        .delete, operation: "functions.delete_trigger", arguments: identity,
                        resource: "functions.trigger", label: name, identity: identity, before: trigger))
            } else {
                plan.steps.append(update(trigger, identity))
                wanted[name] = "30 2 * * *"
            }
        }
        addCreations(in: namespace)
    }

    private func addCreations(in namespace: JSONValue) {
        let place = plan.steps.count / 2
        var steps = [
            PlanStep(
                .create, operation: "functions.create_namespace", arguments: ["label": "more", "region": "nyc1"],
                resource: "functions.namespace", label: "more"),
            PlanStep(
                .create, operation: "functions.create_access_key",
                arguments: ["namespace_id": namespace, "name": "fresh"], resource: "functions.access_key",
                label: "fresh")
        ]
        for number in 0..<20 {
            steps.append(creation(of: "m\(number)", in: ["$step": [.integer(Int64(place + 1)), "namespace"]]))
            createdTriggers.insert("m\(number)")
        }
        for _ in 0..<dropletCount {
            steps.append(
                PlanStep(
                    .create, operation: "droplets.create",
                    arguments: [
                        "name": "web", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64"
                    ], resource: "droplets.droplet", label: "web"))
        }
        plan.steps.insert(contentsOf: steps, at: place)
    }

    private func update(_ trigger: JSONValue, _ identity: JSONObject) -> PlanStep {
        var arguments = identity
        arguments["scheduled_details"] = ["cron": "30 2 * * *", "body": [:]]
        return PlanStep(
            .update, operation: "functions.update_trigger", arguments: arguments, resource: "functions.trigger",
            label: trigger["name"]!.string!, identity: identity, before: trigger,
            changes: [FieldChange(path: ["scheduled_details", "cron"], before: "0 1 * * *", after: "30 2 * * *")])
    }

    private func creation(of name: String, in namespace: JSONValue, cron: String = "0 1 * * *") -> PlanStep {
        PlanStep(
            .create, operation: "functions.create_trigger", arguments: arguments(name, in: namespace, cron: cron),
            resource: "functions.trigger", label: name)
    }

    private func arguments(_ name: String, in namespace: JSONValue, cron: String) -> JSONObject {
        [
            "namespace_id": namespace, "name": .string(name), "function": "reports/nightly", "type": "SCHEDULED",
            "is_enabled": true, "scheduled_details": ["cron": .string(cron), "body": [:]]
        ]
    }

    // MARK: The API

    @discardableResult
    func call(_ name: String, _ arguments: JSONObject = [:]) throws -> JSONValue {
        let operation = Catalog.standard.operation(name)!
        let call = Call(operation, of: Catalog.standard.group(operation.group)!, arguments: arguments)
        if operation.pagination != nil { return .array(try client.sendAll(call).items) }
        let answer = try client.send(client.prepare(call)).json()
        return operation.success.item(of: answer) ?? answer
    }

    /// `POST /_local/NAME`.
    func control(_ name: String, _ body: String = "{}") throws {
        let outcome = try api.curl("POST", "/_local/\(name)", body: body)
        guard outcome.hasSuffix(" 200") else { throw RunningProgram.Failure(description: outcome) }
    }

    func restore() throws { try control("restore", #"{"name":"before"}"#) }

    // MARK: The program

    private static let program = RunningProgram.built("plan-run-fixture")

    var journals: JournalFolder { JournalFolder(folder.file("journals")) }

    /// Begins to carry out the plan in a process of its own.
    ///
    /// - Parameter conditions: Commands of a shell that come before.
    func apply(under conditions: String = ":") throws -> RunningProgram {
        let steps = plan.steps.enumerated().map { JSONValue.object($1.record(number: $0 + 1)) }
        let file = folder.write(try JSONValue.array(steps).jsonText, to: "plan.json")
        return try RunningProgram(
            "sh",
            [
                "-c", conditions + "; exec \"$0\" \"$@\"", Self.program, "apply", api.address, journals.path, file
            ])
    }

    /// Begins to go on with a run, in a process of its own.
    func beginResuming(_ name: String) throws -> RunningProgram {
        try RunningProgram(Self.program, ["resume", api.address, journals.path, name])
    }

    /// What the program prints when all is done.
    var completion: String { "\(plan.steps.count) 0 0 0 0\n" }

    // MARK: What came of it

    /// What is otherwise than planned; empty where all is well.
    func differences() throws -> [String] {
        var differences: [String] = []
        let namespaces = try call("functions.list_namespaces").array ?? []
        let labels = namespaces.compactMap { $0["label"]?.string }.sorted()
        guard labels == ["jobs", "more"] else { return ["the namespaces are \(labels)"] }
        for namespace in namespaces {
            let isOld = namespace["label"] == "jobs"
            let triggers = try call("functions.list_triggers", ["namespace_id": namespace["namespace"]!]).array ?? []
            let found = triggers.map { ($0["name"]!.string!, $0["scheduled_details"]?["cron"]?.string ?? "") }
            let expected = isOld ? wanted : Dictionary(uniqueKeysWithValues: createdTriggers.map { ($0, "0 1 * * *") })
            for (name, cron) in found where expected[name] != cron { differences.append("\(name) has \(cron)") }
            if found.count != expected.count { differences.append("\(found.count) triggers, not \(expected.count)") }
            let keys = try call("functions.list_access_keys", ["namespace_id": namespace["namespace"]!]).array ?? []
            let names = keys.compactMap { $0["name"]?.string }.sorted()
            if names != (isOld ? ["fresh", "old"] : []) { differences.append("the keys are \(names)") }
        }
        let droplets = try call("droplets.list").array ?? []
        if droplets.count != dropletCount { differences.append("\(droplets.count) droplets") }
        return differences
    }
}
