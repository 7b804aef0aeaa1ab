import Cron
import JSON

/// The backups of a cluster: one soon after it was made, and one at the same time of each day, kept for a week.
struct DatabaseBackups {
    private static let day: Int64 = 86_400
    private static let kept: Int64 = 7

    /// Unix seconds.
    private let first: Int64
    /// Seconds after midnight.
    private let timeOfDay: Int64
    /// MiB.
    private let storage: Int64

    init(of cluster: Resource) throws(Refusal) {
        let made = UTCTime(rfc3339: cluster.document.string("created_at") ?? "")?.unixSeconds ?? 0
        let config = try DatabaseSettings.config(of: cluster)
        first = made + 300
        timeOfDay = (config.integer("backup_hour") ?? 4) * 3_600 + (config.integer("backup_minute") ?? 30) * 60
        storage = cluster.document.integer("storage_size_mib") ?? 0
    }

    /// - Parameter now: Unix seconds.
    func document(at now: Int64) -> JSONObject {
        [
            "backups": .array(times(until: now).map(backup)),
            "scheduled_backup_time": [
                "backup_hour": .integer(timeOfDay / 3_600), "backup_minute": .integer(timeOfDay / 60 % 60),
                "backup_interval_hours": 24
            ]
        ]
    }

    /// The oldest first.
    private func times(until now: Int64) -> [Int64] {
        guard now >= first else { return [] }
        let today = now - now % Self.day + timeOfDay
        let daily = (-Self.kept...0).map { today + $0 * Self.day }
        let recent = ([first] + daily.filter { $0 > first }).filter { $0 <= now && $0 > now - Self.kept * Self.day }
        return recent
    }

    /// A new cluster is nearly empty, and grows by a little every day.
    private func backup(at time: Int64) -> JSONValue {
        let days = Double((time - first) / Self.day)
        let size = min(0.03125 + days * 0.0078125, Double(storage) / 1_024)
        return [
            "created_at": .string(UTCTime(unixSeconds: time).description), "size_gigabytes": .number(size),
            "incremental": false
        ]
    }
}
