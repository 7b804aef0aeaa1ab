import JSON

/// Where clusters send their logs, OpenSearch's indexes, and who may read metrics.
extension Databases {
    static let logsinks = ResourceKind(
        "databases.logsink", shownBy: "databases.get_logsink", parameter: "logsink_id", in: kind,
        identifierField: "sink_id", nameField: "sink_name"
    ).with { $0.takenName = .unprocessable("a logsink with this name exists already in the cluster") }

    static let metricsCredentials = ResourceKind(
        "databases.metrics_credentials", shownBy: "", parameter: "", identifiers: .given, nameField: nil)

    static let logHandlers: [String: Handler] = [
        "databases.list_logsink": logsinks.list(),
        "databases.get_logsink": logsinks.get(),
        "databases.create_logsink": logsinks.create { call, _ in
            try checkName(call.input.string("sink_name") ?? "")
            return call.input
        },
        "databases.update_logsink": .changing { call, connection in
            var sink = try connection.get(logsinks, for: call)
            sink["config"] = call.input["config"]
            try connection.save(sink, at: call.moment)
            return call.answer()
        },
        "databases.delete_logsink": logsinks.delete(),
        // Indexes are made by writing to them, which nobody can.
        "databases.list_opeasearch_indexes": .reading { call, connection in
            _ = try connection.get(kind, for: call)
            return try call.answer(.array([JSONValue]()))
        },
        "databases.delete_opensearch_index": .changing { _, _ in throw Refusal.missing },
        "databases.get_cluster_metrics_credentials": .reading { call, connection in
            let stored = try connection.find(metricsCredentials, "metrics")?.state
            let credentials = stored ?? ["basic_auth_username": "metrics", "basic_auth_password": "moontide-metrics"]
            return try call.answer(["credentials": .object(credentials)])
        },
        "databases.update_cluster_metrics_credentials": .changing { call, connection in
            guard let credentials = call.input.object("credentials") else { return call.answer() }
            if var stored = try connection.find(metricsCredentials, "metrics") {
                stored.state = stored.state.merging(credentials)
                try connection.save(stored, at: call.moment)
            } else {
                _ = try connection.create(
                    metricsCredentials, ["id": "metrics"], state: credentials, isComplete: true, at: call.moment)
            }
            return call.answer()
        }
    ]
}
