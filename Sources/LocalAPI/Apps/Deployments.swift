import HTTPMessage
import JSON

/// Deployments and their phases.
extension Apps {
    static let deploymentHandlers: [String: Handler] = [
        "apps.list_deployments": .reading { call, connection in
            let types = call.queries("deployment_types")
            guard !types.isEmpty else {
                return try call.answer(connection.listing(deployments, for: call, isNewestFirst: true))
            }
            let app = try connection.parent(of: deployments, for: call)
            let all = try connection.listing(deployments, of: app, isNewestFirst: true)
            let wanted = try all.filter { types.contains(try $0.parsedState().string("type") ?? "") }
            return try call.answer(Listing(wanted.map(\.document), for: call))
        },
        "apps.get_deployment": deployments.get(),
        "apps.create_deployment": .changing { call, connection in
            var app = try connection.get(kind, for: call)
            try checkNotPinned(app)
            let spec = app.document.object("spec") ?? [:]
            return try call.answer(connection.deploy(&app, spec, cause: "manual", at: call.moment))
        },
        // The containers are made anew from what was built.
        "apps.restart": .changing { call, connection in
            var app = try connection.get(kind, for: call)
            guard let active = try connection.activeDeployment(of: app) else { throw Refusal.missing }
            let spec = active.document.object("spec") ?? [:]
            return try call.answer(
                connection.deploy(&app, spec, cause: "restart", phase: "PENDING_DEPLOY", at: call.moment))
        },
        "apps.cancel_deployment": .changing { call, connection in
            try call.answer(connection.cancelDeployment(for: call))
        }
    ]

    /// Takes a deployment to its next phase.
    static let deploy: Transition = { entry, moment, connection in
        var deployment = try connection.resource(of: entry, deployments)
        let phase = deployment.document.string("phase") ?? ""
        guard let step = phases.firstIndex(where: { $0.name == phase }), step + 1 < phases.count else { return }
        setPhase(phases[step + 1].name, of: &deployment, moment)
        try connection.save(deployment, at: moment)
        guard step + 2 == phases.count else {
            let seconds = phases[step + 1].seconds
            return try connection.schedule(deploying, after: seconds, of: deployment, at: moment)
        }
        try connection.activate(deployment, moment)
    }

    /// The phases of a deployment that succeeds, and how long each takes.
    static let phases: [(name: String, seconds: Int64)] = [
        ("PENDING_BUILD", 2), ("BUILDING", 6), ("PENDING_DEPLOY", 2), ("DEPLOYING", 6), ("ACTIVE", 0)
    ]

    static func isOver(_ deployment: Resource) -> Bool {
        ["ACTIVE", "SUPERSEDED", "ERROR", "CANCELED"].contains(deployment.document.string("phase"))
    }

    static func setPhase(_ phase: String, of deployment: inout Resource, _ moment: Moment) {
        deployment["phase"] = .string(phase)
        deployment["phase_last_updated_at"] = moment.time
        deployment["updated_at"] = moment.time
        if let step = phases.firstIndex(where: { $0.name == phase }) {
            deployment["progress"] = .object(progress(afterSteps: step, deployment.document, moment))
        }
    }

    /// Build and deploy are one step each; both have two phases.
    private static func progress(afterSteps done: Int, _ deployment: JSONObject, _ moment: Moment) -> JSONObject {
        let before = deployment.object("progress")?.objects("steps") ?? [["name": "build"], ["name": "deploy"]]
        let steps = before.enumerated().map { index, step -> JSONObject in
            let (begin, end) = (index * 2 + 1, index * 2 + 2)
            var step = step
            step["status"] = done >= end ? "SUCCESS" : done >= begin ? "RUNNING" : "PENDING"
            if done >= begin, step["started_at"] == nil { step["started_at"] = moment.time }
            if done >= end, step["ended_at"] == nil { step["ended_at"] = moment.time }
            return step
        }
        func count(_ status: JSONValue) -> JSONValue { .integer(Int64(steps.filter { $0["status"] == status }.count)) }
        return [
            "pending_steps": count("PENDING"), "running_steps": count("RUNNING"), "success_steps": count("SUCCESS"),
            "error_steps": 0, "total_steps": .integer(Int64(steps.count)), "steps": .array(steps.map(JSONValue.object))
        ]
    }
}

extension Call {
    /// All values of a query parameter that may be repeated, or have several between commas.
    func queries(_ name: String) -> [String] {
        request.queryItems.filter { $0.name == name || $0.name == name + "[]" }
            .flatMap { $0.value.split(separator: ",").map(String.init) }
    }
}

extension Connection {
    /// Makes a deployment of an app and saves the app. One that is in progress gives way.
    ///
    /// - Parameters:
    ///   - type: As `deployment_types` has it.
    ///   - phase: Where it begins.
    mutating func deploy(
        _ app: inout Resource, _ spec: JSONObject, cause: String, type: String = "MANUAL",
        phase: String = "PENDING_BUILD", clonedFrom source: String? = nil, at moment: Moment
    ) throws -> Resource {
        if let id = app.state.string("in_progress"), var other = try find(Apps.deployments, id, of: app.sequence) {
            Apps.setPhase("SUPERSEDED", of: &other, moment)
            try save(other, at: moment)
            try unschedule(Apps.deploying, of: other)
        }
        var deployment = try create(
            Apps.deployments, Self.deployment(of: spec, cause: cause, clonedFrom: source, moment), of: app.sequence,
            state: ["type": .string(type)], at: moment)
        Apps.setPhase(phase, of: &deployment, moment)
        try save(deployment, at: moment)
        let seconds = Apps.phases.first { $0.name == phase }?.seconds ?? 2
        try schedule(Apps.deploying, after: seconds, of: deployment, at: moment)
        app.state["in_progress"] = .string(deployment.id)
        app["last_deployment_created_at"] = moment.time
        app["updated_at"] = moment.time
        try save(app, at: moment)
        return deployment
    }

    private static func deployment(
        of spec: JSONObject, cause: String, clonedFrom source: String?, _ moment: Moment
    ) -> JSONObject {
        var document: JSONObject = [
            "cause": .string(cause), "spec": .object(spec), "created_at": moment.time, "updated_at": moment.time,
            "tier_slug": "basic"
        ]
        document["cloned_from"] = source.map(JSONValue.string)
        for kind in AppSpec.kinds where kind != "databases" && spec[kind] != nil {
            let components = spec.objects(kind).map { component -> JSONValue in
                let commit = moment.services.randomness.hexadecimal(40)
                return ["name": component["name"] ?? "", "source_commit_hash": .string(commit)]
            }
            document[kind] = .array(components)
        }
        return document
    }

    /// Makes a deployment the active one of its app.
    fileprivate mutating func activate(_ deployment: Resource, _ moment: Moment) throws {
        guard var app = try find(Apps.kind, row: deployment.parent) else { throw Refusal.missing }
        if let id = app.state.string("active"), var other = try find(Apps.deployments, id, of: app.sequence) {
            Apps.setPhase("SUPERSEDED", of: &other, moment)
            try save(other, at: moment)
        }
        var active = deployment
        active.state["was_active"] = true
        try save(active, at: moment)
        app.state["active"] = .string(deployment.id)
        app.state["in_progress"] = nil
        let domains = app.document.objects("domains").map { JSONValue.object($0.merging(["phase": "ACTIVE"])) }
        app["domains"] = .array(domains)
        let names = app.document.objects("domains").compactMap { $0.object("spec") }
        let domain = (names.first { $0.string("type") == "PRIMARY" } ?? names.first)?.string("domain")
        let address = domain.map { "https://" + $0 } ?? app.document.string("default_ingress") ?? ""
        app["live_url"] = .string(address)
        app["live_url_base"] = .string(address)
        app["live_domain"] = .string(String(address.dropFirst("https://".count)))
        app["updated_at"] = moment.time
        try save(app, at: moment)
    }

    mutating func activeDeployment(of app: Resource) throws -> Resource? {
        try app.state.string("active").flatMap { try find(Apps.deployments, $0, of: app.sequence) }
    }

    /// - Throws: `Refusal` 404, or 422 where the deployment is over.
    mutating func cancelDeployment(for call: Call) throws -> Resource {
        var app = try get(Apps.kind, for: call)
        var deployment = try get(Apps.deployments, for: call)
        guard !Apps.isOver(deployment) else {
            throw Refusal.unprocessable(
                "the deployment is over: its phase is \(deployment.document.string("phase") ?? "")")
        }
        Apps.setPhase("CANCELED", of: &deployment, call.moment)
        try save(deployment, at: call.moment)
        try unschedule(Apps.deploying, of: deployment)
        app.state["in_progress"] = nil
        if app.state.string("pinned") == deployment.id { app.state["pinned"] = nil }
        try save(app, at: call.moment)
        return deployment
    }
}
