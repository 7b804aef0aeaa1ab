import JSON

/// Where logs and consoles are. Nothing answers there.
extension Apps {
    static let logHandlers: [String: Handler] = [
        "apps.get_logs_active_deployment_aggregate": .reading { call, connection in
            try logs(call, connection.activeDeployment(for: call))
        },
        "apps.get_logs_active_deployment": .reading { call, connection in
            try logs(call, connection.activeDeployment(for: call), of: call.argument("component_name"))
        },
        "apps.get_logs_aggregate": .reading { call, connection in
            try logs(call, connection.get(deployments, for: call))
        },
        "apps.get_logs": .reading { call, connection in
            try logs(call, connection.get(deployments, for: call), of: call.argument("component_name"))
        },
        "apps.get_event_logs": .reading { call, connection in
            try logs(call, connection.get(deployments, for: call))
        },
        "apps.get_exec_active_deployment": .reading { call, connection in
            try console(call, connection.activeDeployment(for: call))
        },
        "apps.get_exec": .reading { call, connection in
            try console(call, connection.get(deployments, for: call))
        }
    ]

    private static func logs(_ call: Call, _ deployment: Resource, of component: String? = nil) throws -> Answer {
        if let component { try check(component, of: deployment) }
        let type = (call.query("type") ?? "UNSPECIFIED").lowercased()
        let name = [deployment.id, component, type].compactMap(\.self).joined(separator: "/")
        let token = call.services.randomness.alphanumeric(32)
        return try call.answer([
            "historic_urls": [.string("https://logs.example.com/archive/\(name).log?token=\(token)")],
            "live_url": .string("wss://logs.example.com/live/\(name)?token=\(token)")
        ])
    }

    private static func console(_ call: Call, _ deployment: Resource) throws -> Answer {
        let component = call.argument("component_name")
        try check(component, of: deployment)
        let token = call.services.randomness.alphanumeric(32)
        return try call.answer(
            JSONValue.string("wss://console.example.com/\(deployment.id)/\(component)?token=\(token)"))
    }

    private static func check(_ component: String, of deployment: Resource) throws(Refusal) {
        let spec = AppSpec(deployment.document.object("spec") ?? [:])
        guard spec.deployable.contains(where: { $0.string("name") == component }) else { throw .missing }
    }
}

/// What runs.
extension Apps {
    static let containerHandlers: [String: Handler] = [
        "apps.get_instances": .reading { call, connection in
            let app = try connection.get(kind, for: call)
            guard let active = try connection.activeDeployment(of: app) else {
                return try call.answer(JSONValue.array([]))
            }
            return try call.answer(.array(instances(of: active)))
        },
        "apps.get_health": .reading { call, connection in
            let active = try connection.activeDeployment(for: call)
            let components = runningComponents(of: active).map { component, _ -> JSONValue in
                let count = component["instance_count"] ?? 1
                return [
                    "name": component["name"] ?? "", "cpu_usage_percent": 12.5, "memory_usage_percent": 31,
                    "replicas_desired": count, "replicas_ready": count, "state": "HEALTHY"
                ]
            }
            return try call.answer(["components": .array(components), "functions_components": []])
        }
    ]

    private static func runningComponents(of deployment: Resource) -> [(component: JSONObject, type: String)] {
        let spec = AppSpec(deployment.document.object("spec") ?? [:])
        return spec.components("services").map { ($0, "SERVICE") } + spec.components("workers").map { ($0, "WORKER") }
    }

    private static func instances(of deployment: Resource) -> [JSONValue] {
        runningComponents(of: deployment).flatMap { component, type in
            let name = component.string("name") ?? ""
            return (0..<(component.integer("instance_count") ?? 1)).map { number -> JSONValue in
                [
                    "component_name": .string(name), "component_type": .string(type),
                    "instance_name": .string("\(name)-\(deployment.id.prefix(8))-\(number)"),
                    "instance_alias": .string("\(name)-\(number)")
                ]
            }
        }
    }
}

extension Connection {
    /// The active deployment of the app that the path of a request names.
    ///
    /// - Throws: `Refusal` 404, also where it has none yet.
    mutating func activeDeployment(for call: Call) throws -> Resource {
        guard let deployment = try activeDeployment(of: get(Apps.kind, for: call)) else { throw Refusal.missing }
        return deployment
    }
}
