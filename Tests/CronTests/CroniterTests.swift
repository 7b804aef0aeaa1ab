import Cron
import Glibc
import TestSupport
import Testing

/// The next runs as croniter, Python's module for schedules, gives them.
struct CroniterTests {
    /// A Python with croniter, which `scripts/test` makes; without it this test is skipped.
    private static let python = RunningProgram.built("../../pydo/bin/python")

    private static var isInstalled: Bool {
        access(python, X_OK) == 0
            && (try? RunningProgram.run(python, ["-c", "import croniter"]).status) == 0
    }

    /// Reads all lines `seconds expression`, then writes the next two runs of each. With `implement_cron_bug` a field of days that
    /// begins with a star counts as one that leaves all days, as in Debian's cron.
    private static let script = """
        import sys
        from croniter import croniter, CroniterBadDateError
        for line in sys.stdin.readlines():
            start, expression = line.rstrip("\\n").split(" ", 1)
            runs = croniter(expression, float(start), implement_cron_bug=True, max_years_between_matches=41)
            try:
                print(int(runs.get_next(float)), int(runs.get_next(float)))
            except CroniterBadDateError:
                print("never")
        """

    /// Four processes at a time, 20,000 expressions. Left aside is what croniter takes in a way of its own: a field of days
    /// that leaves none out is a star to it however it is written, `7-7` is every day, and weekdays in months without the
    /// date beside them are none.
    @Test(.enabled(if: isInstalled, "croniter is not installed; scripts/test installs it"), arguments: 0..<4)
    func agreesOnTheNextRuns(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(1_000 + seed))
        var cases: [(start: Int64, text: String)] = []
        while cases.count < 5_000 {
            let text = random.expression()
            let naive = NaiveCron(text)
            if naive.hasAllDaysWithoutAStar || naive.namesNoDate { continue }
            cases.append((Int64.random(in: 0..<4_000_000_000, using: &random), text))
        }
        let input = cases.map { "\($0.start) \(Self.withoutRangesOfOne($0.text))\n" }.joined()
        let outcome = try RunningProgram.run(Self.python, ["-c", Self.script], input: input)
        #expect(outcome.status == 0, "\(outcome.errorOutput)")
        let lines = outcome.output.split(separator: "\n")
        try #require(lines.count == cases.count)
        for (line, (start, text)) in zip(lines, cases) {
            let expression = try CronExpression(text)
            let first = expression.next(after: start)
            let second = first.flatMap { expression.next(after: $0) }
            let ours = first.map { "\($0) " + (second.map { String($0) } ?? "never") } ?? "never"
            if ours == line { continue }
            #expect(Self.isFirstOfMarch(first, of: text), "\(text) after \(start): \(ours), croniter: \(line)")
        }
    }

    /// Whether the naive rules agree on a run on 1 March: from a date in February croniter passes some of these over.
    private static func isFirstOfMarch(_ run: Int64?, of text: String) -> Bool {
        guard let run else { return false }
        let time = UTCTime(unixSeconds: run)
        var date = NaiveDate()
        while date.number < run / 86_400 { date.advance() }
        let isRun = NaiveCron(text).runs(on: date, hour: time.hour, minute: time.minute)
        return isRun && time.month == 3 && time.day == 1
    }

    /// `7-7/2` as `7`.
    private static func withoutRangesOfOne(_ text: String) -> String {
        text.split(separator: " ").map { field in
            field.split(separator: ",").map { term in
                let ends = term.prefix { $0 != "/" }.split(separator: "-").map { String($0) }
                return ends.count == 2 && ends[0] == ends[1] ? ends[0] : String(term)
            }.joined(separator: ",")
        }.joined(separator: " ")
    }
}
