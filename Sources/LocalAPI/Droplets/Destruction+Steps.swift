import JSON

extension Connection {
    /// Begins to destroy a droplet and what else was chosen.
    ///
    /// - Throws: `Refusal` 409 while that is going on already.
    mutating func beginDestruction(
        of droplet: Resource, _ resources: [String: [AssociatedResource]], _ moment: Moment
    ) throws {
        if let earlier = try find(Destruction.kind, droplet.id) {
            guard earlier["completed_at"] != nil else { throw Refusal.conflict }
            try delete(earlier, moment.services)
        }
        let items = AssociatedResource.categories.map { category in
            (category, JSONValue.array((resources[category] ?? []).map(\.named)))
        }
        let document: JSONObject = [
            "id": .string(droplet.id), "droplet": ["id": .string(droplet.id), "name": .string(droplet.name)],
            "resources": .object(JSONObject(items)), "failures": 0
        ]
        let destruction = try create(Destruction.kind, document, isComplete: true, at: moment)
        try schedule("droplets.destroy", after: 6, of: destruction, at: moment)
    }

    /// Destroys what an item of a destruction stands for, and notes that or why not.
    fileprivate mutating func destroy(_ item: JSONObject, in category: String, _ moment: Moment) throws -> JSONObject {
        guard item["destroyed_at"] == nil else { return item }
        var item = item
        do {
            let id = item.string("id") ?? ""
            try attempt { try $0.destroyAssociated(id, in: category, moment) }
            item["destroyed_at"] = moment.time
            item["error_message"] = nil
        } catch let refusal as Refusal {
            item["error_message"] = .string(refusal.message)
        }
        return item
    }

    /// What is gone already is as good as destroyed.
    private mutating func destroyAssociated(_ id: String, in category: String, _ moment: Moment) throws {
        switch category {
        case "droplet": if let droplet = try find(Droplets.kind, id) { try destroy(droplet, moment) }
        case "reserved_ips":
            guard let address = try first(ReservedIPs.kind, .attribute(ReservedIPs.number, id)) else { return }
            try delete(address, moment.services)
        case "snapshots": if let image = try find(Images.kind, id) { try deleteImage(image, moment) }
        case "volumes": if let volume = try find(Volumes.kind, id) { try deleteVolume(volume, moment.services) }
        default:
            if let snapshot = try find(Volumes.snapshots, id) { try delete(snapshot, moment.services) }
        }
    }
}

extension Destruction {
    /// The droplet first, which sets its volumes free.
    static let destroy: Transition = { entry, moment, connection in
        var destruction = try connection.resource(of: entry, kind)
        let droplet = try connection.destroy(destruction.document.object("droplet") ?? [:], in: "droplet", moment)
        var resources = destruction.document.object("resources") ?? [:]
        var failures = 0
        for category in AssociatedResource.categories {
            let items = try resources.objects(category).map { try connection.destroy($0, in: category, moment) }
            failures += items.count { $0["destroyed_at"] == nil }
            resources[category] = .array(items.map(JSONValue.object))
        }
        destruction["droplet"] = .object(droplet)
        destruction["resources"] = .object(resources)
        destruction["failures"] = .integer(Int64(failures))
        destruction["completed_at"] = moment.time
        try connection.save(destruction, at: moment)
    }
}
