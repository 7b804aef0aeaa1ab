import Cron
import TestSupport
import Testing

/// Schedules moved by minutes, and moved apart.
struct CronShiftTests {
    private static let expressible: [(String, Int, String)] = [
        ("55 23 * * 1-5", 10, "5 0 * * 2-6"), ("5 0 * * 2-6", -10, "55 23 * * 1-5"), ("0 0 * * 0", -1, "59 23 * * 6"),
        ("0 3 * * *", 15, "15 3 * * *"), ("*/15 * * * *", 5, "5-50/15 * * * *"), ("0 * * * *", 61, "1 * * * *"),
        ("*/5 * * * *", 5, "*/5 * * * *"), ("* * * * *", 7, "* * * * *"), ("0 */6 * * *", 60, "0 1-19/6 * * *"),
        ("0 9-17 * * 1-5", 30, "30 9-17 * * 1-5"), ("30 9-17 * * 1-5", 30, "0 10-18 * * 1-5"),
        ("0 22,23 * * *", 90, "30 0,23 * * *"), ("0 0 1 1 *", -10, "50 23 31 12 *"), ("50 23 31 12 *", 10, "0 0 1 1 *"),
        ("0 0 1 * *", 1_440, "0 0 2 * *"), ("0 0 31 1,3 *", 1_440, "0 0 1 2,4 *"),
        ("0 0 10-20 6 *", -1_440, "0 0 9-19 6 *"),
        ("0 12 * * 3", 7 * 1_440, "0 12 * * 3"), ("0 0 1 * 1", 1_440, "0 0 2 * 2"),
        ("0 0 1-31 * 1", 1_440, "0 0 1-31 * 1"),
        ("0 0 30 2 *", 1_440, "0 0 30 2 *"), ("0 0 28-31 * *", 1_440, "0 0 1,29-31 * *"),
        ("15 3 * * 1-5", 0, "15 3 * * 1-5"), ("0 0 * * */2", 1_440, "0 0 * * 0,1,3,5")
    ]

    @Test(arguments: expressible)
    func movesOverTheEndsOfHoursAndDays(text: String, minutes: Int, expected: String) throws {
        #expect(try CronExpression(text).shifted(byMinutes: minutes).description == expected)
    }

    private static let inexpressible: [(String, Int, String)] = [
        (
            "0,30 9 * * *", 40,
            "cron \"*/30 9 * * *\" shifted by 40 minutes is no single expression; write \"40 9 * * *\" and \"10 10 * * *\""
        ),
        (
            "0 22,23 * * 1-5", 90,
            "cron \"0 22,23 * * 1-5\" shifted by 90 minutes is no single expression; write \"30 23 * * 1-5\" and "
                + "\"30 0 * * 2-6\""
        ),
        (
            "0 0 30 * *", 1_440,
            "cron \"0 0 30 * *\" shifted by 1440 minutes is no expression: it would run on the day after the 30th of the "
                + "month, which five fields cannot say"
        ),
        (
            "0 0 1 * *", -1,
            "cron \"0 0 1 * *\" shifted by -1 minute is no expression: it would run on the day before the 1st of the month, "
                + "which five fields cannot say"
        ),
        (
            "0 0 * 1 1", 2_880,
            "cron \"0 0 * 1 1\" shifted by 2880 minutes is no expression: it would run 2 days after Monday in January, "
                + "which five fields cannot say"
        ),
        ("* * * * *", 1_000_000, "cron \"* * * * *\" shifted by 1000000 minutes: more than a year")
    ]

    @Test(arguments: inexpressible)
    func saysWhyNot(text: String, minutes: Int, expected: String) throws {
        let expression = try CronExpression(text)
        let error = #expect(throws: CronShiftError.self) { try expression.shifted(byMinutes: minutes) }
        #expect(error?.description == expected)
    }

    /// Whatever comes of a random expression: its runs are those of the first, so many minutes later. What it would take two
    /// expressions for has the same runs together.
    @Test(arguments: 0..<4)
    func shiftsEveryRun(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var (shifted, split) = (0, 0)
        for _ in 0..<80 {
            let fields = random.expression().split(separator: " ")
            let days = ["* * *", "* * 1-5", "1-20 * *", "31 1,3,12 *", fields[2...].joined(separator: " ")]
            let hours = [String(fields[1]), "9", "*"]
            let text = [
                String(fields[0]), hours[Int.random(in: 0..<3, using: &random)],
                days[Int.random(in: 0..<5, using: &random)]
            ]
            let expression = try CronExpression(text.joined(separator: " "))
            let minutes = Int.random(in: -3_000...3_000, using: &random) / Int.random(in: 1...60, using: &random)
            do {
                let result = [try expression.shifted(byMinutes: minutes)]
                compare(result, with: expression, shiftedBy: minutes, &random)
                shifted += 1
            } catch {
                guard case .several(let parts) = error.kind else { continue }
                compare(parts, with: expression, shiftedBy: minutes, &random)
                split += 1
            }
        }
        #expect(shifted > 8 && split > 20, "\(shifted) \(split)")
    }

    private func compare(
        _ parts: [CronExpression], with expression: CronExpression, shiftedBy minutes: Int,
        _ random: inout SeededGenerator
    ) {
        for _ in 0..<3 {
            let start = Int64.random(in: 0..<4_000_000_000, using: &random)
            let end = start + 40 * 86_400
            let distance = Int64(minutes) * 60
            let expected = expression.runs(from: start - distance, to: end - distance).map { $0 + distance }
            #expect(
                parts.flatMap { Array($0.runs(from: start, to: end)) }.sorted() == expected,
                "\(expression) by \(minutes): \(parts)")
        }
    }

    // MARK: - Spreading

    private func spread(_ texts: [String], _ minutes: Int) throws -> [String] {
        CronExpression.spread(try texts.map { try CronExpression($0) }, overMinutes: minutes).map(\.description)
    }

    @Test func spreadsEvenly() throws {
        #expect(
            try spread(Array(repeating: "0 * * * *", count: 6), 30)
                == ["0 * * * *", "5 * * * *", "10 * * * *", "15 * * * *", "20 * * * *", "25 * * * *"])
        #expect(
            try spread(["0 * * * *", "0 6 * * *", "58 23 * * 1"], 9) == ["0 * * * *", "3 6 * * *", "4 0 * * 2"])
        #expect(try spread([], 10) == [])
        #expect(try spread(["0 0 31 * *"], 0) == ["0 0 31 * *"])
    }

    @Test func takesFreeMinutesWhereSchedulesWouldMeet() throws {
        let result = try spread(Array(repeating: "*/5 * * * *", count: 5), 25)
        #expect(Set(result).count == 5)
        #expect(result[0] == "*/5 * * * *")
    }

    @Test func passesOverWhatCannotBeSaid() throws {
        // From midnight on it is the day after the 30th, which has no name.
        let result = try spread(Array(repeating: "30 23 30 * *", count: 6), 60)
        #expect(
            result == ["30 23 30 * *", "40 23 30 * *", "50 23 30 * *", "59 23 30 * *", "58 23 30 * *", "57 23 30 * *"])
    }

    @Test func putsAsFewAsCanBeIntoAMinute() throws {
        let result = try spread(Array(repeating: "0 3 * * *", count: 95), 10)
        let counts = Dictionary(grouping: result, by: \.self).mapValues(\.count)
        #expect(counts.count == 10)
        #expect(counts.values.allSatisfy { $0 == 9 || $0 == 10 })
    }
}
