import JSON

/// Going back to an earlier deployment. The app is held there until that is committed or reverted.
extension Apps {
    static let rollbackHandlers: [String: Handler] = [
        "apps.validate_rollback": .reading { call, connection in
            let app = try connection.get(kind, for: call)
            let problem = try connection.problem(withRollbackOf: app, to: call.input)
            var answer: JSONObject = ["valid": .bool(problem == nil), "warnings": []]
            if let problem { answer["error"] = .object(problem) }
            return try call.answer(.object(answer))
        },
        "apps.create_rollback": .changing { call, connection in
            var app = try connection.get(kind, for: call)
            if let problem = try connection.problem(withRollbackOf: app, to: call.input) {
                throw Refusal.unprocessable(problem.string("message") ?? "")
            }
            let id = call.input.string("deployment_id") ?? ""
            let spec = try connection.get(deployments, id, of: app.sequence).document.object("spec") ?? [:]
            var deployment = try connection.deploy(
                &app, spec, cause: "manual rollback", type: "MANUAL_ROLLBACK", phase: "PENDING_DEPLOY", clonedFrom: id,
                at: call.moment)
            if call.input.flag("skip_pin") {
                app["spec"] = .object(spec)
            } else {
                app.state["pinned"] = .string(deployment.id)
            }
            try connection.save(app, at: call.moment)
            deployment = try connection.get(deployments, deployment.id, of: app.sequence)
            return try call.answer(deployment)
        },
        "apps.commit_rollback": .changing { call, connection in
            var app = try connection.get(kind, for: call)
            let pinned = try connection.pinnedDeployment(of: app)
            app["spec"] = pinned["spec"]
            app["updated_at"] = call.moment.time
            app.state["pinned"] = nil
            try connection.save(app, at: call.moment)
            return call.answer()
        },
        "apps.revert_rollback": .changing { call, connection in
            var app = try connection.get(kind, for: call)
            _ = try connection.pinnedDeployment(of: app)
            app.state["pinned"] = nil
            let spec = app.document.object("spec") ?? [:]
            return try call.answer(connection.deploy(&app, spec, cause: "rollback reverted", at: call.moment))
        }
    ]

    /// How many of the last successful deployments can be gone back to.
    fileprivate static let revisions = 10
}

extension Connection {
    /// What stands against going back, in the API's words; nil where nothing does.
    ///
    /// - Throws: `Refusal` 404 for a deployment that is not there.
    fileprivate mutating func problem(withRollbackOf app: Resource, to input: JSONObject) throws -> JSONObject? {
        let wanted = try get(Apps.deployments, input.string("deployment_id") ?? "", of: app.sequence)
        func problem(_ code: JSONValue, _ message: JSONValue) -> JSONObject { ["code": code, "message": message] }
        if app.state.string("pinned") != nil {
            return problem("app_pinned", "the app is held at a rollback already")
        }
        guard wanted.state.flag("was_active"), app.state.string("active") != wanted.id else {
            return problem(
                "incompatible_phase", "only a deployment that was active, and is no more, can be gone back to")
        }
        let later = try listing(Apps.deployments, of: app.sequence, isNewestFirst: true)
            .filter { try $0.sequence > wanted.sequence && $0.parsedState().flag("was_active") }
        guard later.count <= Apps.revisions else {
            return problem("exceeded_revision_limit", "the deployment is too old")
        }
        return nil
    }

    fileprivate mutating func pinnedDeployment(of app: Resource) throws -> Resource {
        guard let id = app.state.string("pinned"), let pinned = try find(Apps.deployments, id, of: app.sequence) else {
            throw Refusal.unprocessable("the app is not held at a rollback")
        }
        return pinned
    }
}
