import Cron
import JSON

/// Something that is being done to a resource, as the API shows it.
struct Action: Sendable {
    enum Status: String, Sendable {
        case inProgress = "in-progress"
        case completed, errored
    }

    let id: Int64
    /// What is done: `power_off`.
    let type: String
    var status: Status
    /// Unix seconds.
    let startedAt: Int64
    /// Unix seconds; nil while it is in progress.
    var completedAt: Int64?
    let subject: ActionSubject
    /// What its effect has to know: the new size, for example.
    let details: JSONObject
}

/// What an action is done to.
struct ActionSubject: Sendable, Hashable {
    /// As the API calls it in `resource_type`: `droplet`, `volume`, `image`, `floating_ip`, `reserved_ip`.
    var type: String
    /// Its identifier as text.
    var id: String
    /// The slug of its region.
    var region: String?

    init(_ type: String, id: String, region: String?) {
        self.type = type
        self.id = id
        self.region = region
    }
}

/// What a completed action does to its resource; the moment's `now` is when it completes. Throwing a `Refusal` undoes what
/// was changed and makes the action errored.
typealias ActionEffect = @Sendable (Action, Moment, inout Connection) throws -> Void

extension Action {
    /// What clients get.
    var document: JSONObject {
        var document: JSONObject = [
            "id": .integer(id),
            "status": .string(status.rawValue),
            "type": .string(type),
            "started_at": .string(UTCTime(unixSeconds: startedAt).description),
            "completed_at": completedAt.map { .string(UTCTime(unixSeconds: $0).description) } ?? .null,
            "resource_id": subject.number.map(JSONValue.integer) ?? .null,
            "resource_type": .string(subject.type),
            "region_slug": subject.region.map(JSONValue.string) ?? .null
        ]
        document["region"] = subject.region.flatMap(Region.named).map { .object($0.document) }
        return document
    }

    var text: JSONText {
        // It has no infinite numbers, which are all that cannot be written.
        (try? JSONValue.object(document).serialized()).map(JSONText.init) ?? .emptyObject
    }
}

extension ActionSubject {
    /// The identifier as `resource_id` has it: the number that it is, that of an IPv4 address, or nil.
    var number: Int64? {
        if let number = Int64(id) { return number }
        let parts = id.split(separator: ".").compactMap { UInt8($0) }
        return parts.count == 4 ? parts.reduce(0) { $0 << 8 | Int64($1) } : nil
    }
}
