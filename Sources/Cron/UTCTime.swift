/// A date and time of day in UTC, to the second, in the proleptic Gregorian calendar.
///
/// The conversions are Howard Hinnant's ("chrono-Compatible Low-Level Date Algorithms", `days_from_civil` and
/// `civil_from_days`): years are counted from 1 March, so that the leap day is the last of its year, in eras of 400
/// years, which all have 146,097 days. Leap seconds do not exist here, as they do not in Unix time.
public struct UTCTime: Sendable, Hashable {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int
    public let hour: Int
    public let minute: Int
    public let second: Int

    /// The moment `unixSeconds` seconds after 1970-01-01T00:00:00Z; negative before it. Every value has a date.
    public init(unixSeconds: Int64) {
        let (days, secondOfDay) = unixSeconds.quotientAndRemainder(flooringBy: 86_400)
        let date = CivilDate(dayNumber: Int(days))
        (year, month, day) = (date.year, date.month, date.day)
        (hour, minute, second) = (
            Int(secondOfDay / 3_600), Int(secondOfDay / 60 % 60), Int(secondOfDay % 60)
        )
    }

    /// Nil where there is no such date or time of day, or the year is not in 0...9999.
    public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (0...9_999).contains(year), (1...12).contains(month),
            (1...CivilDate.dayCount(ofMonth: month, year: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    public var unixSeconds: Int64 {
        let days = Int64(CivilDate(year: year, month: month, day: day).dayNumber)
        // Wraps below `Int64.min` and back: the first day that 64 bits reach begins outside of them.
        return days &* 86_400 &+ Int64(hour * 3_600 + minute * 60 + second)
    }

    /// 0 is Sunday, 6 is Saturday.
    public var weekday: Int {
        CivilDate(year: year, month: month, day: day).weekday
    }
}

extension UTCTime: Comparable {
    public static func < (left: UTCTime, right: UTCTime) -> Bool {
        (left.year, left.month, left.day, left.hour * 3_600 + left.minute * 60 + left.second)
            < (right.year, right.month, right.day, right.hour * 3_600 + right.minute * 60 + right.second)
    }
}

extension Int64 {
    /// The quotient rounded down and the remainder that is never negative; `divisor` is positive.
    func quotientAndRemainder(flooringBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
