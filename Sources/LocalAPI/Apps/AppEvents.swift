import JSON

/// Events: every deployment is one, and has its identifier. Nothing scales by itself here.
extension Apps {
    static let eventHandlers: [String: Handler] = [
        "apps.list_events": .reading { call, connection in
            let types = call.queries("event_types")
            guard types.isEmpty || types.contains("DEPLOYMENT") else { return try call.answer(Listing([], for: call)) }
            let list = try connection.listing(deployments, for: call, isNewestFirst: true)
            let items = try list.items.map { text in
                let deployment = try JSONValue(parsing: text.bytes).object ?? [:]
                return JSONText(try JSONValue.object(event(of: deployment)).serialized())
            }
            return try call.answer(Listing(items: items, total: list.total))
        },
        "apps.get_event": .reading { call, connection in
            try call.answer(.object(event(of: connection.get(deployments, for: call).document)))
        },
        "apps.cancel_event": .changing { call, connection in
            try call.answer(.object(event(of: connection.cancelDeployment(for: call).document)))
        }
    ]

    private static func event(of deployment: JSONObject) -> JSONObject {
        [
            "id": deployment["id"] ?? "", "type": "DEPLOYMENT", "created_at": deployment["created_at"] ?? "",
            "deployment_id": deployment["id"] ?? "", "deployment": .object(deployment)
        ]
    }
}
