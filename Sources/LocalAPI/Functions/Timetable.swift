import Cron
import Synchronization

/// The runs next to one moment, found once for each expression: a list has many triggers and few expressions.
struct Timetable {
    private struct Entry {
        var previous: Int64?
        var next: Int64?
    }

    let now: Int64
    private var entries: [String: Entry] = [:]

    init(at now: Int64) { self.now = now }

    /// The last run of a schedule at or before now, and the first after it, as `Schedule.last(at:)` and `next(at:)` give
    /// them.
    mutating func runs(of schedule: Schedule) -> (last: Int64?, next: Int64?) {
        guard schedule.isEnabled, schedule.since <= now else {
            return (schedule.last(at: now), schedule.next(at: now))
        }
        let entry = entry(for: schedule.cron)
        let last = entry.previous.flatMap { $0 > schedule.since ? $0 : nil } ?? schedule.earlierLast
        return (last, entry.next)
    }

    private mutating func entry(for cron: String) -> Entry {
        if let entry = entries[cron] { return entry }
        let expression = Self.expression(cron)
        let entry = Entry(previous: expression?.previous(before: now + 1), next: expression?.next(after: now))
        entries[cron] = entry
        return entry
    }

    /// Expressions that were read before: reading one takes longer than finding its runs, and few are in use.
    private static let known = Mutex<[String: CronExpression]>([:])
    private static let knownLimit = 256

    private static func expression(_ text: String) -> CronExpression? {
        known.withLock { known in
            if let expression = known[text] { return expression }
            guard let expression = try? CronExpression(text) else { return nil }
            if known.count >= knownLimit { known = [:] }
            known[text] = expression
            return expression
        }
    }
}
