extension CronExpression {
    /// The first run after `unixSeconds` (not at it), in Unix seconds; a multiple of 60.
    ///
    /// Nil when the schedule never runs again: it names a date that does not exist (`0 0 30 2 *`), or the year 9999 ends.
    /// Costs no more for a run that is years away than a few hundred steps of a loop over months.
    public func next(after unixSeconds: Int64) -> Int64? {
        guard unixSeconds < Moments.last else { return nil }
        let moment = Minute(atOrBefore: max(unixSeconds, Moments.first - 1)).successor
        if runs(onDay: moment.day), let time = firstTime(atOrAfter: moment.ofDay) {
            return Minute(day: moment.day, ofDay: time).unixSeconds
        }
        guard let day = firstDay(atOrAfter: moment.day + 1), let time = firstTime(atOrAfter: 0) else { return nil }
        let run = Minute(day: day, ofDay: time).unixSeconds
        return run <= Moments.last ? run : nil
    }

    /// The last run before `unixSeconds` (not at it), in Unix seconds. Nil when there is none since the year 0.
    ///
    /// `previous(before: now + 1)` is the last run that is due at `now`.
    public func previous(before unixSeconds: Int64) -> Int64? {
        guard unixSeconds > Moments.first else { return nil }
        let moment = Minute(atOrBefore: min(unixSeconds, Moments.last + 1) - 1)
        if runs(onDay: moment.day), let time = lastTime(atOrBefore: moment.ofDay) {
            return Minute(day: moment.day, ofDay: time).unixSeconds
        }
        guard let day = lastDay(atOrBefore: moment.day - 1), let time = lastTime(atOrBefore: 1_439) else { return nil }
        let run = Minute(day: day, ofDay: time).unixSeconds
        return run >= Moments.first ? run : nil
    }

    /// Whether a run begins at `unixSeconds`.
    public func runs(at unixSeconds: Int64) -> Bool {
        let moment = Minute(atOrBefore: unixSeconds)
        return unixSeconds % 60 == 0 && runs(onDay: moment.day)
            && hours.contains(moment.ofDay / 60) && minutes.contains(moment.ofDay % 60)
    }
}

extension CronExpression {
    func runs(onDay dayNumber: Int) -> Bool {
        let date = CivilDate(dayNumber: dayNumber)
        return months.contains(date.month) && days(ofMonth: date.month, year: date.year).contains(date.day)
    }

    /// The days of a month on which it runs, the month field apart.
    func days(ofMonth month: Int, year: Int) -> CronValues {
        let firstWeekday = CivilDate(year: year, month: month, day: 1).weekday
        // Bit i of the week is the weekday of day i + 1; five weeks of it cover any month.
        let week = (daysOfWeek.bits | daysOfWeek.bits << 7) >> UInt64(firstWeekday) & 0x7F
        let matchingWeekdays = (week | week << 7 | week << 14 | week << 21 | week << 28) << 1
        let isEither = !daysOfMonth.isStarred && !daysOfWeek.isStarred
        let matching = isEither ? daysOfMonth.bits | matchingWeekdays : daysOfMonth.bits & matchingWeekdays
        return CronValues(bits: matching & ((2 << UInt64(CivilDate.dayCount(ofMonth: month, year: year))) - 1))
    }

    private func firstDay(atOrAfter dayNumber: Int) -> Int? {
        var date = CivilDate(dayNumber: dayNumber)
        for _ in 0..<Self.longestGapInMonths {
            if months.contains(date.month),
                let day = days(ofMonth: date.month, year: date.year).first(atOrAfter: date.day)
            {
                return CivilDate(year: date.year, month: date.month, day: day).dayNumber
            }
            date =
                date.month == 12
                ? CivilDate(year: date.year + 1, month: 1, day: 1)
                : CivilDate(year: date.year, month: date.month + 1, day: 1)
        }
        return nil
    }

    private func lastDay(atOrBefore dayNumber: Int) -> Int? {
        var date = CivilDate(dayNumber: dayNumber)
        for _ in 0..<Self.longestGapInMonths {
            if months.contains(date.month),
                let day = days(ofMonth: date.month, year: date.year).last(atOrBefore: date.day)
            {
                return CivilDate(year: date.year, month: date.month, day: day).dayNumber
            }
            date =
                date.month == 1
                ? CivilDate(year: date.year - 1, month: 12, day: 31)
                : CivilDate(year: date.year, month: date.month - 1, day: 31)
        }
        return nil
    }

    /// The first minute of the day, from `minuteOfDay` on, at which it runs.
    private func firstTime(atOrAfter minuteOfDay: Int) -> Int? {
        let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
        if hours.contains(hour), let minute = minutes.first(atOrAfter: minute) { return hour * 60 + minute }
        guard let hour = hours.first(atOrAfter: hour + 1), let minute = minutes.first else { return nil }
        return hour * 60 + minute
    }

    private func lastTime(atOrBefore minuteOfDay: Int) -> Int? {
        let (hour, minute) = (minuteOfDay / 60, minuteOfDay % 60)
        if hours.contains(hour), let minute = minutes.last(atOrBefore: minute) { return hour * 60 + minute }
        guard let hour = hours.last(atOrBefore: hour - 1), let minute = minutes.last else { return nil }
        return hour * 60 + minute
    }

    /// The rarest date is 29 February on a given weekday. It comes back after 40 years at the latest, where a century
    /// without a leap day lies between (1880 to 1920).
    private static let longestGapInMonths = 12 * 41
}

/// A minute of the calendar.
struct Minute {
    /// Days since 1970-01-01.
    let day: Int
    /// 0 to 1,439.
    let ofDay: Int

    init(day: Int, ofDay: Int) { (self.day, self.ofDay) = (day, ofDay) }

    init(atOrBefore unixSeconds: Int64) {
        let (day, second) = unixSeconds.quotientAndRemainder(flooringBy: 86_400)
        self.init(day: Int(day), ofDay: Int(second) / 60)
    }

    var successor: Minute { ofDay == 1_439 ? Minute(day: day + 1, ofDay: 0) : Minute(day: day, ofDay: ofDay + 1) }

    var unixSeconds: Int64 { Int64(day) * 86_400 + Int64(ofDay) * 60 }
}

/// The years that RFC 3339 can write: from 0000-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
enum Moments {
    static let first: Int64 = -62_167_219_200
    static let last: Int64 = 253_402_300_799
}
