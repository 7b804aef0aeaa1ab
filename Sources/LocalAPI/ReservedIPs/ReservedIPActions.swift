import JSON

/// The groups `reserved_ips_actions` and `floating_ips_action`.
extension ReservedIPs {
    /// - Parameter type: What the group calls an address in its actions.
    static func actionHandlers(_ group: String, as type: String) -> [String: Handler] {
        [
            group + ".list": .reading { call, connection in
                let address = try connection.get(kind, for: call)
                let (actions, total) = try connection.actionPage(of: address.addressSubject, for: call)
                let texts = try actions.map { try connection.text(of: $0, address, as: type) }
                return try call.answer(Listing(items: texts, total: total))
            },
            group + ".get": .reading { call, connection in
                let address = try connection.get(kind, for: call)
                let action = try connection.action(call.argument("action_id"), of: address.addressSubject)
                return try call.answer(connection.text(of: action, address, as: type))
            },
            group + ".post": .changing { call, connection in
                let address = try connection.get(kind, for: call)
                let action = try connection.begin(call.input, on: address, call.moment)
                return try call.answer(connection.text(of: action, address, as: type))
            }
        ]
    }

    static let busy = Refusal.unprocessable("The address already has a pending event.")

    static let effects: [String: ActionEffect] = [
        "reserved_ip.assign_ip": { action, moment, connection in
            var address = try connection.get(kind, action.subject.id)
            let droplet = try connection.get(Droplets.kind, action.details.identifier("droplet_id") ?? "")
            address.state["droplet"] = .string(droplet.id)
            try connection.save(address, at: moment)
        },
        "reserved_ip.unassign_ip": { action, moment, connection in
            try connection.unassign(connection.get(kind, action.subject.id), at: moment)
        }
    ]
}

extension Resource {
    /// What actions on a reserved IP are about, whichever of its names is used.
    var addressSubject: ActionSubject { ActionSubject("reserved_ip", id: id, region: state.string("region")) }
}

extension Connection {
    mutating func unassign(_ address: Resource, at moment: Moment) throws {
        var address = address
        address.state["droplet"] = nil
        try save(address, at: moment)
    }

    /// A droplet that an address can lead to: it has none yet.
    ///
    /// - Throws: `Refusal` 422.
    mutating func checkedDroplet(_ id: String) throws -> Resource {
        guard let droplet = try find(Droplets.kind, id) else {
            throw Refusal.unprocessable("There is no Droplet \(id).")
        }
        guard try first(ReservedIPs.kind, .attribute(Attribute.droplet, id)) == nil else {
            throw Refusal.unprocessable("The Droplet already has a reserved IP.")
        }
        return droplet
    }

    mutating func beginAssignment(of address: Resource, to droplet: Resource, _ moment: Moment) throws -> Action {
        try begin(
            "assign_ip", on: address.addressSubject, details: ["droplet_id": droplet.jsonID],
            unlessPending: ReservedIPs.busy, at: moment)
    }

    fileprivate mutating func begin(_ input: JSONObject, on address: Resource, _ moment: Moment) throws -> Action {
        guard input.string("type") == "assign" else {
            guard address.state["droplet"] != nil else {
                throw Refusal.unprocessable("The address is not assigned to a Droplet.")
            }
            return try begin(
                "unassign_ip", on: address.addressSubject, unlessPending: ReservedIPs.busy, at: moment)
        }
        let droplet = try checkedDroplet(input.identifier("droplet_id") ?? "")
        guard droplet.state.string("region") == address.state.string("region") else {
            throw Refusal.unprocessable("The address and the Droplet are in different regions.")
        }
        return try beginAssignment(of: address, to: droplet, moment)
    }

    /// An action as the group of a name shows it: with the project of the address.
    fileprivate mutating func text(of action: Action, _ address: Resource, as type: String) throws -> JSONText {
        var document = action.document
        document["resource_type"] = .string(type)
        document["project_id"] = .string(try project(of: address).id)
        return JSONText(try JSONValue.object(document).serialized())
    }
}
