import Cron
import JSON

/// How much apps sent on a day: plausible numbers that stay the same for an app and a day, and 0 where it was not there.
extension Apps {
    static let bandwidthHandlers: [String: Handler] = [
        "apps.get_metrics_bandwidth_daily": .reading { call, connection in
            try call.answer(usage(of: [connection.get(kind, for: call)], on: call.query("date"), call))
        },
        "apps.list_metrics_bandwidth_daily": .reading { call, connection in
            let input = call.input
            let apps = try input.strings("app_ids").map { try connection.get(kind, $0) }
            return try call.answer(usage(of: apps, on: input.string("date"), call))
        }
    ]

    private static func usage(of apps: [Resource], on date: String?, _ call: Call) throws(Refusal) -> JSONValue {
        let time = date.flatMap { UTCTime(rfc3339: $0)?.unixSeconds } ?? call.now - 86_400
        let day = time - time % 86_400
        let items = apps.map { app -> JSONValue in
            let made = app.document.string("created_at").flatMap { UTCTime(rfc3339: $0)?.unixSeconds } ?? 0
            let isThere = made < day + 86_400 && day <= call.now
            let bytes = isThere ? 400_000 + checksum(app.id, UInt64(day)) % 200_000_000 : 0
            return ["app_id": .string(app.id), "bandwidth_bytes": .string("\(bytes)")]
        }
        return ["app_bandwidth_usage": .array(items), "date": .string(UTCTime(unixSeconds: day).description)]
    }

    /// FNV-1a over the identifier, beginning with the day.
    private static func checksum(_ id: String, _ day: UInt64) -> UInt64 {
        id.utf8.reduce(0xCBF2_9CE4_8422_2325 ^ day) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
