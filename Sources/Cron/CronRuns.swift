/// The runs of a schedule in a span of time, in order, each found when it is asked for.
public struct CronRuns: Sendable, Sequence {
    let expression: CronExpression
    /// The first second of the span.
    public let start: Int64
    /// The first second behind the span.
    public let end: Int64

    public struct Iterator: IteratorProtocol {
        let expression: CronExpression
        let end: Int64
        var last: Int64

        public mutating func next() -> Int64? {
            guard let run = expression.next(after: last), run < end else { return nil }
            last = run
            return run
        }
    }

    public func makeIterator() -> Iterator {
        Iterator(expression: expression, end: end, last: start == .min ? start : start - 1)
    }

    /// How many runs there are. Counts whole months at once: a year of `* * * * *` costs twelve steps, not 525,600.
    public var count: Int {
        guard let first = expression.next(after: start == .min ? start : start - 1),
            let last = expression.previous(before: end), first <= last
        else { return 0 }
        let (from, to) = (Minute(atOrBefore: first), Minute(atOrBefore: last))
        let days = expression.countDays(from: from.day, through: to.day)
        return days * expression.hours.count * expression.minutes.count
            - expression.countTimes(before: from.ofDay) - expression.countTimes(after: to.ofDay)
    }

    public var isEmpty: Bool { makeIterator().isExhausted }
}

extension CronRuns.Iterator {
    fileprivate var isExhausted: Bool {
        var copy = self
        return copy.next() == nil
    }
}

extension CronExpression {
    /// The runs from `start` on that come before `end`, both in Unix seconds. Empty where `end` is not after `start`.
    ///
    /// A scheduler that was last called at `then` takes `runs(from: then + 1, to: now + 1)`.
    public func runs(from start: Int64, to end: Int64) -> CronRuns {
        CronRuns(expression: self, start: start, end: end)
    }

    /// The number of days on which it runs, both ends included.
    fileprivate func countDays(from first: Int, through last: Int) -> Int {
        var date = CivilDate(dayNumber: first)
        let end = CivilDate(dayNumber: last)
        var count = 0
        while (date.year, date.month) <= (end.year, end.month) {
            if months.contains(date.month) {
                var days = days(ofMonth: date.month, year: date.year)
                days.bits &= ~0 << date.day
                if (date.year, date.month) == (end.year, end.month) { days.bits &= ~(~0 << (end.day + 1)) }
                count += days.count
            }
            date =
                date.month == 12
                ? CivilDate(year: date.year + 1, month: 1, day: 1)
                : CivilDate(year: date.year, month: date.month + 1, day: 1)
        }
        return count
    }

    fileprivate func countTimes(before minuteOfDay: Int) -> Int {
        let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
        let earlierHours = CronValues(bits: hours.bits & ~(~0 << hour)).count
        let earlierMinutes = hours.contains(hour) ? CronValues(bits: minutes.bits & ~(~0 << minute)).count : 0
        return earlierHours * minutes.count + earlierMinutes
    }

    fileprivate func countTimes(after minuteOfDay: Int) -> Int {
        hours.count * minutes.count - countTimes(before: minuteOfDay + 1)
    }
}
