import APIClient
import Catalog
import Glibc
import JSON
import Plans

/// Carries out plans that update every trigger of an API, over HTTP.
///
///     run-bench ADDRESS [CONCURRENCY [ROUNDS]]
///
/// Prints a line for each run: whether a journal was kept, the requests a second, and the processor time of a request in
/// microseconds.
@main
struct RunBench {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { preconditionFailure("usage: run-bench ADDRESS [CONCURRENCY [ROUNDS]]") }
        var bench = try RunBench(arguments[1], concurrency: arguments.count > 2 ? Int(arguments[2]) ?? 32 : 32)
        for round in 0..<(arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5) {
            for hasJournal in round % 2 == 0 ? [false, true] : [true, false] { try bench.run(hasJournal) }
        }
        bench.removeJournals()
    }

    private let client: APIClient
    private let folder: JournalFolder
    private let concurrency: Int
    private let triggers: [JSONValue]
    private var minute = 0

    private init(_ address: String, concurrency: Int) throws {
        self.concurrency = concurrency
        let transport = CurlTransport(CurlTransport.Settings(baseURL: try BaseURL(address)))
        let token = try Token("dop_v1_" + String(repeating: "0", count: 64), from: "a benchmark")
        client = APIClient(transport: transport, configuration: .init(token: token))
        var template = Array((P_tmpdir + "/moontide-bench-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else { preconditionFailure("no temporary folder: error \(errno)") }
        folder = JournalFolder(String(cString: made) + "/journals")
        triggers = try Self.triggers(client)
    }

    private static func triggers(_ client: APIClient) throws -> [JSONValue] {
        let namespaces = try list("functions.list_namespaces", [:], client)
        return try namespaces.flatMap { namespace in
            try list("functions.list_triggers", ["namespace_id": namespace["namespace"] ?? .null], client)
        }
    }

    private static func list(_ name: String, _ arguments: JSONObject, _ client: APIClient) throws -> [JSONValue] {
        guard let operation = Catalog.standard.operation(name), let group = Catalog.standard.group(operation.group)
        else {
            preconditionFailure("\(name) is in the catalog")
        }
        let call = Call(operation, of: group, arguments: arguments)
        return operation.success.item(of: try client.send(client.prepare(call)).json())?.array ?? []
    }

    private mutating func run(_ hasJournal: Bool) throws {
        minute = (minute + 7) % 60
        let plan = Plan(steps: triggers.map { step($0) })
        var options = PlanRun.Options()
        options.concurrency = concurrency
        let (processor, start) = (Self.processorTime, ContinuousClock.now)
        let journal = hasJournal ? try folder.create(for: plan) : nil
        let result = PlanRun(plan, by: client, journal: journal, options: options).finish()
        let (elapsed, spent) = (ContinuousClock.now - start, Self.processorTime - processor)
        precondition(result.isComplete, "\(result.counts) \(result.outcomes.compactMap(\.reason).first ?? "")")
        let rate = Double(plan.steps.count) / elapsed.inSeconds
        print(hasJournal ? "journal" : "bare", Int(rate), Int(spent / Double(plan.steps.count) * 1e6))
    }

    private func step(_ trigger: JSONValue) -> PlanStep {
        let identity: JSONObject = [
            "namespace_id": trigger["namespace"] ?? .null, "trigger_name": trigger["name"] ?? .null
        ]
        let cron = JSONValue.string("\(minute) 5 * * *")
        var arguments = identity
        arguments["is_enabled"] = true
        arguments["scheduled_details"] = ["cron": cron, "body": trigger["scheduled_details"]?["body"] ?? .null]
        return PlanStep(
            .update, operation: "functions.update_trigger", arguments: arguments, resource: "functions.trigger",
            label: trigger["name"]?.string ?? "", identity: identity, before: trigger,
            changes: [
                FieldChange(
                    path: ["scheduled_details", "cron"], before: trigger["scheduled_details"]?["cron"], after: cron)
            ])
    }

    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private func removeJournals() {
        for journal in folder.journals().journals { unlink("\(folder.path)/\(journal.name).journal") }
        rmdir(folder.path)
        rmdir(String(folder.path.dropLast("/journals".count)))
    }
}

extension Duration {
    fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
