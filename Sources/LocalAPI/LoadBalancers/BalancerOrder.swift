import JSON

/// What a creation or a replacement asks for.
struct BalancerOrder: Sendable {
    /// Everything but what only the server sets.
    var document: JSONObject
    /// What cannot be changed: `type`, and `region` where it is in one.
    var state: JSONObject
}

extension Connection {
    /// Reads a request.
    ///
    /// - Throws: `Refusal` 422 for what is not there or does not fit.
    mutating func balancerOrder(_ call: Call) throws -> BalancerOrder {
        var document = call.input
        document["project_id"] = nil
        let region = document.string("region")
        document["region"] = nil
        let type = document.string("type") ?? "REGIONAL"
        try checkForwardingRules(document.objects("forwarding_rules"), document)
        document = Self.withDefaults(document, call)
        guard type != "GLOBAL" else { return BalancerOrder(document: document, state: ["type": .string(type)]) }
        let slug = try Region.available(region ?? "").slug
        try setTargets(of: &document, in: slug, call)
        document["vpc_uuid"] = .string(try vpc(document.string("vpc_uuid"), in: slug, at: call.moment).id)
        return BalancerOrder(document: document, state: ["type": .string(type), "region": .string(slug)])
    }

    /// What the catalog has no default for, since others decide it.
    private static func withDefaults(_ document: JSONObject, _ call: Call) -> JSONObject {
        var document = document
        if document["name"] == nil { document["name"] = .string("lb-\(call.moment.uuid().prefix(8))") }
        let check: JSONObject = [
            "protocol": "http", "port": 80, "path": "/", "check_interval_seconds": 10, "response_timeout_seconds": 5,
            "unhealthy_threshold": 5, "healthy_threshold": 3
        ]
        document["health_check"] = .object(check.merging(document.object("health_check") ?? [:]))
        if document["sticky_sessions"] == nil { document["sticky_sessions"] = ["type": "none"] }
        return document
    }

    /// Sees to either droplets or a tag being named.
    private mutating func setTargets(of document: inout JSONObject, in region: String, _ call: Call) throws {
        let ids = call.body.identifiers("droplet_ids")
        guard let tag = call.body.string("tag"), !tag.isEmpty else {
            let droplets = try balancedDroplets(ids, in: region, call)
            document["droplet_ids"] = .array(droplets.map(\.jsonID))
            document["tag"] = ""
            return
        }
        guard ids.isEmpty else {
            throw Refusal.unprocessable("A load balancer has either droplet_ids or a tag, not both.")
        }
        document["tag"] = .string(try canonicalTags([tag], at: call.moment)[0])
        document["droplet_ids"] = []
    }

    /// Droplets that can be behind a load balancer of a region, each once.
    mutating func balancedDroplets(_ ids: [String], in region: String?, _ call: Call) throws -> [Resource] {
        let unique = ids.enumerated().filter { !ids[..<$0.offset].contains($0.element) }.map(\.element)
        let droplets = try droplets(unique, for: call)
        for droplet in droplets where droplet.state.string("region") != region {
            throw Refusal.unprocessable("The Droplet \(droplet.id) is not in the region of the load balancer.")
        }
        return droplets
    }
}
