import JSON

/// The group `projects`: projects, and what is assigned to them.
enum Projects {
    static let family = Family(
        "projects", kinds: [kind], handlers: handlers, seeds: ["projects": seed], prepare: prepare)

    static let kind = ResourceKind(
        "projects.project", shownBy: "projects.get", parameter: "project_id"
    ).with { kind in
        kind.takenName = .unprocessable("a project with this name exists already")
        kind.attributes = { [isDefault: $0.document.flag("is_default") ? ["true"] : []] }
    }

    /// The attribute of the one project that takes what is not assigned to another.
    static let isDefault = "is_default"

    private static let handlers: [String: Handler] = [
        "projects.list": kind.list(),
        "projects.get": kind.get(),
        "projects.get_default": .reading { call, connection in try call.answer(connection.defaultProject()) },
        "projects.create": kind.create { call, _ in
            try checkTexts(of: call.input)
            return document(call.input, isDefault: false, at: call.moment)
        }.normalizing { body in
            // The vendor's Go client sends an empty one for none.
            var body = body
            if body["environment"] == "" { body["environment"] = nil }
            return body
        },
        "projects.update": changing { try $1.get(kind, for: $0) },
        "projects.patch": changing { try $1.get(kind, for: $0) },
        "projects.update_default": changing { try $1.defaultProject() },
        "projects.patch_default": changing { try $1.defaultProject() },
        "projects.delete": kind.delete { project, call, connection in
            if project.document.flag("is_default") {
                throw Refusal.preconditionFailed("cannot delete the default project")
            }
            guard try connection.memberTotal(of: project, call.services) == 0 else {
                throw Refusal.preconditionFailed("cannot delete a project with resources")
            }
        },
        "projects.list_resources": listing { try $1.get(kind, for: $0) },
        "projects.list_resources_default": listing { try $1.defaultProject() },
        "projects.assign_resources": assigning { try $1.get(kind, for: $0) },
        "projects.assign_resources_default": assigning { try $1.defaultProject() }
    ]

    /// Finds the project that a request is about.
    private typealias Finding = @Sendable (Call, inout Connection) throws -> Resource

    /// A full replacement names everything that can be set, so that one and the other are the same.
    private static func changing(_ find: @escaping Finding) -> Handler {
        .changing { call, connection in
            var project = try find(call, &connection)
            let changes = call.changes
            let wasDefault = project.document.flag("is_default")
            project.document = project.document.merging(changes)
            try checkTexts(of: project.document)
            project["updated_at"] = call.moment.time
            switch (wasDefault, project.document.flag("is_default")) {
            case (true, false):
                throw Refusal.unprocessable("the default project stays it until another one is made the default")
            case (false, true): try connection.retireDefaultProject(call.moment)
            default: break
            }
            try connection.save(project, at: call.moment)
            return try call.answer(project)
        }
    }

    private static func listing(_ find: @escaping Finding) -> Handler {
        .reading { call, connection in
            let project = try find(call, &connection)
            return try call.answer(connection.members(of: project, for: call))
        }
    }

    private static func assigning(_ find: @escaping Finding) -> Handler {
        .changing { call, connection in
            let project = try find(call, &connection)
            let names = call.input.strings("resources")
            let assignments = try names.map { try connection.assign($0, to: project, call.moment) }
            return try call.answer(.array(assignments))
        }
    }

    private static func checkTexts(of project: JSONObject) throws(Refusal) {
        for name in ["name", "purpose"] where (project.string(name) ?? "").isEmpty {
            throw .unprocessable("\(name) must not be empty")
        }
    }

    private static func document(_ input: JSONObject, isDefault: Bool, at moment: Moment) -> JSONObject {
        let description = input["description"] ?? ""
        return input.merging([
            "owner_uuid": .string(Account.teamID), "owner_id": .integer(Account.ownerNumber),
            "description": description, "created_at": moment.time, "updated_at": moment.time,
            "is_default": .bool(isDefault)
        ])
    }

    private static let seed = SeedRequest.seed("projects.create") { number in
        let environment = ["Development", "Staging", "Production"][Int(number % 3)]
        return [
            "name": .string("seed-\(number)"), "purpose": "Web Application", "environment": .string(environment)
        ]
    }

    /// Every account has a default project.
    private static let prepare: @Sendable (Moment, inout Connection) throws -> Void = { moment, connection in
        let first: JSONObject = [
            "name": "first-project", "description": "What is not assigned to another project",
            "purpose": "Just trying out DigitalOcean", "environment": "Development"
        ]
        _ = try connection.create(kind, document(first, isDefault: true, at: moment), at: moment)
    }
}
