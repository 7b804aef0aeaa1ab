import Cron

/// When a trigger has run and will run: a function of its settings and the time, so that no process has to be there when
/// it runs, and every reader sees the same.
struct Schedule: Sendable, Equatable {
    var cron: String
    var isEnabled: Bool
    /// Since when it has been so, in Unix seconds. A run at this very second is not one of its own.
    var since: Int64
    /// Runs under earlier settings.
    var earlierCount: Int64 = 0
    var earlierLast: Int64?

    /// The last run at or before `now`, in Unix seconds.
    func last(at now: Int64) -> Int64? {
        guard let expression, let run = expression.previous(before: now + 1), run > since else { return earlierLast }
        return run
    }

    /// The first run after `now`; nil while it is paused.
    func next(at now: Int64) -> Int64? { expression?.next(after: max(now, since)) }

    /// How often it has run up to `now`.
    func count(at now: Int64) -> Int64 {
        earlierCount + Int64(expression?.runs(from: since + 1, to: now + 1).count ?? 0)
    }

    /// The same past under settings that hold from `now` on.
    func changed(cron: String, isEnabled: Bool, at now: Int64) -> Schedule {
        Schedule(
            cron: cron, isEnabled: isEnabled, since: now, earlierCount: count(at: now), earlierLast: last(at: now))
    }

    /// Nil while it is paused.
    private var expression: CronExpression? { isEnabled ? try? CronExpression(cron) : nil }
}
