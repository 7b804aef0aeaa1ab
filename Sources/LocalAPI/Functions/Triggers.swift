import JSON

extension Functions {
    @Sendable static func listTriggers(_ call: Call, _ services: Services) throws -> Answer {
        let triggers = try services.store.read { connection in
            try connection.triggers(of: call.namespace(in: &connection))
        }
        var timetable = Timetable(at: call.now)
        return .result("triggers", .array(triggers.map { $0.text(by: &timetable) }))
    }

    @Sendable static func getTrigger(_ call: Call, _ services: Services) throws -> Answer {
        let trigger = try services.store.read { try call.trigger(in: &$0) }
        return .result("trigger", trigger.text(at: call.now))
    }

    @Sendable static func createTrigger(_ call: Call, _ services: Services) throws -> Answer {
        let new = try NewTrigger(call)
        let schedule = Schedule(cron: new.details.cron, isEnabled: new.isEnabled, since: call.now)
        let object = new.document(in: call.argument("namespace_id"), at: call.now)
        let document = JSONText(try JSONValue.object(object).serialized())
        let trigger = try services.store.write { connection in
            let namespace = try call.namespace(in: &connection)
            let key = ResourceKey(kind: triggerKind, parent: namespace, id: new.name)
            guard try connection.resource(key) == nil else {
                throw Refusal.unprocessable("a trigger with the name \"\(new.name)\" exists already in this namespace")
            }
            guard try connection.total(triggerKind) < services.limits.triggers else {
                throw Refusal.unprocessable("triggers limit reached")
            }
            let sequence = try connection.insert(key, document: document)
            try connection.setSchedule(schedule, of: sequence)
            return Trigger(record: Record(sequence: sequence, document: document), schedule: schedule)
        }
        return .result("trigger", trigger.text(at: call.now))
    }

    @Sendable static func updateTrigger(_ call: Call, _ services: Services) throws -> Answer {
        let changes = try TriggerChanges(call)
        let trigger = try services.store.write { connection in
            var trigger = try call.trigger(in: &connection)
            try changes.checkFixedFields(of: trigger)
            guard !changes.isEmpty else { return trigger }
            trigger.schedule = trigger.schedule.changed(
                cron: changes.details?.cron ?? trigger.schedule.cron,
                isEnabled: changes.isEnabled ?? trigger.schedule.isEnabled, at: call.now)
            trigger.record.document = try trigger.record.document.replacing(changes.members, at: call.now)
            try connection.update(trigger.record.sequence, document: trigger.record.document)
            try connection.setSchedule(trigger.schedule, of: trigger.record.sequence)
            return trigger
        }
        return .result("trigger", trigger.text(at: call.now))
    }

    @Sendable static func deleteTrigger(_ call: Call, _ services: Services) throws -> Answer {
        try services.store.write { connection in
            let namespace = try call.namespace(in: &connection)
            let key = ResourceKey(kind: triggerKind, parent: namespace, id: call.argument("trigger_name"))
            guard try connection.delete(key) else { throw Refusal.notFound("trigger") }
        }
        return .noContent
    }
}

/// A stored trigger.
struct Trigger: Sendable {
    /// Its document lacks `scheduled_runs`.
    var record: Record
    var schedule: Schedule

    /// What a client gets at `now`.
    func text(at now: Int64) -> JSONText {
        var timetable = Timetable(at: now)
        return text(by: &timetable)
    }

    func text(by timetable: inout Timetable) -> JSONText {
        let (last, next) = timetable.runs(of: schedule)
        var runs = JSONText.emptyObject
        runs.add("last_run_at", time: last)
        runs.add("next_run_at", time: next)
        var text = record.document
        text.add("scheduled_runs", runs)
        return text
    }
}

extension Call {
    /// The trigger that the path names.
    ///
    /// - Throws: `Refusal` 404 with what of both is missing, `StoreError`.
    fileprivate func trigger(in connection: inout Connection) throws -> Trigger {
        let namespace = try namespace(in: &connection)
        guard let trigger = try connection.trigger(argument("trigger_name"), of: namespace) else {
            throw Refusal.notFound("trigger")
        }
        return trigger
    }
}
