import Cron
import JSON

/// A moment in which something happens: a request, or an entry of the agenda whose time has come.
struct Moment: Sendable {
    /// Unix seconds, by the instance's clock.
    var now: Int64
    var services: Services

    /// The time as the API writes it: `2026-11-21T03:15:00Z`.
    var time: JSONValue { time(after: 0) }

    /// The time so many seconds later.
    func time(after seconds: Int64) -> JSONValue { .string(UTCTime(unixSeconds: now + seconds).description) }

    /// A new random UUID.
    func uuid() -> String { services.randomness.uuid() }
}
