import JSON

/// Something that is going to happen to a resource: a database comes online, a certificate is issued.
struct AgendaEntry: Sendable {
    let number: Int64
    /// Unix seconds.
    let due: Int64
    /// What happens, as the families name it: `databases.online`.
    let kind: String
    /// The row of the resource it happens to, with which it goes; nil where it does not depend on one.
    let resource: Int64?
    let details: JSONObject
}

/// What happens when an entry's time has come; the moment's `now` is that time. A `Refusal` undoes what it changed and
/// drops the entry.
typealias Transition = @Sendable (AgendaEntry, Moment, inout Connection) throws -> Void

/// The table `agenda`.
///
/// Nothing runs in the background: entries happen when the next request, or a move of the clock, finds their time past, in
/// the order of their times and each at its own, so that what clients see is the same as if they had happened then.
extension Connection {
    /// Puts something on the agenda.
    ///
    /// - Parameters:
    ///   - seconds: How long from now, at the usual pace; see ``LocalAPI/Pace``.
    ///   - resource: What it happens to; when that is deleted, it does not.
    mutating func schedule(
        _ kind: String, after seconds: Int64, of resource: Resource? = nil, details: JSONObject = [:],
        at moment: Moment
    ) throws {
        try run(
            "INSERT INTO agenda (due, kind, resource, details) VALUES (?, ?, ?, ?)",
            .integer(moment.now + moment.services.pace.seconds(seconds)), .text(kind),
            .integer(orNull: resource?.sequence), .utf8(try JSONValue.object(details).serialized()))
    }

    /// Puts something on the agenda that has its time by the calendar, which no pace changes.
    ///
    /// - Parameter due: Unix seconds.
    mutating func schedule(_ kind: String, due: Int64, of resource: Resource) throws(StoreError) {
        try run(
            "INSERT INTO agenda (due, kind, resource, details) VALUES (?, ?, ?, ?)", .integer(due), .text(kind),
            .integer(resource.sequence), .text("{}"))
    }

    /// Takes every entry of a kind off the agenda that was for a resource.
    mutating func unschedule(_ kind: String, of resource: Resource) throws(StoreError) {
        try run("DELETE FROM agenda WHERE resource = ? AND kind = ?", .integer(resource.sequence), .text(kind))
    }

    /// Lets everything happen whose time has come, the earliest first, including what that puts on the agenda.
    ///
    /// - Parameter now: Unix seconds.
    mutating func runAgenda(until now: Int64, _ services: Services) throws {
        while let entry = try nextEntry(until: now) {
            try run("DELETE FROM agenda WHERE number = ?", .integer(entry.number))
            // None is known for what a later version of the program put there.
            guard let transition = services.families.transitions[entry.kind] else { continue }
            do {
                try attempt { try transition(entry, Moment(now: entry.due, services: services), &$0) }
            } catch is Refusal {
                continue
            }
        }
    }

    private mutating func nextEntry(until now: Int64) throws -> AgendaEntry? {
        let row = try first(
            "SELECT number, due, kind, resource, details FROM agenda WHERE due <= ? ORDER BY due, number LIMIT 1",
            .integer(now)
        ) { ($0.integer(0), $0.integer(1), $0.text(2), $0.optionalInteger(3), $0.bytes(4)) }
        guard let (number, due, kind, resource, details) = row else { return nil }
        return AgendaEntry(
            number: number, due: due, kind: kind, resource: resource,
            details: try JSONValue(parsing: details).object ?? [:])
    }

    /// The resource that an entry is for.
    ///
    /// - Throws: `Refusal` where it is of another kind, which drops the entry.
    mutating func resource(of entry: AgendaEntry, _ kind: ResourceKind) throws -> Resource {
        guard let row = entry.resource, let resource = try find(kind, row: row) else { throw Refusal.missing }
        return resource
    }
}

/// Transitions that families share.
enum Transitions {
    static let actionEnd = "actions.end"

    /// A transition that gives some members of the document other values, as `"status": "online"`.
    static func setting(_ members: JSONObject, of kind: ResourceKind) -> Transition {
        { entry, moment, connection in
            var resource = try connection.resource(of: entry, kind)
            resource.document = resource.document.merging(members)
            try connection.save(resource, at: moment)
        }
    }
}
