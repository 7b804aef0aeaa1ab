import Catalog
import JSON
import Plans
import Testing

/// Resources as they might have been read.
enum Samples {
    static let catalog = Catalog.standard

    static func trigger(
        _ name: String = "nightly", namespace: String = "fn-1", cron: String = "0 3 * * *", isEnabled: Bool = true,
        body: JSONValue = ["name": "Moon", "count": 3]
    ) throws -> PlannedResource {
        try resource(
            "functions.trigger",
            [
                "namespace": .string(namespace), "name": .string(name), "function": "reports/run", "type": "SCHEDULED",
                "is_enabled": .bool(isEnabled),
                "scheduled_details": ["cron": .string(cron), "body": body],
                "scheduled_runs": ["last_run_at": .null, "next_run_at": "2026-11-21T03:00:00Z"],
                "created_at": "2026-01-02T03:04:05Z", "updated_at": "2026-01-02T03:04:05Z"
            ],
            keys: ["namespace_id": .string(namespace), "trigger_name": .string(name)])
    }

    /// A resource of any kind; keys that are not given are taken from its fields.
    static func resource(_ name: String, _ value: JSONObject, keys: JSONObject = [:]) throws -> PlannedResource {
        let resource = try #require(catalog.resource(name))
        var all = JSONObject()
        for key in resource.identity {
            if case .field(let path) = key.source { all[key.parameter] = JSONValue.object(value).member(at: [path]) }
            if let given = keys[key.parameter] { all[key.parameter] = given }
        }
        return PlannedResource(resource, value: value, keys: all)
    }

    /// The only step of a draft with one edit.
    static func step(_ subject: PlannedResource, merging patch: JSONObject) throws -> PlanStep {
        let draft = PlanDraft()
        try draft.update(subject, merging: patch)
        #expect(draft.plan.steps.count == 1)
        return try #require(draft.plan.steps.first)
    }

    /// What an edit is refused with.
    static func refusal(_ subject: PlannedResource, merging patch: JSONObject) -> String? {
        do throws(PlanError) {
            try PlanDraft().update(subject, merging: patch)
            return nil
        } catch {
            return error.description
        }
    }
}
