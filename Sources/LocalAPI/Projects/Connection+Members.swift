import Cron
import JSON

/// What is in which project. A resource that was assigned has its project's identifier as an attribute; one without is in
/// the default project.
extension Connection {
    /// - Throws: `Refusal` 404 where there is none, which `prepare` prevents.
    mutating func defaultProject() throws -> Resource {
        guard let project = try first(Projects.kind, .attribute(Projects.isDefault, "true")) else {
            throw Refusal.missing
        }
        return project
    }

    /// Puts a resource that was just made into the project that its maker named.
    ///
    /// - Parameter id: A project's identifier; nil or empty for the default project.
    /// - Throws: `Refusal` 422 where there is no such project.
    mutating func enroll(_ resource: Resource, inProject id: String?, at moment: Moment) throws {
        guard let id, !id.isEmpty else { return }
        guard let project = try find(Projects.kind, id) else {
            throw Refusal.unprocessable("there is no project \"\(id)\"")
        }
        try assign(resource, to: project, moment)
    }

    /// The project that a resource is in.
    mutating func project(of resource: Resource) throws -> Resource {
        let id = try attributes(Attribute.project, of: resource.sequence).first
        if let project = try id.flatMap({ try find(Projects.kind, $0) }) { return project }
        return try defaultProject()
    }

    /// Moves the resource of a name into a project, and tells what came of it.
    mutating func assign(_ name: String, to project: Resource, _ moment: Moment) throws -> JSONValue {
        let families = moment.services.families
        guard let urn = URN(name), let kind = families.kind(ofURNType: urn.type), let resource = try find(kind, urn.id)
        else { return ["urn": .string(name), "assigned_at": moment.time, "status": "not_found"] }
        let isThere = try self.project(of: resource).id == project.id
        if !isThere { try assign(resource, to: project, moment) }
        let member = Member(kind: kind.name, id: resource.id, assignedAt: isThere ? try time(of: resource) : nil)
        return document(member, status: isThere ? "already_assigned" : "assigned", moment)
    }

    private mutating func assign(_ resource: Resource, to project: Resource, _ moment: Moment) throws {
        let kind = resource.kind.name
        try setAttribute(Attribute.project, [project.id], kind: kind, of: resource.sequence)
        let time = UTCTime(unixSeconds: moment.now).description
        try setAttribute(Self.assignedAt, [time], kind: kind, of: resource.sequence)
    }

    private mutating func time(of resource: Resource) throws -> String? {
        try attributes(Self.assignedAt, of: resource.sequence).first ?? resource.document.string("created_at")
    }

    /// Assigns what is in the default project by default, and takes its role away.
    mutating func retireDefaultProject(_ moment: Moment) throws {
        var project = try defaultProject()
        let (kinds, names) = Self.memberKinds(moment.services)
        try each(
            """
            INSERT INTO attributes (name, value, kind, resource) SELECT ?, ?, kind, sequence FROM resources
            WHERE kind IN (\(kinds)) AND NOT EXISTS (SELECT 1 FROM attributes WHERE resource = sequence AND name = ?)
            """, [.text(Attribute.project), .text(project.id)] + names + [.text(Attribute.project)]
        ) { _ in }
        project["is_default"] = false
        try save(project, at: moment)
    }
}

extension Connection {
    /// When a resource was assigned to its project, as RFC 3339 text.
    private static let assignedAt = "assigned_at"

    /// A resource as a project knows it.
    private struct Member {
        var kind: String
        var id: String
        /// RFC 3339; nil for now.
        var assignedAt: String?
    }

    /// How many resources are in a project.
    mutating func memberTotal(of project: Resource, _ services: Services) throws -> Int {
        let (condition, values) = Self.membership(of: project, services)
        let count = try first("SELECT count(*) FROM resources WHERE \(condition)", values) { $0.integer(0) }
        return Int(count ?? 0)
    }

    /// The page of resources in a project that a request asks for, in the order of their making.
    mutating func members(of project: Resource, for call: Call) throws -> Listing {
        let (condition, values) = Self.membership(of: project, call.services)
        let page = call.page
        var members: [Member] = []
        try each(
            """
            SELECT kind, id, coalesce(
                (SELECT value FROM attributes WHERE resource = sequence AND name = '\(Self.assignedAt)'),
                json_extract(document, '$.created_at'))
            FROM resources WHERE sequence IN (
                SELECT sequence FROM resources WHERE \(condition) ORDER BY sequence LIMIT ? OFFSET ?)
            ORDER BY sequence
            """,
            values + [.integer(Int64(page?.size ?? -1)), .integer(Int64(page?.offset ?? 0))]
        ) { row in
            members.append(Member(kind: row.text(0), id: row.text(1), assignedAt: row.optionalText(2)))
        }
        let made = project.document.string("created_at")
        let items = try members.map { member in
            var member = member
            member.assignedAt = member.assignedAt ?? made
            return JSONText(try document(member, status: "ok", call.moment).serialized())
        }
        return Listing(items: items, total: try memberTotal(of: project, call.services))
    }

    private func document(_ member: Member, status: String, _ moment: Moment) -> JSONValue {
        let kind = moment.services.families.kinds[member.kind]
        let address = kind?.address(of: member.id, moment.services.catalog) ?? ""
        return [
            "urn": .string(URN(type: kind?.urnType ?? "", id: member.id).text),
            "assigned_at": member.assignedAt.map(JSONValue.string) ?? moment.time,
            "links": ["self": .string(address)], "status": .string(status)
        ]
    }

    /// A condition on `resources`: in the project.
    private static func membership(
        of project: Resource, _ services: Services
    ) -> (condition: String, values: [SQLiteValue]) {
        let (kinds, names) = memberKinds(services)
        let isDefault = project.document.flag("is_default")
        // A list made once is quicker than a question for each of 100,000 resources.
        let condition = """
            kind IN (\(kinds)) AND sequence \(isDefault ? "NOT " : "")IN (SELECT resource FROM attributes \
            WHERE name = ? AND value \(isDefault ? "<>" : "=") ?)
            """
        return (condition, names + [.text(Attribute.project), .text(project.id)])
    }

    /// The kinds of resources that projects have, as the places and values of a statement.
    private static func memberKinds(_ services: Services) -> (places: String, values: [SQLiteValue]) {
        let names = services.families.kinds.values.filter { $0.urnType != nil }.map(\.name).sorted()
        return (names.map { _ in "?" }.joined(separator: ", "), names.map(SQLiteValue.text))
    }
}
