/// The table `schedules`, whose rows go with those of the triggers.
extension Connection {
    mutating func setSchedule(_ schedule: Schedule, of resource: Int64) throws(StoreError) {
        try run(
            """
            INSERT OR REPLACE INTO schedules (resource, cron, is_enabled, since, earlier_count, earlier_last)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            .integer(resource), .text(schedule.cron), .flag(schedule.isEnabled), .integer(schedule.since),
            .integer(schedule.earlierCount), .integer(orNull: schedule.earlierLast))
    }

    mutating func trigger(_ name: String, of namespace: Int64) throws(StoreError) -> Trigger? {
        try first(
            Trigger.selection + "AND id = ?", .text(Functions.triggerKind), .integer(namespace), .text(name),
            read: Trigger.init)
    }

    /// In the order of their making.
    mutating func triggers(of namespace: Int64) throws(StoreError) -> [Trigger] {
        var triggers: [Trigger] = []
        try each(
            Trigger.selection + "ORDER BY sequence", .text(Functions.triggerKind), .integer(namespace)
        ) { triggers.append(Trigger($0)) }
        return triggers
    }
}

extension Trigger {
    fileprivate static let selection = """
        SELECT sequence, document, cron, is_enabled, since, earlier_count, earlier_last
        FROM resources JOIN schedules ON resource = sequence WHERE kind = ? AND parent = ?

        """

    /// Reads a row of `selection`.
    fileprivate init(_ row: borrowing Row) {
        record = Record(sequence: row.integer(0), document: JSONText(row.bytes(1)))
        schedule = Schedule(
            cron: row.text(2), isEnabled: row.flag(3), since: row.integer(4), earlierCount: row.integer(5),
            earlierLast: row.optionalInteger(6))
    }
}
