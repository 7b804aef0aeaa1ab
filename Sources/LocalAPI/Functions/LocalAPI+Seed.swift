import Cron
import JSON

extension LocalAPI {
    /// Makes data beside what is there: so many namespaces, and so many triggers spread evenly over them (over all
    /// namespaces where none are made). Limits do not hold for it.
    ///
    /// Labels and names are `seed-1`, `trigger-00001` and so on, with numbers that are not taken. Costs about 30 us a
    /// trigger, in one transaction.
    ///
    /// - Returns: The identifiers of the namespaces that got triggers, in order.
    /// - Precondition: Neither number is negative.
    @discardableResult
    public func seed(namespaces: Int, triggers: Int) throws(StoreError) -> [String] {
        precondition(namespaces >= 0 && triggers >= 0, "the numbers to seed must not be negative")
        let now = try now().unixSeconds
        return try changed { connection in
            var targets: [(id: String, sequence: Int64)] = []
            for _ in 0..<namespaces { targets.append(try seedNamespace(&connection, at: now)) }
            if targets.isEmpty { targets = try connection.namespaceRows() }
            if targets.isEmpty, triggers > 0 { targets = [try seedNamespace(&connection, at: now)] }
            for number in 0..<triggers {
                try Self.seedTrigger(number, in: targets[number % targets.count], &connection, at: now)
            }
            return targets.map(\.id)
        }
    }

    private func seedNamespace(
        _ connection: inout Connection, at now: Int64
    ) throws -> (id: String, sequence: Int64) {
        var number = try connection.total(Functions.namespaceKind) + 1
        while try connection.resource(Functions.namespaceKind, named: "seed-\(number)") != nil { number += 1 }
        let label = "seed-\(number)"
        let region = Namespace.regions[number % Namespace.regions.count]
        let namespace = Namespace(label: label, region: region, at: now, randomness)
        let document = JSONText(try namespace.document.serialized())
        return (namespace.key.id, try connection.insert(namespace.key, name: label, document: document))
    }

    private static func seedTrigger(
        _ number: Int, in namespace: (id: String, sequence: Int64), _ connection: inout Connection, at now: Int64
    ) throws {
        var position = try connection.total(Functions.triggerKind, of: namespace.sequence) + 1
        func key() -> ResourceKey {
            ResourceKey(
                kind: Functions.triggerKind, parent: namespace.sequence, id: "trigger-" + padded(position))
        }
        while try connection.resource(key()) != nil { position += 1 }
        let cron = crons[number % crons.count]
        let isEnabled = number % 4 != 3
        let details = ScheduledDetails(cron: cron, body: ["number": .integer(Int64(position))])
        let trigger = NewTrigger(
            name: key().id, function: functions[number % functions.count], isEnabled: isEnabled, details: details)
        let document = JSONText(try JSONValue.object(trigger.document(in: namespace.id, at: now)).serialized())
        let sequence = try connection.insert(key(), document: document)
        try connection.setSchedule(Schedule(cron: cron, isEnabled: isEnabled, since: now), of: sequence)
    }

    private static func padded(_ number: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    private static let crons = ["*/15 * * * *", "0 * * * *", "30 2 * * *", "15 3 * * 1-5", "0 6 1 * *", "45 22 * * 0"]
    private static let functions = ["reports/nightly", "cleanup", "mail/digest", "metrics/rollup", "backup"]
}

extension Connection {
    fileprivate mutating func namespaceRows() throws -> [(id: String, sequence: Int64)] {
        var rows: [(id: String, sequence: Int64)] = []
        try each(
            "SELECT id, sequence FROM resources WHERE kind = ? AND parent = 0 ORDER BY sequence",
            .text(Functions.namespaceKind)
        ) { rows.append((id: $0.text(0), sequence: $0.integer(1))) }
        return rows
    }
}
