import TestSupport
import Testing

/// What `schedule` and `spark` draw.
struct PictureTests {
    private let folder = TemporaryFolder()
    private let schedules = """
        local s = {
            { name = 'nightly', cron = '0 3 * * *' }, { name = 'reports', scheduled_details = { cron = '0 3 * * 1-5' } },
            { name = 'hourly', cron = '0 * * * *' }, { name = 'off', cron = '* * * * *', is_enabled = false },
            { name = 'manual', type = 'MANUAL' }
        }
        local function draw(options) options.from = options.from or '2026-11-21T22:30:00Z' return schedule(s, options) end

        """

    private func output(_ chunk: String, _ options: String...) throws -> String {
        let outcome = try Moontide.run(["--data", ":memory:"] + options + ["-e", chunk], in: folder)
        #expect(outcome.errorOutput == "")
        return outcome.output
    }

    @Test func drawsHoursByDaysWithTheBusiestMinutesAndTheNextRuns() throws {
        #expect(
            try output(schedules + "show(draw{ days = 3, runs = 3 }, { width = 80 })") == """
                52 runs of 3 schedules, UTC (1 is switched off, 1 has no schedule)
                           00    03    06    09    12    15    18    21
                Sat 11-21                                               ·░░   1
                Sun 11-22  ░░░░░░▒▒░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  25
                Mon 11-23  ░░░░░░██░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  26
                           ░ 1  ▒ 2  █ 3  runs an hour

                busiest minutes
                  3 at once  03:00  Mon 11-23  nightly, reports, hourly
                  2 at once  03:00  Sun 11-22  nightly, hourly

                next runs
                  Sat 11-21  23:00  in 30 min      hourly
                  Sun 11-22  00:00  in 1 h 30 min  hourly
                  Sun 11-22  01:00  in 2 h 30 min  hourly

                """)
    }

    @Test func fitsNarrowTerminals() throws {
        for width in [20, 30, 40, 60, 80, 120, 200] {
            let lines = try output(schedules + "show(draw{}, { width = \(width) })").split(separator: "\n")
            #expect(lines.allSatisfy { $0.unicodeScalars.count <= width }, "\(width)")
        }
    }

    @Test func movesToTheZoneThatIsAskedFor() throws {
        let text = try output(
            "print(schedule('0 3 * * *', { from = '2026-11-21', days = 1, runs = 1, zone = '+05:30' }))")
        #expect(text.contains("Sat 11-21  08:30  in 3 h  0 3 * * *"))
        let berlin = "print(schedule('0 3 * * *', { from = '2026-07-01', days = 1, runs = 1, zone = 'Europe/Berlin' }))"
        #expect(try output(berlin).contains("Wed 07-01  05:00  in 3 h  0 3 * * *"))
        #expect(try output(berlin.replacing("07-01", with: "12-01")).contains("Tue 12-01  04:00  in 3 h  0 3 * * *"))
    }

    @Test func givesTheNumbersToPrograms() throws {
        let chunk =
            schedules + "local d = draw{ days = 2, runs = 1 } return d.total, d.days[2].hours[4], d.busiest, d.next"
        #expect(
            try output(chunk, "-o", "jsonl") == """
                26
                2
                {"names":["nightly","hourly"],"runs":2,"times":["2026-11-22T03:00:00Z"]}
                {"names":["hourly"],"time":"2026-11-21T23:00:00Z"}

                """)
    }

    @Test func saysWhatIsNoSchedule() throws {
        func message(_ call: String) throws -> String {
            try Moontide.run(["--data", ":memory:", "-e", call], in: folder).errorOutput
        }
        #expect(try message("schedule{ { name = 'x', cron = '61 * * * *' } }").contains("schedule: x: "))
        #expect(try message("schedule(1)").contains("schedule: 1: expected a trigger, a table with cron, or a text"))
        #expect(
            try message("schedule('0 3 * * *', { zone = 'Mars/Base' })").contains("schedule: zone: expected utc, local")
        )
        #expect(
            try message("schedule('0 3 * * *', { day = 3 })").contains("unknown option 'day'; did you mean 'days'?"))
        #expect(try output("schedule{}") == "nothing is scheduled\n")
    }

    @Test func drawsNumbersAsBlocks() throws {
        #expect(try output("spark{ 1, 2, 3, 4, 5, 6, 7, 8 }") == "▁▂▃▄▅▆▇█  min 1  max 8  last 8\n")
        #expect(try output("spark{ 5, 5, null, 5 }") == "▄▄ ▄  min 5  max 5  last 5\n")
        #expect(
            try output("spark{ b = { 1, 20000 }, a = { 1500000, 2, 3 } }") == """
                a  █▁▁  min 2  max 1.5M  last   3
                b  ▁█   min 1  max  20k  last 20k

                """)
        let counter =
            "spark({ { 0, '10' }, { 10, '20' }, { 20, '40' }, { 30, '5' }, { 40, 'NaN' } }, { rate = true, label = 'cpu' })"
        #expect(try output(counter) == "cpu  ▁█    min 1  max 2  last 2\n")
        #expect(try output("return spark{}, spark(json.array{})") == "no values\nno values\n")
    }

    @Test func drawsTheAnswerOfAMetricsCall() throws {
        let chunk = """
            local d = droplets.create{ name = 'w', region = 'nyc1', size = 's-1vcpu-1gb', image = 'ubuntu-22-04-x64' }
            localapi.advance('2h')
            local now = localapi.now()
            local stop = os.time() + 7200
            show(spark(monitoring.get_droplet_cpu_metrics{
                host_id = tostring(d.id), start = tostring(stop - 3600), ['end'] = tostring(stop) }), { width = 70 })
            """
        let lines = try output(chunk).split(separator: "\n")
        #expect(lines.count == 8)
        #expect(lines.first?.hasPrefix("idle     ") == true && lines.allSatisfy { $0.contains("  last ") })
    }
}
