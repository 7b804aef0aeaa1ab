import Cron
import TestSupport
import Testing

struct CronScheduleTests {
    /// Every minute of a window is asked of the naive rules; `next`, `previous`, `runs` and `count` have to agree.
    @Test(arguments: 0..<8)
    func agreesWithTheNaiveRulesMinuteByMinute(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var dates: [NaiveDate] = []
        var date = NaiveDate()
        for _ in 0..<50_000 {
            dates.append(date)
            date.advance()
        }
        for _ in 0..<40 {
            let text = random.expression()
            let (naive, expression) = (NaiveCron(text), try CronExpression(text))
            let first = Int.random(in: 0..<49_990, using: &random)
            let window = dates[first..<first + Int.random(in: 1...4, using: &random)]
            var expected: [Int64] = []
            for date in window where naive.runs(on: date) {
                for minute in 0..<1_440 where naive.runs(on: date, hour: minute / 60, minute: minute % 60) {
                    expected.append(Int64(date.number) * 86_400 + Int64(minute) * 60)
                }
            }
            let start = Int64(first) * 86_400
            let end = start + Int64(window.count) * 86_400
            try check(expression, text, against: expected, from: start, to: end)
        }
    }

    private func check(
        _ expression: CronExpression, _ text: String, against expected: [Int64], from start: Int64, to end: Int64
    ) throws {
        let runs = expression.runs(from: start, to: end)
        #expect(Array(runs) == expected, "\(text)")
        #expect(runs.count == expected.count, "\(text)")
        #expect(runs.isEmpty == expected.isEmpty, "\(text)")
        let backwards = sequence(first: end) { expression.previous(before: $0) }.dropFirst().prefix { $0 >= start }
        #expect(Array(backwards) == expected.reversed(), "\(text)")
        guard let run = expected.first else { return }
        #expect(expression.next(after: run - 1) == run)
        #expect(expression.next(after: run - 59) == run)
        #expect(expression.next(after: run) != run)
        #expect(expression.previous(before: run + 1) == run)
        #expect(expression.previous(before: run + 59) == run)
        #expect(expression.runs(at: run))
        #expect(!expression.runs(at: run + 1))
    }

    /// Leap days on given weekdays are the rarest dates; the span holds the years 2100, 2200, 2300 without one.
    @Test(arguments: ["0 0 29 2 *", "0 0 29 2 */3", "0 0 */7 2 1", "30 23 31 */2 *", "0 0 29-31 2 *", "0 0 */28 2 4"])
    func findsRareDatesAcrossFourHundredYears(text: String) throws {
        let (naive, expression) = (NaiveCron(text), try CronExpression(text))
        var expected: [Int64] = []
        var date = NaiveDate()
        while date.year < 2_410 {
            if naive.runs(on: date) { expected.append(Int64(date.number)) }
            date.advance()
        }
        let runs = expression.runs(from: 0, to: Int64(date.number) * 86_400)
        #expect(runs.map { $0 / 86_400 } == expected)
        #expect(runs.count == expected.count)
        #expect(!expected.isEmpty)
    }

    @Test func leapDayIsFoundAcrossTheCenturyThatHasNone() throws {
        let leapDay = try CronExpression("0 12 29 2 *")
        #expect(try next(leapDay, after: "2096-02-29T12:00:00Z") == "2104-02-29T12:00:00Z")
        #expect(try next(leapDay, after: "2022-11-11T04:16:45Z") == "2024-02-29T12:00:00Z")
    }

    @Test(arguments: ["0 0 30 2 *", "0 0 31 2,4,6,9,11 *", "0 0 30-31 2 */1"])
    func datesThatDoNotExistNeverRun(text: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.next(after: 0) == nil)
        #expect(expression.previous(before: 4_000_000_000) == nil)
        #expect(expression.runs(from: 0, to: 4_000_000_000).isEmpty)
        #expect(expression.runs(from: 0, to: 4_000_000_000).count == 0)
        #expect(expression.describe() == "never: no month it names has that day")
    }

    @Test func weekdayStillRunsWhereTheDateDoesNotExist() throws {
        #expect(try next(CronExpression("0 0 30 2 1"), after: "2022-02-01T00:00:00Z") == "2022-02-07T00:00:00Z")
    }

    /// 2023-05-01 was a Monday.
    @Test(arguments: [
        ("0 0 1-31/2 * 1", [1, 3, 5, 7, 8, 9]),  // either
        ("0 0 */2 * 1", [1, 15, 29]),  // both: the field begins with a star
        ("0 0 1,15 * */2", [0x0]),  // both: Monday is no member of 0, 2, 4, 6
        ("0 0 13 * 5", [5, 12, 13, 19, 26]),
        ("0 0 * * 7", [7, 14, 21, 28]),
        ("0 0 13 * *", [13]),
        ("0 0 13 * 0-7", [1, 2, 3, 4])  // no star: every day
    ])
    func dayFieldsCombineAsInDebian(text: String, days: [Int]) throws {
        let start = try #require(UTCTime(year: 2023, month: 5, day: 1)).unixSeconds
        let runs = try CronExpression(text).runs(from: start, to: start + 31 * 86_400).prefix(days.count)
        #expect(runs.map { UTCTime(unixSeconds: $0).day } == days.filter { $0 > 0 })
    }

    @Test func numbersAtTheEndsOfTimeAreSafe() throws {
        let always = try CronExpression("* * * * *")
        #expect(always.next(after: .max) == nil)
        #expect(always.previous(before: .min) == nil)
        #expect(always.next(after: .min).map { UTCTime(unixSeconds: $0).description } == "0000-01-01T00:00:00Z")
        #expect(always.previous(before: .max).map { UTCTime(unixSeconds: $0).description } == "9999-12-31T23:59:00Z")
        #expect(always.runs(from: 100, to: 100).isEmpty)
        #expect(always.runs(from: 100, to: -100).count == 0)
        #expect(always.runs(from: .min, to: .max).count == 10_000 / 400 * 146_097 * 1_440)
    }

    private func next(_ expression: CronExpression, after text: String) throws -> String? {
        let moment = try #require(UTCTime(rfc3339: text))
        return expression.next(after: moment.unixSeconds).map { UTCTime(unixSeconds: $0).description }
    }
}
