import JSON

/// The group `monitoring`: alert policies, and the metrics of droplets.
enum Monitoring {
    static let family = Family(
        "monitoring", kinds: [kind], handlers: policyHandlers.merging(metricHandlers) { first, _ in first })

    static let kind = ResourceKind(
        "monitoring.alert_policy", shownBy: "monitoring.get_alert_policy", parameter: "alert_uuid",
        identifierField: "uuid", nameField: nil)

    private static let policyHandlers: [String: Handler] = [
        "monitoring.list_alert_policy": kind.list(),
        "monitoring.get_alert_policy": kind.get(),
        "monitoring.create_alert_policy": kind.create { call, connection in
            try check(call.input, call.services, &connection)
            return call.input
        },
        "monitoring.update_alert_policy": kind.update { policy, call, connection in
            try check(call.input, call.services, &connection)
            policy.document = JSONObject([("uuid", policy.jsonID)]).merging(call.input)
        },
        "monitoring.delete_alert_policy": kind.delete()
    ]

    /// - Throws: `Refusal` 422 for a policy that could never tell anybody anything.
    private static func check(_ policy: JSONObject, _ services: Services, _ connection: inout Connection) throws {
        let channels = policy.object("alerts") ?? [:]
        guard !channels.strings("email").isEmpty || !channels.objects("slack").isEmpty else {
            throw Refusal.unprocessable("alerts must name an address or a Slack channel at least")
        }
        guard let watched = watchedKind(policy.string("type") ?? "", services) else { return }
        for id in policy.strings("entities") where try connection.find(watched, id) == nil {
            throw Refusal.unprocessable("there is no \(watched.urnType ?? "resource") \"\(id)\" to watch")
        }
    }

    /// What a metric is of, as far as it is known: `v1/insights/droplet/cpu`.
    private static func watchedKind(_ type: String, _ services: Services) -> ResourceKind? {
        if type.hasPrefix("v1/insights/droplet/") { return services.families.kind(ofURNType: "droplet") }
        if type.hasPrefix("v1/insights/lbaas/") { return services.families.kind(ofURNType: "loadbalancer") }
        return type.hasPrefix("v1/dbaas/") ? services.families.kind(ofURNType: "dbaas") : nil
    }
}
