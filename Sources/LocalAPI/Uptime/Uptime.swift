import JSON

/// The group `uptime`: checks of addresses, and the alerts of checks.
enum Uptime {
    static let family = Family("uptime", kinds: [kind, alerts], handlers: handlers, seeds: ["uptime_checks": seed])

    static let kind = ResourceKind("uptime.check", shownBy: "uptime.get_check", parameter: "check_id").with {
        $0.children = ["uptime.alert"]
    }

    static let alerts = ResourceKind(
        "uptime.alert", shownBy: "uptime.get_alert", parameter: "alert_id", in: kind)

    private static let seed = SeedRequest.seed("uptime.create_check") { number in
        [
            "name": .string("seed-\(number)"), "type": "https", "target": .string("https://seed-\(number).example"),
            "regions": ["us_east", "eu_west"], "enabled": true
        ]
    }

    private static let handlers: [String: Handler] = [
        "uptime.list_checks": kind.list(),
        "uptime.get_check": kind.get(),
        "uptime.create_check": .changing { call, connection in
            let check = call.input
            try UptimeState.check(check)
            let state: JSONObject = ["since": .integer(call.now)]
            return try call.answer(connection.create(kind, check, state: state, at: call.moment))
        },
        "uptime.update_check": kind.update { check, call, _ in
            let changes = call.changes
            check.document = check.document.merging(changes)
            try UptimeState.check(check.document)
            // What is asked anew has to be found out anew.
            if ["type", "target", "regions", "enabled"].contains(where: { changes[$0] != nil }) {
                check.state["since"] = .integer(call.now)
            }
        },
        "uptime.delete_check": kind.delete(),
        "uptime.get_check_state": .reading { call, connection in
            try call.answer(.object(UptimeState(connection.get(kind, for: call)).document(at: call.moment)))
        },
        "uptime.list_alerts": alerts.list(),
        "uptime.get_alert": alerts.get(),
        "uptime.create_alert": alerts.create { call, _ in
            try checkAlert(call.input)
            return call.input
        },
        "uptime.update_alert": alerts.update { alert, call, _ in
            try checkAlert(call.input)
            alert.document = JSONObject([("id", alert.jsonID)]).merging(call.input)
        },
        "uptime.delete_alert": alerts.delete()
    ]

    /// What is compared with a number needs one.
    private static func checkAlert(_ alert: JSONObject) throws(Refusal) {
        guard let type = alert.string("type"), ["latency", "ssl_expiry"].contains(type) else { return }
        guard let threshold = alert.integer("threshold"), threshold > 0 else {
            throw .unprocessable("an alert of the type \(type) needs a threshold above 0")
        }
        guard alert.string("comparison") != nil else {
            throw .unprocessable("an alert of the type \(type) needs a comparison")
        }
    }
}
