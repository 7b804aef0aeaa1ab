internal import Glibc

/// A time zone's rule for every year: `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX.1-2017 section 8.3, with the hours of
/// RFC 8536 section 3.3.1).
struct TimeZoneRule: Sendable {
    private let standardOffset: Int
    private var summer: Summer?

    /// The other offset, and when it begins and ends.
    private struct Summer: Sendable {
        let offset: Int
        let (start, end): (Moment, Moment)
    }

    private enum Day: Sendable {
        /// 1 to 365; there is no 29 February.
        case julian(Int)
        /// 0 to 365.
        case ofYear(Int)
        /// Of month 1 to 12; week 5 is the last; 0 is Sunday.
        case weekday(month: Int, week: Int, day: Int)
    }

    private struct Moment: Sendable {
        let day: Day
        /// After midnight by the clock of before; negative, too.
        let seconds: Int
    }

    init?(_ text: String) {
        var parser = Parser(rest: text[...])
        guard parser.name(), let west = parser.time(hours: 24) else { return nil }
        standardOffset = -west
        guard !parser.isAtEnd else { return }
        guard parser.name() else { return nil }
        var offset = standardOffset + 3_600
        if !parser.isAt(",") {
            guard let west = parser.time(hours: 24) else { return nil }
            offset = -west
        }
        guard let start = parser.moment(), let end = parser.moment(), parser.isAtEnd else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    /// Seconds east of UTC at a time in Unix seconds.
    func offset(at time: Int64) -> Int {
        guard let summer else { return standardOffset }
        var (seconds, parts) = (time_t(time) + standardOffset, tm())
        guard gmtime_r(&seconds, &parts) != nil else { return standardOffset }
        let year = Int(parts.tm_year) + 1900
        let start = Self.time(of: summer.start, in: year) - Int64(standardOffset)
        let end = Self.time(of: summer.end, in: year) - Int64(summer.offset)
        let isSummer = start < end ? start <= time && time < end : !(end <= time && time < start)
        return isSummer ? summer.offset : standardOffset
    }

    /// As if the clock showed UTC.
    private static func time(of moment: Moment, in year: Int) -> Int64 {
        midnight(of: moment.day, in: year) + Int64(moment.seconds)
    }

    private static func midnight(of day: Day, in year: Int) -> Int64 {
        switch day {
        case .ofYear(let number): return midnight(year, 1, 1 + number)
        case .julian(let number):
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            return midnight(year, 1, number + (isLeap && number >= 60 ? 1 : 0))
        case .weekday(let month, let week, let weekday):
            // 1970-01-01 was a Thursday.
            func first(atOrAfter time: Int64) -> Int64 {
                time + Int64((weekday - Int(time / 86_400 + 4) % 7 + 7) % 7) * 86_400
            }
            if week < 5 { return first(atOrAfter: midnight(year, month, 1 + 7 * (week - 1))) }
            return first(atOrAfter: midnight(year, month + 1, -6))
        }
    }

    /// Days beyond a month's end are those of the next.
    private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
        return Int64(timegm(&parts))
    }
}

extension TimeZoneRule {
    private struct Parser {
        var rest: Substring

        var isAtEnd: Bool { rest.isEmpty }
        func isAt(_ character: Character) -> Bool { rest.first == character }

        private mutating func take(_ character: Character) -> Bool {
            guard isAt(character) else { return false }
            rest.removeFirst()
            return true
        }

        /// `CET`, `<+0330>`.
        mutating func name() -> Bool {
            if take("<") {
                guard let end = rest.firstIndex(of: ">") else { return false }
                rest = rest[rest.index(after: end)...]
                return true
            }
            let letters = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest[letters.endIndex...]
            return letters.count >= 3
        }

        private mutating func number(in range: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard digits.count <= 3, let number = Int(digits), range ~= number else { return nil }
            rest = rest[digits.endIndex...]
            return number
        }

        /// `[+-]hh[:mm[:ss]]`, in seconds.
        mutating func time(hours: Int) -> Int? {
            let sign = take("-") ? -1 : 1
            if sign > 0 { _ = take("+") }
            guard var seconds = number(in: 0...hours).map({ $0 * 3_600 }) else { return nil }
            for unit in [60, 1] where take(":") {
                guard let count = number(in: 0...59) else { return nil }
                seconds += count * unit
            }
            return sign * seconds
        }

        /// `,M3.5.0/2`, `,J60`, `,59`.
        mutating func moment() -> Moment? {
            guard take(","), let day = day() else { return nil }
            guard take("/") else { return Moment(day: day, seconds: 7_200) }
            return time(hours: 167).map { Moment(day: day, seconds: $0) }
        }

        private mutating func day() -> Day? {
            if take("J") { return number(in: 1...365).map { .julian($0) } }
            guard take("M") else { return number(in: 0...365).map { .ofYear($0) } }
            guard let month = number(in: 1...12), take("."), let week = number(in: 1...5), take("."),
                let day = number(in: 0...6)
            else { return nil }
            return .weekday(month: month, week: week, day: day)
        }
    }
}
