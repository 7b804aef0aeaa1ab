import JSON

/// Alerts, which the spec declares.
extension Apps {
    static let alertHandlers: [String: Handler] = [
        "apps.list_alerts": alerts.list(),
        "apps.assign_alert_destinations": alerts.update { alert, call, connection in
            let input = call.input
            alert["emails"] = .strings(input.strings("emails"))
            alert["slack_webhooks"] = .array(input.objects("slack_webhooks").map(JSONValue.object))
            alert["phase"] = "CONFIGURING"
            try connection.schedule(alertReady, after: 2, of: alert, at: call.moment)
        }
    ]

    /// What an app has that declares no alert.
    private static let usual: [JSONObject] = [["rule": "DEPLOYMENT_FAILED"], ["rule": "DOMAIN_FAILED"]]

    /// The alerts that a spec declares: the component's name, nil for those of the app, and the rule.
    fileprivate static func rules(of spec: JSONObject) -> [(component: String?, rule: JSONObject)] {
        let own = spec.objects("alerts").map { (String?.none, $0) }
        let theirs = AppSpec.kinds.flatMap(spec.objects).flatMap { component in
            component.objects("alerts").map { (component.string("name"), $0) }
        }
        return own.isEmpty && theirs.isEmpty ? usual.map { (nil, $0) } : own + theirs
    }
}

extension Connection {
    /// Makes the alerts of an app those that its spec declares. One that was there stays, with its destinations.
    mutating func setAlerts(of app: Resource, _ spec: JSONObject, at moment: Moment) throws {
        var present = try all(Apps.alerts, of: app.sequence)
        for (component, rule) in Apps.rules(of: spec) {
            let place = present.firstIndex { alert in
                alert.document.string("component_name") == component
                    && alert.document.object("spec")?.string("rule") == rule.string("rule")
            }
            if let place {
                var alert = present.remove(at: place)
                alert["spec"] = .object(rule)
                try save(alert, at: moment)
            } else {
                try createAlert(rule, component: component, of: app, at: moment)
            }
        }
        for alert in present { try delete(alert, moment.services) }
    }

    private mutating func createAlert(
        _ rule: JSONObject, component: String?, of app: Resource, at moment: Moment
    ) throws {
        var document: JSONObject = [
            "spec": .object(rule), "emails": [], "slack_webhooks": [], "phase": "PENDING", "progress": ["steps": []]
        ]
        document["component_name"] = component.map(JSONValue.string)
        let alert = try create(Apps.alerts, document, of: app.sequence, at: moment)
        try schedule(Apps.alertReady, after: 2, of: alert, at: moment)
    }
}
