import TestSupport

/// Cron's rules written down a second time, as directly as possible: sets of numbers, and a calendar that counts days one
/// by one. The tests compare `CronExpression` with it.
struct NaiveCron {
    private let fields: [Set<Int>]
    private let isStarred: [Bool]

    init(_ text: String) {
        let bounds = [0...59, 0...23, 1...31, 1...12, 0...7]
        let parts = text.split(separator: " ")
        isStarred = parts.map { $0.hasPrefix("*") }
        fields = zip(parts, bounds).map { part, bounds in
            Set(part.split(separator: ",").flatMap { Self.term($0, bounds) })
        }
    }

    private static func term(_ text: Substring, _ bounds: ClosedRange<Int>) -> [Int] {
        let pieces = text.split(separator: "/")
        let ends =
            pieces[0] == "*"
            ? [bounds.lowerBound, bounds.upperBound] : pieces[0].split(separator: "-").map { Int($0)! }
        let step = pieces.count > 1 ? Int(pieces[1])! : 1
        return (ends[0]...ends[ends.count - 1]).filter { ($0 - ends[0]) % step == 0 }
    }

    /// Whether a field of days leaves none out though it does not begin with a star.
    var hasAllDaysWithoutAStar: Bool {
        let weekdays = Set(fields[4].map { $0 % 7 })
        return !isStarred[2] && fields[2].count == 31 || !isStarred[4] && weekdays.count == 7
    }

    /// Whether none of its months has one of its days of the month.
    var namesNoDate: Bool {
        let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return !fields[3].contains { month in fields[2].contains { $0 <= lengths[month - 1] } }
    }

    func runs(on date: NaiveDate) -> Bool {
        let isDate = fields[2].contains(date.day)
        let isWeekday = fields[4].contains(date.weekday) || date.weekday == 0 && fields[4].contains(7)
        let isDay = isStarred[2] || isStarred[4] ? isDate && isWeekday : isDate || isWeekday
        return isDay && fields[3].contains(date.month)
    }

    func runs(on date: NaiveDate, hour: Int, minute: Int) -> Bool {
        fields[0].contains(minute) && fields[1].contains(hour) && runs(on: date)
    }
}

/// A calendar that knows only how to go on by a day.
struct NaiveDate {
    var year = 1970
    var month = 1
    var day = 1
    var weekday = 4
    /// Days since 1970-01-01.
    var number = 0

    mutating func advance() {
        weekday = (weekday + 1) % 7
        number += 1
        day += 1
        let isLeap = year % 400 == 0 || year % 4 == 0 && year % 100 != 0
        if day > [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] {
            (day, month) = (1, month + 1)
        }
        if month > 12 { (month, year) = (1, year + 1) }
    }
}

extension SeededGenerator {
    /// An expression with every kind of term in it, stars being as likely as in real crontabs.
    mutating func expression() -> String {
        [0...59, 0...23, 1...31, 1...12, 0...7].map { field($0) }.joined(separator: " ")
    }

    private mutating func field(_ bounds: ClosedRange<Int>) -> String {
        if Int.random(in: 0..<3, using: &self) == 0 { return "*" }
        return (0..<Int.random(in: 1...3, using: &self)).map { _ in term(bounds) }.joined(separator: ",")
    }

    private mutating func term(_ bounds: ClosedRange<Int>) -> String {
        let first = Int.random(in: bounds, using: &self)
        let last = Int.random(in: first...bounds.upperBound, using: &self)
        let step = Int.random(in: 1...9, using: &self)
        return ["\(first)", "\(first)-\(last)", "\(first)-\(last)/\(step)", "*/\(step)"].randomElement(using: &self)
            ?? "*"
    }
}
