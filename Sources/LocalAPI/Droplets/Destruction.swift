import HTTPMessage
import JSON

/// The destruction of a droplet together with what belongs to it, which is to be seen after the droplet is gone.
enum Destruction {
    /// Its identifier is the droplet's.
    static let kind = ResourceKind(
        "droplets.destruction", shownBy: "", parameter: "droplet_id", identifiers: .given, nameField: nil)

    static let handlers: [String: Handler] = [
        "droplets.list_associated_resources": .reading { call, connection in
            let droplet = try connection.get(Droplets.kind, for: call)
            let resources = try connection.associatedResources(of: droplet)
            return try call.answer(.object(withFloatingIPs(resources.mapValues { $0.map(\.listed) })))
        },
        "droplets.destroy_with_associated_resources_selective": .changing { call, connection in
            let droplet = try connection.get(Droplets.kind, for: call)
            let resources = try selection(from: connection.associatedResources(of: droplet), call.input)
            try connection.beginDestruction(of: droplet, resources, call.moment)
            return call.answer()
        },
        "droplets.destroy_with_associated_resources_dangerous": .changing { call, connection in
            let droplet = try connection.get(Droplets.kind, for: call)
            guard call.request.headers["x-dangerous"] == "true" else {
                throw Refusal.unprocessable("The header X-Dangerous must be true.")
            }
            try connection.beginDestruction(of: droplet, connection.associatedResources(of: droplet), call.moment)
            return call.answer()
        },
        "droplets.destroy_retry_with_associated_resources": .changing { call, connection in
            var destruction = try connection.get(kind, for: call)
            guard destruction["completed_at"] != nil else { throw Refusal.conflict }
            guard destruction["failures"] != 0 else { return call.answer() }
            destruction["completed_at"] = nil
            try connection.save(destruction, at: call.moment)
            try connection.schedule("droplets.destroy", after: 6, of: destruction, at: call.moment)
            return call.answer()
        },
        "droplets.get_destroy_associated_resources_status": .reading { call, connection in
            var document = try connection.get(kind, for: call).document
            document["id"] = nil
            let resources = document.object("resources") ?? [:]
            document["resources"] = .object(resources.merging(["floating_ips": resources["reserved_ips"] ?? []]))
            return try call.answer(.object(document))
        }
    ]

    /// Every category that a document of resources has, with the old name of the first.
    private static func withFloatingIPs(_ resources: [String: [JSONValue]]) -> JSONObject {
        var document = JSONObject(AssociatedResource.categories.map { ($0, .array(resources[$0] ?? [])) })
        document["floating_ips"] = document["reserved_ips"]
        return document
    }

    /// Those that a request names.
    ///
    /// - Throws: `Refusal` 422 for what does not belong to the droplet.
    private static func selection(
        from resources: [String: [AssociatedResource]], _ input: JSONObject
    ) throws(Refusal) -> [String: [AssociatedResource]] {
        var selection: [String: [AssociatedResource]] = [:]
        for category in AssociatedResource.categories {
            let old = category == "reserved_ips" ? input.identifiers("floating_ips") : []
            let ids = Set(input.identifiers(category) + old)
            let known = (resources[category] ?? []).filter { ids.contains($0.id) }
            if let unknown = ids.subtracting(known.map(\.id)).min() {
                throw .unprocessable("\"\(unknown)\" of \(category) does not belong to the Droplet.")
            }
            selection[category] = known
        }
        return selection
    }
}
