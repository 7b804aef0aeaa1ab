import JSON

/// Apps from their making to their end.
extension Apps {
    static let appHandlers: [String: Handler] = [
        "apps.list": .reading { call, connection in
            let list = try connection.listing(kind, for: call)
            let items = try list.items.map { try connection.appText(JSONValue(parsing: $0.bytes)["id"]?.string ?? "") }
            return try call.answer(Listing(items: items, total: list.total))
        },
        "apps.get": .reading { call, connection in
            try call.answer(.object(connection.document(of: connection.get(kind, for: call))))
        },
        "apps.create": .changing { call, connection in
            let spec = try connection.checkedSpec(of: call)
            let app = try connection.createApp(spec, project: call.input.string("project_id"), at: call.moment)
            return try call.answer(.object(connection.document(of: app)))
        },
        "apps.update": .changing { call, connection in
            var app = try connection.get(kind, for: call)
            let spec = try connection.checkedSpec(of: call, for: app)
            try checkNotPinned(app)
            app["spec"] = .object(spec)
            app["domains"] = .array(domains(of: spec, phase: "CONFIGURING", call.moment))
            try connection.setAlerts(of: app, spec, at: call.moment)
            _ = try connection.deploy(&app, spec, cause: "app spec updated", at: call.moment)
            return try call.answer(.object(connection.document(of: app)))
        },
        "apps.delete": .changing { call, connection in
            let app = try connection.get(kind, for: call)
            try connection.delete(app, call.services)
            return try call.answer(app.jsonID)
        },
        "apps.validate_app_spec": .reading { call, connection in
            let holder = try call.input.string("app_id").map { try connection.get(kind, $0) }
            return try call.answer(connection.proposal(AppSpec(call.body.object("spec") ?? [:]), for: holder))
        }
    ]

    /// An app that is held at a deployment takes no other.
    static func checkNotPinned(_ app: Resource) throws(Refusal) {
        guard app.state.string("pinned") == nil else {
            throw .unprocessable("the app is held at a rollback: commit or revert it first")
        }
    }

    fileprivate static func domains(of spec: JSONObject, phase: JSONValue, _ moment: Moment) -> [JSONValue] {
        spec.objects("domains").map { domain in
            ["id": .string(moment.uuid()), "phase": phase, "spec": .object(domain), "progress": ["steps": []]]
        }
    }
}

extension Connection {
    /// The spec of a request, with defaults and without readable secrets.
    ///
    /// - Throws: `Refusal` 422 where it is not consistent, or another app has its name.
    fileprivate mutating func checkedSpec(of call: Call, for app: Resource? = nil) throws -> JSONObject {
        // Not the input: it would be without what newer specs have.
        let spec = AppSpec(call.body.object("spec") ?? [:])
        try spec.check()
        if let other = try first(Apps.kind, .attribute(Apps.name, spec.name)), other.id != app?.id {
            throw Refusal.unprocessable("an app with the name \"\(spec.name)\" exists already")
        }
        return spec.sealed(call.services.randomness)
    }

    fileprivate mutating func createApp(_ spec: JSONObject, project: String?, at moment: Moment) throws -> Resource {
        let name = AppSpec(spec).name
        let address = "https://\(name)-\(moment.services.randomness.alphanumeric(5)).apps.example.com"
        var app = try create(
            Apps.kind,
            [
                "owner_uuid": "3f2b4c1e-8a5d-4f0e-9b7c-000000007e01", "spec": .object(spec),
                "default_ingress": .string(address), "created_at": moment.time, "updated_at": moment.time,
                "tier_slug": "basic", "region": .object(AppRegion.of(spec).document),
                "domains": .array(Apps.domains(of: spec, phase: "PENDING", moment))
            ], at: moment)
        try enroll(app, inProject: project, at: moment)
        // The schema's defaults are in it now.
        let complete = app.document.object("spec") ?? spec
        try setAlerts(of: app, spec, at: moment)
        _ = try deploy(&app, complete, cause: "initial deployment", at: moment)
        return app
    }

    /// What an app would cost, and whether its name is free.
    fileprivate mutating func proposal(_ spec: AppSpec, for app: Resource?) throws -> JSONValue {
        try spec.check()
        let holder = try first(Apps.kind, .attribute(Apps.name, spec.name))
        let isAvailable = holder == nil || holder?.id == app?.id
        let others = try all(Apps.kind).filter { AppSpec($0.document.object("spec") ?? [:]).isStatic }
        var answer: JSONObject = [
            "app_is_static": .bool(spec.isStatic), "app_name_available": .bool(isAvailable),
            "existing_static_apps": .string("\(others.count)"), "spec": .object(spec.document),
            "app_cost": .integer(spec.monthlyCost)
        ]
        if !isAvailable { answer["app_name_suggestion"] = .string(try freeName(like: spec.name)) }
        return .object(answer)
    }

    private mutating func freeName(like name: String) throws -> String {
        var number = 2
        while try first(Apps.kind, .attribute(Apps.name, "\(name.prefix(28))-\(number)")) != nil { number += 1 }
        return "\(name.prefix(28))-\(number)"
    }
}

extension Connection {
    fileprivate mutating func appText(_ id: String) throws -> JSONText {
        JSONText(try JSONValue.object(document(of: get(Apps.kind, id))).serialized())
    }

    /// An app as clients get it, with its deployments.
    mutating func document(of app: Resource) throws -> JSONObject {
        var document = app.document
        for (member, id) in app.state.members.compactMap({ member in member.value.string.map { (member.name, $0) } }) {
            guard let deployment = try find(Apps.deployments, id, of: app.sequence) else { continue }
            let isPending = member == "in_progress" && deployment["phase"] == "PENDING_BUILD"
            document[isPending ? "pending_deployment" : member + "_deployment"] = .object(deployment.document)
        }
        document["project_id"] = try project(of: app).jsonID
        return document
    }
}
