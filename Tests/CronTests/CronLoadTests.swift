import Cron
import Testing

struct CronLoadTests {
    /// 2026-11-21T00:00:00Z, a Saturday.
    private let saturday: Int64 = 1_795_219_200

    private func expressions(_ texts: String...) throws -> [CronExpression] { try texts.map { try CronExpression($0) } }

    @Test(arguments: [
        "* * * * *", "15 3 * * 1-5", "*/7 0,12 1-7 * 0", "0 0 29 2 *", "59 23 31 12 *", "0 0 30 2 *"
    ])
    func countsTheSameAsTheRunsOneByOne(text: String) throws {
        let schedule = try CronExpression(text)
        for (start, length) in [(saturday - 30, 86_400 * 3), (saturday + 61, 5), (saturday, 60), (saturday + 1, 59)] {
            let load = CronLoad(of: [schedule], from: start, to: start + Int64(length))
            let runs = Array(schedule.runs(from: start, to: start + Int64(length)))
            #expect(load.total == runs.count)
            #expect(load.runs.indices.filter { load.runs[$0] > 0 }.map { load.time(ofMinute: $0) } == runs)
        }
    }

    @Test func countsEqualSchedulesTogetherAndNamesTheBusiestMinutes() throws {
        let schedules = try expressions("0 3 * * *", "0 3 * * *", "0 * * * *", "30 4 * * *")
        let load = CronLoad(of: schedules, from: saturday, to: saturday + 86_400)
        #expect(load.runs.count == 1_440 && load.total == 27)
        let busiest = load.busiestMinutes(limit: 3)
        #expect(busiest.map(\.runs) == [3, 1, 1])
        #expect(busiest.map(\.time) == [saturday + 3 * 3_600, saturday, saturday + 3_600])
        #expect(CronLoad(of: [], from: saturday, to: saturday + 60).busiestMinutes(limit: 3).isEmpty)
        #expect(CronLoad(of: schedules, from: saturday, to: saturday - 1).runs.isEmpty)
    }

    @Test func givesTheNextRunsOfAllInTheOrderOfTime() throws {
        let schedules = try expressions("0 3 * * *", "30 2 * * *", "0 0 30 2 *", "0 3 * * 0")
        let runs = UpcomingRuns(of: schedules, after: saturday).prefix(5)
        #expect(runs.map(\.schedule) == [1, 0, 1, 0, 3])
        #expect(runs.map { ($0.time - saturday) / 60 } == [150, 180, 1_590, 1_620, 1_620])
        #expect(Array(UpcomingRuns(of: try expressions("0 0 30 2 *"), after: saturday)).isEmpty)
    }
}
