import JSON

/// Making and destroying droplets.
extension Connection {
    /// Makes a droplet, which is active after a while.
    mutating func create(
        _ order: inout DropletOrder, named name: String, _ moment: Moment
    ) throws -> (droplet: Resource, action: Action) {
        var droplet = try insert(&order, named: name, status: "new", moment)
        if let policy = order.backupPolicy {
            try enableBackups(of: &droplet, policy, moment)
            try save(droplet, at: moment)
        }
        for volume in order.volumes { try attach(volume, to: get(Droplets.kind, droplet.id), at: moment) }
        let action = try begin("create", onDroplet: get(Droplets.kind, droplet.id), lasting: 8, at: moment)
        return (try get(Droplets.kind, droplet.id), action)
    }

    /// Stores a droplet in the state it is to have.
    ///
    /// Its size, region and image are kept as slugs, and written out when it is read: a droplet takes a fifth of the room.
    mutating func insert(
        _ order: inout DropletOrder, named name: String, status: String, _ moment: Moment
    ) throws -> Resource {
        let document: JSONObject = [
            "name": .string(name), "memory": .integer(order.size.memory), "vcpus": .integer(order.size.vcpus),
            "disk": .integer(order.size.disk), "locked": false, "status": .string(status),
            "created_at": moment.time, "features": .strings(order.features), "backup_ids": [],
            "next_backup_window": .null, "snapshot_ids": [], "volume_ids": [],
            "size_slug": .string(order.size.slug), "networks": try networks(for: &order, moment),
            "vpc_uuid": .string(order.vpc.id), "tags": .strings(order.tags)
        ]
        let state: JSONObject = ["region": .string(order.region), "size": .string(order.size.slug)]
        return try create(
            Droplets.kind, document, state: state.merging(order.image.state), isComplete: true, at: moment)
    }

    /// Destroys a droplet with its backups. What it was attached to or behind stays, without it.
    mutating func destroy(_ droplet: Resource, _ moment: Moment) throws {
        let isOfDroplet = [Filter.attribute(Attribute.droplet, droplet.id)]
        for volume in try all(Volumes.kind, isOfDroplet) { try detach(volume, at: moment) }
        for address in try all(ReservedIPs.kind, isOfDroplet) { try unassign(address, at: moment) }
        for kind in [Firewalls.kind, LoadBalancers.kind] {
            for var guardian in try all(kind, isOfDroplet) {
                let ids = guardian["droplet_ids"]?.array ?? []
                guardian["droplet_ids"] = .array(ids.filter { $0 != droplet.jsonID })
                try save(guardian, at: moment)
            }
        }
        for backup in try all(Images.kind, Self.images(ofDroplet: droplet.id, "backup")) {
            try delete(backup, moment.services)
        }
        try delete(droplet, moment.services)
    }

    /// The droplets that a request names.
    ///
    /// - Throws: `Refusal` with the documented status where one of them is not there.
    mutating func droplets(_ ids: [String], for call: Call) throws -> [Resource] {
        try ids.map { id in
            guard let droplet = try find(Droplets.kind, id) else { throw call.refusal("There is no Droplet \(id).") }
            return droplet
        }
    }
}

extension Droplets {
    /// Adds size, region and image.
    @Sendable static func present(_ record: Record, _ moment: Moment) throws -> JSONText {
        let state = try record.parsedState()
        var text = record.document
        text.add("size", ReferenceTexts.size(state.string("size") ?? ""))
        text.add("region", ReferenceTexts.region(state.string("region") ?? ""))
        if let image = state.object("image_document") {
            text.add("image", JSONText(try JSONValue.object(image).serialized()))
        } else {
            text.add("image", ReferenceTexts.image(state.identifier("image") ?? ""))
        }
        return text
    }
}

extension Resource {
    /// What actions on a droplet are about.
    var actionSubject: ActionSubject { ActionSubject("droplet", id: id, region: state.string("region")) }
}
