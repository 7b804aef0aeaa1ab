import Cron
import Testing

struct UTCTimeTests {
    @Test func agreesWithACalendarThatCountsDays() {
        var date = NaiveDate()
        while date.year < 2_410 {
            let time = UTCTime(unixSeconds: Int64(date.number) * 86_400 + 86_399)
            guard time.year == date.year, time.month == date.month, time.day == date.day, time.weekday == date.weekday,
                time.hour == 23, time.minute == 59, time.second == 59,
                time.unixSeconds == Int64(date.number) * 86_400 + 86_399
            else {
                Issue.record("\(time) is not \(date)")
                return
            }
            date.advance()
        }
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (1_668_140_205, "2022-11-11T04:16:45Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (-62_167_219_200, "0000-01-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z")
        ] as [(Int64, String)])
    func writesAndReadsRFC3339(seconds: Int64, text: String) {
        #expect(UTCTime(unixSeconds: seconds).description == text)
        #expect(UTCTime(rfc3339: text)?.unixSeconds == seconds)
    }

    @Test(arguments: [
        ("2022-11-11T04:16:45.123456Z", "2022-11-11T04:16:45Z"), ("2022-11-11t04:16:45z", "2022-11-11T04:16:45Z"),
        ("2022-11-11T04:16:45+05:30", "2022-11-10T22:46:45Z"), ("2022-11-11T04:16:45-00:01", "2022-11-11T04:17:45Z")
    ])
    func convertsOffsetsAndDropsFractions(text: String, utc: String) {
        #expect(UTCTime(rfc3339: text)?.description == utc)
    }

    @Test(arguments: [
        "", "2022-11-11", "2022-11-11T04:16:45", "2022-11-11 04:16:45Z", " 2022-11-11T04:16:45Z",
        "2022-11-11T04:16:45Z ",
        "2022-13-11T04:16:45Z", "2022-00-11T04:16:45Z", "2022-02-29T04:16:45Z", "2022-11-31T04:16:45Z",
        "2022-11-11T24:00:00Z", "2022-11-11T04:60:45Z", "2016-12-31T23:59:60Z", "2022-11-11T04:16:45.Z",
        "2022-11-11T04:16:45+0530", "2022-11-11T04:16:45+24:00", "22-11-11T04:16:45Z", "2022-1-11T04:16:45Z",
        "+022-11-11T04:16:45Z", "2022-11-11T04:16:4५Z", "0000-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"
    ])
    func refusesEverythingElse(text: String) {
        #expect(UTCTime(rfc3339: text) == nil)
    }

    @Test func everySecondOfTimeHasADate() {
        for seconds in [Int64.min, -1, 0, Int64.max] {
            #expect(UTCTime(unixSeconds: seconds).unixSeconds == seconds)
        }
    }

    @Test func ordersByMoment() {
        let moments: [Int64] = [-86_401, -1, 0, 59, 60, 86_400, 31_536_000]
        #expect(moments.map { UTCTime(unixSeconds: $0) }.sorted().map(\.unixSeconds) == moments)
        #expect(UTCTime(unixSeconds: 59) < UTCTime(unixSeconds: 60))
    }
}
