/// The days of a schedule some days later. What it gives is compared with the days themselves over the 400 years in which the
/// calendar repeats, weekdays included.
struct ShiftedDays {
    private let expression: CronExpression
    private var found: [Int: CronExpression?] = [:]
    /// The days of a whole cycle, from 1970-01-01 on; made when they are needed.
    private lazy var days: [Bool] = expression.daysOfCycle

    init(_ expression: CronExpression) { self.expression = expression }

    /// Whether it runs every day, so that its days are the same however they are shifted.
    var isEveryDay: Bool {
        let isAnyDate = expression.daysOfMonth.count == 31
        let isAnyWeekday = expression.daysOfWeek.count == 7
        let isEither = !expression.daysOfMonth.isStarred && !expression.daysOfWeek.isStarred
        return expression.months.count == 12 && (isEither ? isAnyDate || isAnyWeekday : isAnyDate && isAnyWeekday)
    }

    /// The schedule at other times of its days, so many days later. Nil where there is no such expression.
    mutating func expression(at times: TimesOfDay) -> CronExpression? {
        shifted(by: times.day).map { days in
            CronExpression(
                minutes: times.minutes, hours: times.hours, daysOfMonth: days.daysOfMonth, months: days.months,
                daysOfWeek: days.daysOfWeek)
        }
    }

    private mutating func shifted(by count: Int) -> CronExpression? {
        if count == 0 || isEveryDay { return expression }
        if let known = found[count] { return known }
        let former = days
        let split = (former.count - count % former.count) % former.count
        let wanted = Array(former[split...] + former[..<split])
        let candidates = [weekly(count), datedAndWeekly(count), dated(wanted)].compactMap(\.self)
        let result = candidates.first { $0.daysOfCycle == wanted }
        found[count] = .some(result)
        return result
    }

    /// Other weekdays.
    private func weekly(_ count: Int) -> CronExpression {
        with(expression.daysOfMonth, expression.months, expression.daysOfWeek.rotated(by: count))
    }

    /// Other weekdays and other dates of the same months.
    private func datedAndWeekly(_ count: Int) -> CronExpression? {
        let dates = expression.daysOfMonth.members.map { $0 + count }
        guard dates.allSatisfy((1...31).contains) else { return nil }
        return with(CronValues(dates), expression.months, expression.daysOfWeek.rotated(by: count))
    }

    /// All dates that there are, in all months that there are.
    private func dated(_ wanted: [Bool]) -> CronExpression? {
        var (dates, months) = (CronValues(), CronValues())
        for (number, isWanted) in wanted.enumerated() where isWanted {
            let date = CivilDate(dayNumber: number)
            dates.insert(date.day)
            months.insert(date.month)
        }
        guard let anyDay = dates.first, anyDay > 0 else { return nil }
        var weekdays = CronValues(from: 0, through: 6)
        weekdays.isStarred = true
        return with(dates, months, weekdays)
    }

    /// A star for every day; no other field of days may look like one, or the two would combine in the other way.
    private func with(_ dates: CronValues, _ months: CronValues, _ weekdays: CronValues) -> CronExpression {
        var (dates, weekdays) = (dates, weekdays)
        dates.isStarred = dates == expression.daysOfMonth ? dates.isStarred : dates.count == 31
        weekdays.isStarred = weekdays == expression.daysOfWeek ? weekdays.isStarred : weekdays.count == 7
        return CronExpression(
            minutes: expression.minutes, hours: expression.hours, daysOfMonth: dates, months: months,
            daysOfWeek: weekdays)
    }
}

extension CronExpression {
    /// Whether it runs, for each day of 400 years from 1970-01-01 on.
    fileprivate var daysOfCycle: [Bool] {
        var result: [Bool] = []
        result.reserveCapacity(146_097)
        for year in 1_970..<2_370 {
            for month in 1...12 {
                let length = CivilDate.dayCount(ofMonth: month, year: year)
                let days = months.contains(month) ? days(ofMonth: month, year: year) : CronValues()
                for day in 1...length { result.append(days.contains(day)) }
            }
        }
        return result
    }
}

extension CronValues {
    fileprivate init(_ members: [Int]) {
        self.init()
        for member in members { insert(member) }
    }

    /// Weekdays some days later.
    fileprivate func rotated(by count: Int) -> CronValues {
        let shift = ((count % 7) + 7) % 7
        var result = self
        result.bits = (bits << UInt64(shift) | bits >> UInt64(7 - shift)) & 0x7F
        return result
    }
}
