import APIClient
import Catalog
import JSON
import Plans
import Shell

/// What it takes to plan an edit of 5,000 triggers, and to show it.
@main
struct PlanBench {
    private static let count = 5_000

    static func main() throws {
        let triggers = try Self.triggers()
        var plan = Plan()
        let planning = try milliseconds { plan = try Self.plan(triggers) }
        print("plan of 5,000 triggers: made and checked (ms)\t\(planning)\t-\t-\t-")

        var view = PlanView()
        view.style = .colored
        view.width = 120
        view.rowLimit = 40
        var lines = 0
        let short = milliseconds { lines = view.lines(of: plan).count }
        precondition(lines > 40)
        print("plan of 5,000 triggers: shown, 40 rows (ms)\t\(short)\t-\t-\t300")
        view.rowLimit = nil
        let long = milliseconds { lines = view.lines(of: plan).count }
        precondition(lines > count)
        print("plan of 5,000 triggers: shown, all rows (ms)\t\(long)\t-\t-\t300")

        var bytes = 0
        let writing = milliseconds { bytes = PlanDocument(plan.hidingSecrets()).fileBytes().count }
        print("plan of 5,000 triggers: as JSON, \(bytes >> 10) KiB (ms)\t\(writing)\t-\t-\t-")
    }

    private static func plan(_ triggers: [PlannedResource]) throws(PlanError) -> Plan {
        let draft = PlanDraft(title: "an hour later")
        for trigger in triggers { try draft.update(trigger, merging: ["scheduled_details": ["cron": "0 4 * * *"]]) }
        return draft.plan
    }

    private static func triggers() throws -> [PlannedResource] {
        guard let resource = Catalog.standard.resource("functions.trigger") else { throw NoTrigger() }
        return (1...count).map { number in
            let name = JSONValue.string("trigger-\(number)")
            let value: JSONObject = [
                "namespace": "fn-3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33", "name": name, "function": "reports/run",
                "type": "SCHEDULED", "is_enabled": true,
                "scheduled_details": ["cron": "0 3 * * *", "body": ["name": "Moon", "level": .integer(Int64(number))]],
                "scheduled_runs": ["last_run_at": .null, "next_run_at": "2026-11-22T03:00:00Z"],
                "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z"
            ]
            return PlannedResource(
                resource, value: value,
                keys: ["namespace_id": "fn-3f2b4c1e-8a5d-4f0e-9b7c-2d6e1a0f5c33", "trigger_name": name])
        }
    }

    private struct NoTrigger: Error {}

    /// The median of five.
    private static func milliseconds<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) -> Int {
        var times: [Duration] = []
        for _ in 0..<5 {
            let start = ContinuousClock.now
            try body()
            times.append(.now - start)
        }
        return Int((times.sorted()[2] / .milliseconds(1)).rounded())
    }
}
