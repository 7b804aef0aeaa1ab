import Cron
import JSON

/// When and with what a function is run, as requests give it: both parts together.
struct ScheduledDetails {
    var cron: String
    /// An object, or null.
    var body: JSONValue

    var value: JSONValue { ["cron": .string(cron), "body": body] }

    init(cron: String, body: JSONValue) {
        self.cron = cron
        self.body = body
    }

    /// Of a value that has been checked against the schema.
    init(checked value: JSONValue) {
        cron = value["cron"]?.string ?? ""
        body = value["body"] ?? .null
    }

    /// Why its schedule cannot be kept.
    var problems: [String] {
        do throws(CronError) {
            _ = try CronExpression(cron)
            return []
        } catch {
            return [error.description]
        }
    }
}

/// A trigger that is to be made.
struct NewTrigger {
    var name: String
    var function: String
    var isEnabled: Bool
    var details: ScheduledDetails

    /// The document of the trigger, made at `now`.
    func document(in namespace: String, at now: Int64) -> JSONObject {
        let time = JSONValue.string(UTCTime(unixSeconds: now).description)
        return [
            "namespace": .string(namespace),
            "name": .string(name),
            "function": .string(function),
            "type": "SCHEDULED",
            "is_enabled": .bool(isEnabled),
            "created_at": time,
            "updated_at": time,
            "scheduled_details": details.value
        ]
    }
}

extension NewTrigger {
    /// Reads a request to create it.
    ///
    /// - Throws: `Refusal` 400 with all problems.
    init(_ call: Call) throws(Refusal) {
        let missing = Self.missing(call)
        guard missing.isEmpty else { throw Self.refusal(missing) }
        var problems = call.bodyProblems()
        name = call.body["name"]?.string ?? ""
        function = call.body["function"]?.string ?? ""
        isEnabled = call.body["is_enabled"]?.bool ?? false
        details = ScheduledDetails(checked: call.body["scheduled_details"] ?? .null)
        if problems.isEmpty {
            problems = Name.problems(with: name, of: "name", isPathSegment: true)
            problems += Name.problems(with: function, of: "function", isPathSegment: false) + details.problems
        }
        guard problems.isEmpty else { throw Self.refusal(problems) }
    }

    /// In the words of the reference, which counts the type among the source's details.
    private static func missing(_ call: Call) -> [String] {
        var missing: [String] = []
        if call.lacks("name") { missing.append("missing trigger name") }
        if call.lacks("function") { missing.append("missing function name") }
        if call.lacks("type") || call.lacks("scheduled_details") { missing.append("missing source details") }
        return missing
    }

    private static func refusal(_ problems: [String]) -> Refusal {
        .badRequest("validating create trigger: validation error: " + problems.joined(separator: ", "))
    }
}

/// What a request to update a trigger says. What it does not name stays.
struct TriggerChanges {
    let isEnabled: Bool?
    let details: ScheduledDetails?
    private let body: JSONObject

    /// - Throws: `Refusal` 400 with all problems.
    init(_ call: Call) throws(Refusal) {
        body = call.body
        isEnabled = body["is_enabled"]?.bool
        details = body["scheduled_details"].flatMap { $0.isNull ? nil : ScheduledDetails(checked: $0) }
        var problems = call.bodyProblems()
        if problems.isEmpty { problems = details?.problems ?? [] }
        guard problems.isEmpty else { throw Self.refusal(problems) }
    }

    var isEmpty: Bool { isEnabled == nil && details == nil }

    /// The members of the document that change.
    var members: JSONObject {
        var members = JSONObject()
        members["is_enabled"] = isEnabled.map(JSONValue.bool)
        members["scheduled_details"] = details?.value
        return members
    }

    /// A program may send a whole trigger back. It must not believe, though, that it has renamed it.
    ///
    /// - Throws: `Refusal` 400, `JSONError`.
    func checkFixedFields(of trigger: Trigger) throws {
        let sent = ["name", "function", "type"].filter { body[$0].map { !$0.isNull } ?? false }
        guard !sent.isEmpty else { return }
        let stored = try JSONValue(parsing: trigger.record.document.bytes)
        let problems = sent.filter { body[$0] != stored[$0] }.map { "\($0) cannot be changed" }
        guard problems.isEmpty else { throw Self.refusal(problems) }
    }

    private static func refusal(_ problems: [String]) -> Refusal {
        .badRequest("validating update trigger: validation error: " + problems.joined(separator: ", "))
    }
}
