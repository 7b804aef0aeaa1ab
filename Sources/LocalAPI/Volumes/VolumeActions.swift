import JSON

/// The group `volume_actions`.
extension Volumes {
    static let busy = Refusal.unprocessable("The volume already has a pending event.")

    /// How many volumes a droplet can have.
    static let limitPerDroplet = 15

    static let actionHandlers: [String: Handler] = [
        "volume_actions.list": .reading { call, connection in
            let volume = try connection.get(kind, for: call)
            return try call.answer(connection.actions(of: volume.volumeSubject, for: call))
        },
        "volume_actions.get": .reading { call, connection in
            let volume = try connection.get(kind, for: call)
            return try call.answer(connection.action(call.argument("action_id"), of: volume.volumeSubject).text)
        },
        "volume_actions.post": .changing { call, connection in
            let input = call.input
            let name = input.string("volume_name") ?? ""
            guard let volume = try connection.volume(named: name, in: input.string("region")) else {
                throw Refusal.missing
            }
            return try call.answer(connection.begin(input, on: volume, call.moment).text)
        },
        "volume_actions.post_by_id": .changing { call, connection in
            let volume = try connection.get(kind, for: call)
            return try call.answer(connection.begin(call.input, on: volume, call.moment).text)
        }
    ]

    static let effects: [String: ActionEffect] = [
        "volume.attach_volume": { action, moment, connection in
            let volume = try connection.get(kind, action.subject.id)
            let droplet = try connection.get(Droplets.kind, action.details.identifier("droplet_id") ?? "")
            try connection.attach(volume, to: droplet, at: moment)
        },
        "volume.detach_volume": { action, moment, connection in
            try connection.detach(connection.get(kind, action.subject.id), at: moment)
        },
        "volume.resize": { action, moment, connection in
            var volume = try connection.get(kind, action.subject.id)
            volume["size_gigabytes"] = action.details["size_gigabytes"]
            try connection.save(volume, at: moment)
        }
    ]
}

extension Resource {
    /// What actions on a volume are about.
    var volumeSubject: ActionSubject { ActionSubject("volume", id: id, region: state.string("region")) }
}

extension Connection {
    mutating func attach(_ volume: Resource, to droplet: Resource, at moment: Moment) throws {
        var (volume, droplet) = (volume, droplet)
        volume["droplet_ids"] = .array([droplet.jsonID])
        droplet["volume_ids"] = .array((droplet["volume_ids"]?.array ?? []) + [.string(volume.id)])
        try save(volume, at: moment)
        try save(droplet, at: moment)
    }

    mutating func detach(_ volume: Resource, at moment: Moment) throws {
        var volume = volume
        for id in volume.document.identifiers("droplet_ids") {
            guard var droplet = try find(Droplets.kind, id) else { continue }
            droplet["volume_ids"] = .strings(droplet.document.strings("volume_ids").filter { $0 != volume.id })
            try save(droplet, at: moment)
        }
        volume["droplet_ids"] = []
        try save(volume, at: moment)
    }

    /// - Throws: `Refusal` 422 where a volume cannot be attached to a droplet of a region.
    mutating func checkFree(_ volume: Resource, in region: String?) throws {
        guard volume.document.identifiers("droplet_ids").isEmpty else {
            throw Refusal.unprocessable("The volume is attached to a Droplet already.")
        }
        guard volume.state.string("region") == region else {
            throw Refusal.unprocessable("The volume and the Droplet are in different regions.")
        }
        if try isPending(volume.volumeSubject) { throw Volumes.busy }
    }

    fileprivate mutating func begin(_ input: JSONObject, on volume: Resource, _ moment: Moment) throws -> Action {
        if let region = input.string("region"), region != volume.state.string("region") {
            throw Refusal.unprocessable("The volume is not in the region \(region).")
        }
        let type = input.string("type") ?? ""
        switch type {
        case "attach": try checkAttachment(input, of: volume, moment)
        case "detach":
            guard volume.document.identifiers("droplet_ids") == input.identifier("droplet_id").map({ [$0] }) else {
                throw Refusal.unprocessable("The volume is not attached to this Droplet.")
            }
        default: try checkGrowth(input, of: volume)
        }
        return try begin(
            type == "resize" ? type : type + "_volume", on: volume.volumeSubject, details: input,
            unlessPending: Volumes.busy, at: moment)
    }

    private mutating func checkAttachment(_ input: JSONObject, of volume: Resource, _ moment: Moment) throws {
        guard let droplet = try find(Droplets.kind, input.identifier("droplet_id") ?? "") else {
            throw Refusal.unprocessable("There is no such Droplet.")
        }
        try checkFree(volume, in: droplet.state.string("region"))
        guard droplet.document.strings("volume_ids").count < Volumes.limitPerDroplet else {
            throw Refusal.unprocessable("A Droplet can have up to \(Volumes.limitPerDroplet) volumes.")
        }
        var tagged = volume
        tagged["tags"] = .strings(volume.document.strings("tags") + input.strings("tags"))
        try save(tagged, at: moment)
    }

    private func checkGrowth(_ input: JSONObject, of volume: Resource) throws(Refusal) {
        let (size, present) = (input.integer("size_gigabytes") ?? 0, volume.document.integer("size_gigabytes") ?? 0)
        guard size > present else { throw .unprocessable("A volume can only grow; it has \(present) GB.") }
        guard size <= Volumes.largestSize else {
            throw .unprocessable("A volume has 1 to \(Volumes.largestSize) GB.")
        }
    }
}
