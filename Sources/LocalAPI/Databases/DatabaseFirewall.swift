import JSON

/// Who may connect to a cluster.
extension Databases {
    static let firewallHandlers: [String: Handler] = [
        "databases.list_firewall_rules": .reading { call, connection in
            try call.answer(connection.get(kind, for: call)["rules"] ?? [])
        },
        "databases.update_firewall_rules": changing { cluster, call, connection in
            let rules = try connection.firewallRules(call.input.objects("rules"), of: cluster, call)
            cluster["rules"] = .array(rules.map(JSONValue.object))
        }
    ]

    static let firewallLimit = 100
}

extension Connection {
    /// The rules that a request gives, which take the place of all others. One that is there keeps its identifier.
    ///
    /// - Throws: `Refusal` 422 for too many, and for what is not there.
    mutating func firewallRules(_ given: [JSONObject], of cluster: Resource, _ call: Call) throws -> [JSONObject] {
        guard given.count <= Databases.firewallLimit else {
            throw Refusal.unprocessable(
                "a cluster has at most \(Databases.firewallLimit) firewall rules, not \(given.count)")
        }
        let present = cluster.document.objects("rules")
        return try given.map { rule in
            try checkFirewallRule(rule, call)
            let known = present.first { $0["type"] == rule["type"] && $0["value"] == rule["value"] }
            var document: JSONObject = [
                "uuid": known?["uuid"] ?? .string(call.moment.uuid()), "cluster_uuid": .string(cluster.id),
                "type": rule["type"] ?? "", "value": rule["value"] ?? "",
                "created_at": known?["created_at"] ?? call.moment.time
            ]
            document["description"] = rule["description"]
            return document
        }
    }

    private mutating func checkFirewallRule(_ rule: JSONObject, _ call: Call) throws {
        let (type, value) = (rule.string("type") ?? "", rule.string("value") ?? "")
        switch type {
        case "ip_addr":
            guard IPAddress.isAddressOrNetwork(value) else {
                throw Refusal.unprocessable("\"\(value)\" is not an address or a network")
            }
        case "tag":
            guard Tags.isWellFormed(value) else { throw Refusal.unprocessable("\"\(value)\" is not a tag") }
        default:
            let name = ["k8s": "kubernetes"][type] ?? type
            guard let kind = call.services.families.kind(ofURNType: name), try find(kind, value) != nil else {
                throw Refusal.unprocessable("there is no \(type) \"\(value)\"")
            }
        }
    }
}
