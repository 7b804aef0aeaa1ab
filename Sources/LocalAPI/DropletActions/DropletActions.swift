import JSON

/// The group `droplet_actions`.
enum DropletActions {
    static let family = Family("droplet_actions", handlers: handlers, effects: effects)

    private static let handlers: [String: Handler] = [
        "droplet_actions.list": .reading { call, connection in
            let droplet = try connection.get(Droplets.kind, for: call)
            return try call.answer(connection.actions(of: droplet.actionSubject, for: call))
        },
        "droplet_actions.get": .reading { call, connection in
            let droplet = try connection.get(Droplets.kind, for: call)
            return try call.answer(connection.action(call.argument("action_id"), of: droplet.actionSubject).text)
        },
        "droplet_actions.post": .changing { call, connection in
            let droplet = try connection.get(Droplets.kind, for: call)
            return try call.answer(connection.begin(call.input, on: droplet, call.moment).text)
        },
        // As many droplets as have the tag; one that is busy, or not in the state for it, is left out.
        "droplet_actions.post_by_tag": .changing { call, connection in
            guard let tag = call.query("tag_name") else { throw Refusal.unprocessable("tag_name is missing") }
            var actions: [JSONText] = []
            for droplet in try connection.all(Droplets.kind, [.tag(tag)]) {
                guard let action = try connection.beginIfPossible(call.input, on: droplet, call.moment) else {
                    continue
                }
                actions.append(action.text)
            }
            return try call.answer(.array(actions))
        }
    ]
}

extension Connection {
    /// Begins an action on a droplet, which is locked until it ends: no other one can begin.
    mutating func begin(
        _ type: String, onDroplet droplet: Resource, lasting seconds: Int64, details: JSONObject = [:],
        at moment: Moment
    ) throws -> Action {
        let action = try begin(type, on: droplet.actionSubject, lasting: seconds, details: details, at: moment)
        try setLock(of: droplet, to: true, at: moment)
        return action
    }

    /// Unlocks what an action that has ended was done to.
    mutating func unlock(_ subject: ActionSubject, at moment: Moment) throws {
        guard subject.type == Droplets.kind.tagType, let droplet = try find(Droplets.kind, subject.id) else { return }
        try setLock(of: droplet, to: false, at: moment)
    }

    private mutating func setLock(of droplet: Resource, to isLocked: Bool, at moment: Moment) throws {
        var droplet = droplet
        droplet["locked"] = .bool(isLocked)
        try save(droplet, at: moment)
    }

    /// Begins the action that a request's input asks for.
    ///
    /// - Throws: `Refusal` 422 where the droplet is busy, or not in the state for it.
    fileprivate mutating func begin(_ input: JSONObject, on droplet: Resource, _ moment: Moment) throws -> Action {
        if try isPending(droplet.actionSubject) { throw Refusal.pending }
        let type = input.string("type") ?? ""
        try check(type, input, on: droplet)
        return try begin(type, onDroplet: droplet, lasting: Self.seconds(for: type), details: input, at: moment)
    }

    fileprivate mutating func beginIfPossible(
        _ input: JSONObject, on droplet: Resource, _ moment: Moment
    ) throws -> Action? {
        do {
            return try begin(input, on: droplet, moment)
        } catch is Refusal {
            return nil
        }
    }

    private static func seconds(for type: String) -> Int64 {
        switch type {
        case "snapshot", "restore", "rebuild": 8
        case "rename", "change_kernel", "change_backup_policy", "disable_backups": 2
        default: 4
        }
    }
}
