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
        // As many droplets as have the tag; one that is busy is left out.
        "droplet_actions.post_by_tag": .changing { call, connection in
            guard let tag = call.query("tag_name") else { throw Refusal.unprocessable("tag_name is missing") }
            var actions: [JSONText] = []
            for droplet in try connection.all(Droplets.kind, [.tag(tag)]) {
                if try connection.isPending(droplet.actionSubject) { continue }
                actions.append(try connection.begin(call.input, on: droplet, call.moment).text)
            }
            return try call.answer(.array(actions))
        }
    ]

    private static let effects: [String: ActionEffect] = [
        "droplet.create": changing { droplet, _ in droplet["status"] = "active" },
        "droplet.power_on": changing { droplet, _ in droplet["status"] = "active" },
        "droplet.power_off": changing { droplet, _ in droplet["status"] = "off" },
        "droplet.shutdown": changing { droplet, _ in droplet["status"] = "off" },
        "droplet.power_cycle": changing { droplet, _ in droplet["status"] = "active" },
        "droplet.rename": changing { droplet, action in droplet["name"] = action.details["name"] },
        "droplet.resize": changing { droplet, action in
            let size = try Size.existing(action.details.string("size") ?? "")
            droplet.state["size"] = .string(size.slug)
            droplet["size_slug"] = .string(size.slug)
            droplet["memory"] = .integer(size.memory)
            droplet["vcpus"] = .integer(size.vcpus)
            if action.details.flag("disk") { droplet["disk"] = .integer(size.disk) }
        }
    ]

    /// An effect that changes the droplet.
    private static func changing(
        _ change: @escaping @Sendable (inout Resource, Action) throws -> Void
    ) -> ActionEffect {
        { action, moment, connection in
            var droplet = try connection.get(Droplets.kind, action.subject.id)
            try change(&droplet, action)
            try connection.save(droplet, at: moment)
        }
    }
}

extension Connection {
    /// Begins the action that a request's input asks for.
    ///
    /// - Throws: `Refusal` 422 where the droplet is busy, or not in the state for it.
    fileprivate mutating func begin(_ input: JSONObject, on droplet: Resource, _ moment: Moment) throws -> Action {
        let type = input.string("type") ?? ""
        if type == "resize" {
            _ = try Size.existing(input.string("size") ?? "")
            guard droplet["status"] == "off" else {
                throw Refusal.unprocessable("Droplet must be powered off to be resized.")
            }
        }
        return try begin(type, on: droplet.actionSubject, details: input, at: moment)
    }
}
