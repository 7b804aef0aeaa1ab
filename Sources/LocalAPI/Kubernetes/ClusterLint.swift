import JSON

/// Checks of the objects in a cluster.
extension Kubernetes {
    static let lintHandlers: [String: Handler] = [
        "kubernetes.run_cluster_lint": .changing { call, connection in
            let cluster = try connection.get(kind, for: call)
            let run = try connection.create(
                lintRuns, ["requested_at": call.moment.time], of: cluster.sequence, state: call.input,
                at: call.moment)
            try connection.schedule(linted, after: 4, of: run, at: call.moment)
            return try call.answer(JSONValue.string(run.id))
        },
        "kubernetes.get_cluster_lint_results": .reading { call, connection in
            let cluster = try connection.get(kind, for: call)
            guard let id = call.query("run_id") else {
                let last = try connection.listing(lintRuns, of: cluster.sequence, isNewestFirst: true, limit: 1)
                guard let last = last.first else { throw Refusal.missing }
                return try call.answer(last.document)
            }
            return try call.answer(connection.get(lintRuns, id, of: cluster.sequence))
        }
    ]

    static let finishLint: Transition = { entry, moment, connection in
        guard let row = entry.resource, var run = try connection.find(lintRuns, row: row) else { return }
        let wanted = LintCheck.all.filter { $0.isWanted(by: run.state) }
        run["completed_at"] = moment.time
        run["diagnostics"] = .array(wanted.map { .object($0.diagnostic) })
        try connection.save(run, at: moment)
    }
}

/// A check, and what it finds in every cluster here. The selection is ours.
private struct LintCheck {
    let name: String
    let groups: Set<String>
    let severity: String
    let message: String
    /// Kind and name of what it is about.
    let object: (kind: String, name: String)

    static let all = [
        LintCheck(
            name: "default-namespace", groups: ["basic"], severity: "warning",
            message: "Avoid using the default namespace", object: ("pod", "web-6f7b")),
        LintCheck(
            name: "unused-config-map", groups: ["basic"], severity: "warning", message: "Unused config map",
            object: ("config map", "settings")),
        LintCheck(
            name: "latest-tag", groups: ["basic", "doks"], severity: "warning",
            message: "Avoid using the tag latest for the container web", object: ("pod", "web-6f7b")),
        LintCheck(
            name: "non-root-user", groups: ["security"], severity: "suggestion",
            message: "The container web can run as root", object: ("pod", "web-6f7b")),
        LintCheck(
            name: "resource-requirements", groups: ["basic", "doks", "workload-health"], severity: "warning",
            message: "Set resource requests and limits for the container web", object: ("pod", "web-6f7b"))
    ]

    /// - Parameter request: What is included and excluded; nothing named includes all.
    func isWanted(by request: JSONObject) -> Bool {
        let includes = request.strings("include_groups") + request.strings("include_checks")
        let excludes = request.strings("exclude_groups") + request.strings("exclude_checks")
        return (includes.isEmpty || includes.contains(where: isMeant)) && !excludes.contains(where: isMeant)
    }

    private func isMeant(by word: String) -> Bool { word == name || groups.contains(word) }

    var diagnostic: JSONObject {
        [
            "check_name": .string(name), "severity": .string(severity), "message": .string(message),
            "object": [
                "name": .string(object.name), "kind": .string(object.kind), "namespace": "default"
            ]
        ]
    }
}
