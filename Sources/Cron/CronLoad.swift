/// How many runs of several schedules begin in each minute of a span of time.
///
///     let load = CronLoad(of: expressions, from: now, to: now + 7 * 86_400)
///     load.busiestMinutes(limit: 3)     // when most of them begin at once
///
/// Costs a step for each schedule and day on which it runs, and one for each of its minutes of the day.
public struct CronLoad: Sendable {
    /// The first minute, in Unix seconds.
    public let start: Int64
    /// How many runs begin in each minute from ``start`` on.
    public private(set) var runs: [UInt32]

    /// A span of a year at most is looked at: `to` is moved where it is further away.
    ///
    /// - Parameters:
    ///   - start: Unix seconds; the first minute is the one that begins then or after it.
    ///   - end: Unix seconds; a minute that begins then is not counted.
    public init(of schedules: some Sequence<CronExpression>, from start: Int64, to end: Int64) {
        let first = start.quotientAndRemainder(flooringBy: 60)
        let minute = first.quotient + (first.remainder > 0 ? 1 : 0)
        let last = min(end, start + 366 * 86_400).quotientAndRemainder(flooringBy: 60)
        let count = last.quotient + (last.remainder > 0 ? 1 : 0) - minute
        self.start = minute * 60
        runs = Array(repeating: 0, count: Int(max(0, count)))
        // Schedules are often the same; each is gone through once.
        var times: [CronExpression: UInt32] = [:]
        for schedule in schedules { times[schedule, default: 0] += 1 }
        for (schedule, number) in times { add(schedule, times: number) }
    }

    private mutating func add(_ schedule: CronExpression, times: UInt32) {
        guard !runs.isEmpty else { return }
        let minutesOfDay = schedule.hours.members.flatMap { hour in schedule.minutes.members.map { hour * 60 + $0 } }
        let (first, last) = (minute(0), minute(runs.count - 1))
        for day in first.day...last.day where schedule.runs(onDay: day) {
            let offset = (day - first.day) * 1_440 - first.ofDay
            for ofDay in minutesOfDay where runs.indices.contains(offset + ofDay) { runs[offset + ofDay] += times }
        }
    }

    private func minute(_ index: Int) -> Minute { Minute(atOrBefore: time(ofMinute: index)) }

    /// When a minute of ``runs`` begins, in Unix seconds.
    public func time(ofMinute index: Int) -> Int64 { start + Int64(index) * 60 }

    /// How many runs there are.
    public var total: Int { runs.reduce(0) { $0 + Int($1) } }

    /// The minutes in which most runs begin, the busiest first and the earlier of equal ones; none without a run.
    public func busiestMinutes(limit: Int) -> [(time: Int64, runs: Int)] {
        var best: [(index: Int, runs: UInt32)] = []
        for (index, count) in runs.enumerated() where count > 0 {
            guard best.count < limit || count > best[best.count - 1].runs else { continue }
            let place = best.firstIndex { $0.runs < count } ?? best.count
            best.insert((index, count), at: place)
            if best.count > limit { best.removeLast() }
        }
        return best.map { (time(ofMinute: $0.index), Int($0.runs)) }
    }
}
