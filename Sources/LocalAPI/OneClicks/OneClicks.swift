import JSON

/// The group `one_clicks`.
enum OneClicks {
    static let family = Family("one_clicks", handlers: handlers)

    private static let handlers: [String: Handler] = [
        "one_clicks.list": Handler { call, _ in
            let type = call.query("type")
            let applications = OneClickApplication.all.filter { type == nil || $0.type == type }
            return try call.answer(.array(applications.map { .object($0.document) }))
        },
        // What is installed where is kept, but no other operation tells of it.
        "one_clicks.install_kubernetes": .changing { call, connection in
            let slugs = call.input.strings("addon_slugs")
            try check(slugs)
            let id = call.input.string("cluster_uuid") ?? ""
            guard var cluster = try connection.find(Kubernetes.kind, id) else {
                throw Refusal.unprocessable("There is no Kubernetes cluster \"\(id)\".")
            }
            cluster.state["addons"] = .strings(Set(cluster.state.strings("addons") + slugs).sorted())
            try connection.save(cluster, at: call.moment)
            return try call.answer("The installation has begun.", root: "message")
        }
    ]

    private static func check(_ slugs: [String]) throws(Refusal) {
        guard !slugs.isEmpty else { throw .unprocessable("addon_slugs must name at least one application.") }
        let known = Set(OneClickApplication.all.filter { $0.type == "kubernetes" }.map(\.slug))
        let unknown = slugs.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw .unprocessable("These are no applications for Kubernetes: \(unknown.joined(separator: ", ")).")
        }
    }
}
