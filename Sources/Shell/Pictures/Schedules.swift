internal import Cron
internal import JSON

/// What is to be drawn of: schedules with names, as a script has them.
struct Schedules {
    struct Item {
        var name: String
        var cron: CronExpression
    }

    /// Why a value has no schedules.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var items: [Item] = []
    /// How many are switched off, and how many have no schedule.
    private(set) var disabled = 0
    private(set) var unscheduled = 0
    private let includesDisabled: Bool

    /// Reads triggers, a trigger, expressions as strings, tables with `cron`, or a table from names to any of these.
    ///
    /// - Throws: ``Failure`` that names the expression which is none.
    init(_ value: JSONValue, includingDisabled: Bool = false) throws(Failure) {
        includesDisabled = includingDisabled
        switch value {
        case .array(let values): for (index, value) in values.enumerated() { try add(value, name: "\(index + 1)") }
        case .object(let object) where Self.expression(of: object) == nil && !Self.isTrigger(object):
            for member in object.members { try add(member.value, name: member.name, isNamed: true) }
        default: try add(value, name: "1")
        }
    }

    private mutating func add(_ value: JSONValue, name: String, isNamed: Bool = false) throws(Failure) {
        switch value {
        case .string(let text): items.append(Item(name: isNamed ? name : text, cron: try Self.cron(text, name)))
        case .object(let object):
            guard let text = Self.expression(of: object) else {
                unscheduled += 1
                return
            }
            guard includesDisabled || object["is_enabled"]?.bool != false else {
                disabled += 1
                return
            }
            let known = isNamed ? nil : Self.name(of: object)
            items.append(Item(name: known ?? name, cron: try Self.cron(text, known ?? name)))
        default:
            throw Failure(description: "\(name): expected a trigger, a table with cron, or a text such as '0 3 * * *'")
        }
    }

    private static func cron(_ text: String, _ name: String) throws(Failure) -> CronExpression {
        do throws(CronError) {
            return try CronExpression(text)
        } catch {
            throw Failure(description: "\(name): \(error.description)")
        }
    }

    private static func expression(of object: JSONObject) -> String? {
        (object["cron"] ?? object["scheduled_details"]?["cron"] ?? object["schedule"])?.string
    }

    private static func isTrigger(_ object: JSONObject) -> Bool {
        object["scheduled_details"] != nil || object["type"] != nil
    }

    private static func name(of object: JSONObject) -> String? {
        for member in ["name", "label", "id"] { if let name = object[member]?.string { return name } }
        return nil
    }

    /// `3 are switched off, 1 has no schedule`; nil where nothing is left out.
    var leftOut: String? {
        var parts: [String] = []
        if disabled > 0 { parts.append("\(disabled) \(disabled == 1 ? "is" : "are") switched off") }
        if unscheduled > 0 { parts.append("\(unscheduled) \(unscheduled == 1 ? "has" : "have") no schedule") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
