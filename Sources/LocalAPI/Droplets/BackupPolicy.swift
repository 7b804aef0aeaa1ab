import JSON

/// When backups of a droplet are taken, and how many are kept.
struct BackupPolicy: Sendable {
    var isDaily = false
    /// 0 for Sunday to 6; means nothing for daily ones.
    var weekday = 0
    /// When the window begins, UTC: 0, 4, 8, 12, 16 or 20.
    var hour: Int64 = 0

    /// - Parameter document: As a request has it, or as `document` wrote it; nil for weekly ones.
    init(_ document: JSONObject?) {
        isDaily = document?.string("plan") == "daily"
        weekday = document?.string("weekday").flatMap(Self.weekdays.firstIndex) ?? 0
        hour = document?.integer("hour") ?? 0
    }

    static let weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
    private static let hours: [JSONValue] = [0, 4, 8, 12, 16, 20]
    private static let windowHours: Int64 = 4

    private var retentionDays: Int64 { isDaily ? 7 : 28 }
    /// How many are kept: those of so many days.
    var retainedBackups: Int { isDaily ? 7 : 4 }

    var document: JSONObject {
        var document: JSONObject = [
            "plan": isDaily ? "daily" : "weekly", "hour": .integer(hour),
            "window_length_hours": .integer(Self.windowHours), "retention_period_days": .integer(retentionDays)
        ]
        if !isDaily { document["weekday"] = .string(Self.weekdays[weekday]) }
        return document
    }

    /// The start of the next window after a time, both in Unix seconds.
    func nextStart(after now: Int64) -> Int64 {
        let today = now / 86_400
        // 1970 began on a Thursday.
        let day = (today...today + 7).first { day in
            day * 86_400 + hour * 3_600 > now && (isDaily || Int((day + 4) % 7) == weekday)
        }
        return (day ?? today + 7) * 86_400 + hour * 3_600
    }

    /// The window that begins at a time, as a droplet shows it.
    func window(from start: Int64, _ moment: Moment) -> JSONValue {
        let until = start - moment.now
        return ["start": moment.time(after: until), "end": moment.time(after: until + Self.windowHours * 3_600)]
    }

    /// What there is to choose from.
    static var supported: [JSONValue] {
        ["daily", "weekly"].map { plan in
            let policy = BackupPolicy(["plan": .string(plan)])
            return [
                "name": .string(plan), "possible_window_starts": .array(hours),
                "window_length_hours": .integer(windowHours), "retention_period_days": .integer(policy.retentionDays),
                "possible_days": plan == "daily" ? [] : .strings(weekdays)
            ]
        }
    }
}
