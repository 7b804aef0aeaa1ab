extension CronExpression {
    /// The schedule whose runs come so many minutes after those of this one, or before them where `minutes` is negative.
    ///
    ///     try CronExpression("55 23 * * 1-5").shifted(byMinutes: 10)      // 5 0 * * 2-6
    ///     try CronExpression("30 23 28-31 * *").shifted(byMinutes: 30)    // 0 0 1,29-31 * *
    ///
    /// - Parameter minutes: Not more than a year.
    /// - Throws: ``CronShiftError`` where five fields cannot say that: times that are no product of hours and minutes any
    ///   more, some runs that come to another day while others do not, dates that pass the end of months.
    public func shifted(byMinutes minutes: Int) throws(CronShiftError) -> CronExpression {
        guard minutes.magnitude <= 366 * 1_440 else { throw CronShiftError(.tooFar, self, minutes) }
        let parts = TimesOfDay.parts(of: self, shiftedByMinutes: minutes)
        var days = ShiftedDays(self)
        let merged = TimesOfDay.merged(parts, ignoringDays: days.isEveryDay)
        if merged.count == 1, let part = merged.first {
            if let expression = days.expression(at: part) { return expression }
            throw CronShiftError(.days(part.day), self, minutes)
        }
        var expressions: [CronExpression] = []
        for part in merged {
            guard let expression = days.expression(at: part) else {
                throw CronShiftError(.days(part.day), self, minutes)
            }
            expressions.append(expression)
        }
        throw CronShiftError(.several(expressions), self, minutes)
    }
}

/// Times of day that are all combinations of some hours with some minutes, on a day counted from the day of the run before
/// it was shifted.
struct TimesOfDay {
    var day: Int
    var hours: CronValues
    var minutes: CronValues

    private var count: Int { hours.count * minutes.count }

    /// Where the runs of one day come. The minutes that pass an hour's end are apart from those that do not, and so are the
    /// hours that pass a day's.
    static func parts(of expression: CronExpression, shiftedByMinutes shift: Int) -> [TimesOfDay] {
        var minutesByCarry: [Int: CronValues] = [:]
        for minute in expression.minutes.members {
            let (carry, minute) = Int64(minute + shift).quotientAndRemainder(flooringBy: 60)
            minutesByCarry[Int(carry), default: CronValues()].insert(Int(minute))
        }
        return minutesByCarry.sorted { $0.key < $1.key }.flatMap { carry, minutes in
            var hoursByDay: [Int: CronValues] = [:]
            for hour in expression.hours.members {
                let (day, hour) = Int64(hour + carry).quotientAndRemainder(flooringBy: 24)
                hoursByDay[Int(day), default: CronValues()].insert(Int(hour))
            }
            return hoursByDay.sorted { $0.key < $1.key }.map { TimesOfDay(day: $0, hours: $1, minutes: minutes) }
        }
    }

    /// As few as can be: parts on the same day become one where that is all combinations again.
    static func merged(_ parts: [TimesOfDay], ignoringDays: Bool) -> [TimesOfDay] {
        let days = ignoringDays ? [parts.map(\.day).min() ?? 0] : Set(parts.map(\.day)).sorted()
        return days.flatMap { day in
            let parts = ignoringDays ? parts : parts.filter { $0.day == day }
            var union = parts[0]
            union.day = day
            for part in parts.dropFirst() {
                union.hours.formUnion(part.hours)
                union.minutes.formUnion(part.minutes)
            }
            return union.count == parts.reduce(0) { $0 + $1.count } ? [union] : parts
        }
    }
}
