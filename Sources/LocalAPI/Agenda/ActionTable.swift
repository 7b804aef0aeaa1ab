import JSON

/// The table `actions`.
extension Connection {
    /// Begins an action, which completes by itself after a while and then has its effect: the one that its family has
    /// registered under `RESOURCE_TYPE.ACTION_TYPE`.
    ///
    /// - Parameters:
    ///   - seconds: How long it takes, at the usual pace.
    ///   - refusal: What a client gets while another action on the subject is in progress; nil where that is no hindrance.
    /// - Throws: `refusal`.
    mutating func begin(
        _ type: String, on subject: ActionSubject, lasting seconds: Int64 = 4, details: JSONObject = [:],
        unlessPending refusal: Refusal? = .pending, at moment: Moment
    ) throws -> Action {
        if let refusal, try isPending(subject) { throw refusal }
        let action = Action(
            id: try takeNumbers("actions", from: 2_000_000_001), type: type, status: .inProgress,
            startedAt: moment.now, subject: subject, details: details)
        try insert(action)
        try schedule(Transitions.actionEnd, after: seconds, details: ["action": .integer(action.id)], at: moment)
        return action
    }

    /// Records an action that is done already.
    mutating func record(
        _ type: String, on subject: ActionSubject, details: JSONObject = [:], at moment: Moment
    ) throws -> Action {
        let action = Action(
            id: try takeNumbers("actions", from: 2_000_000_001), type: type, status: .completed,
            startedAt: moment.now, completedAt: moment.now, subject: subject, details: details)
        try insert(action)
        return action
    }

    /// Whether an action on the subject is in progress.
    mutating func isPending(_ subject: ActionSubject) throws(StoreError) -> Bool {
        try first(
            "SELECT 1 FROM actions WHERE resource_type = ? AND resource_key = ? AND status = ? ORDER BY id DESC LIMIT 1",
            .text(subject.type), .text(subject.id), .text(Action.Status.inProgress.rawValue)
        ) { _ in true } ?? false
    }

    /// - Parameter subject: What it must be of; nil for whatever.
    /// - Throws: `Refusal` 404.
    mutating func action(_ id: String, of subject: ActionSubject? = nil) throws -> Action {
        guard let number = Int64(id), let action = try actions("WHERE id = ?", [.integer(number)]).first,
            subject == nil || subject?.type == action.subject.type && subject?.id == action.subject.id
        else { throw Refusal.missing }
        return action
    }

    /// The page of actions that a request asks for, the newest first.
    ///
    /// - Parameter subject: Of what; nil for all.
    mutating func actions(of subject: ActionSubject? = nil, for call: Call) throws -> Listing {
        let (actions, total) = try actionPage(of: subject, for: call)
        return Listing(items: actions.map(\.text), total: total)
    }

    /// As `actions(of:for:)`, for a group that writes them in its own way.
    mutating func actionPage(
        of subject: ActionSubject?, for call: Call
    ) throws -> (actions: [Action], total: Int) {
        let condition = subject == nil ? "" : "WHERE resource_type = ? AND resource_key = ?"
        let values = subject.map { [SQLiteValue.text($0.type), .text($0.id)] } ?? []
        let total = try first("SELECT count(*) FROM actions \(condition)", values) { Int($0.integer(0)) }
        let actions = try actions(
            condition + " ORDER BY id DESC LIMIT ? OFFSET ?",
            values + [.integer(Int64(call.page?.size ?? -1)), .integer(Int64(call.page?.offset ?? 0))])
        return (actions, total ?? 0)
    }
}

extension Transitions {
    /// Completes an action, with its effect.
    static let endAction: Transition = { entry, moment, connection in
        guard let id = entry.details.integer("action") else { return }
        let action = try connection.action("\(id)")
        var status = Action.Status.completed
        if let effect = moment.services.families.effects["\(action.subject.type).\(action.type)"] {
            do {
                try connection.attempt { try effect(action, moment, &$0) }
            } catch is Refusal {
                status = .errored
            }
        }
        try connection.unlock(action.subject, at: moment)
        try connection.run(
            "UPDATE actions SET status = ?, completed_at = ? WHERE id = ?", .text(status.rawValue),
            .integer(moment.now), .integer(id))
    }
}

extension Refusal {
    /// What the vendor answers while a droplet has something else to do.
    static let pending = unprocessable("Droplet already has a pending event.")
}

extension Connection {
    private mutating func insert(_ action: Action) throws {
        try run(
            """
            INSERT INTO actions (id, resource_type, resource_key, type, status, started_at, completed_at, region, details)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .integer(action.id), .text(action.subject.type), .text(action.subject.id), .text(action.type),
            .text(action.status.rawValue), .integer(action.startedAt), .integer(orNull: action.completedAt),
            .text(orNull: action.subject.region), .utf8(try JSONValue.object(action.details).serialized()))
    }

    private mutating func actions(_ condition: String, _ values: [SQLiteValue]) throws -> [Action] {
        var rows: [(Action, details: [UInt8])] = []
        try each(
            """
            SELECT id, type, status, started_at, completed_at, resource_type, resource_key, region, details FROM actions \
            \(condition)
            """, values
        ) { row in
            let subject = ActionSubject(row.text(5), id: row.text(6), region: row.optionalText(7))
            let action = Action(
                id: row.integer(0), type: row.text(1), status: Action.Status(rawValue: row.text(2)) ?? .errored,
                startedAt: row.integer(3), completedAt: row.optionalInteger(4), subject: subject, details: [:])
            rows.append((action, row.bytes(8)))
        }
        return try rows.map { try Action($0, details: JSONValue(parsing: $1).object ?? [:]) }
    }
}

extension Action {
    fileprivate init(_ action: Action, details: JSONObject) {
        self.init(
            id: action.id, type: action.type, status: action.status, startedAt: action.startedAt,
            completedAt: action.completedAt, subject: action.subject, details: details)
    }
}
