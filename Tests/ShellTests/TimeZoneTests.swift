import Testing

@testable import Shell

/// Offsets are asserted at Unix seconds beside a change of the clock; the facts are those of the IANA database.
struct TimeZoneTests {
    @Test(arguments: [
        // The last Sunday of March 2026 at 01:00 UTC.
        ("Europe/Berlin", 1_774_746_000, 3_600, 7_200),
        // The second Sunday of March 2026 at 07:00 UTC.
        ("America/New_York", 1_772_953_200, -18_000, -14_400),
        // Half an hour, and winter in July: the first Sunday of April 2026 at 15:00 UTC the day before.
        ("Australia/Lord_Howe", 1_775_314_800, 39_600, 37_800),
        // Beyond the transitions that files list one by one: the last Sunday of October 2060 at 01:00 UTC.
        ("Europe/Berlin", 2_866_410_000, 7_200, 3_600),
        // Irish law has winter time as the exception.
        ("Europe/Dublin", 1_774_746_000, 0, 3_600)
    ])
    func changesWithTheClock(zone: String, time: Int, before: Int, after: Int) throws {
        let choice = try #require(TimeZoneChoice(zone))
        #expect(choice.offset(Int64(time) - 1) == before)
        #expect(choice.offset(Int64(time)) == after)
    }

    @Test(arguments: [
        ("<+0530>-5:30", 19_800, 19_800), ("EST5EDT,M3.2.0,M11.1.0", -18_000, -14_400),
        // No rest of the year: summer over the turn of the year.
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 39_600, 37_800),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", 0, 3_600), ("AAA3BBB,J60/0,J300", 10_800 * -1, -7_200),
        ("CCC0DDD,0/0,J365/25", 3_600, 3_600)
    ])
    func readsRules(text: String, january: Int, july: Int) throws {
        let rule = try #require(TimeZoneRule(text))
        #expect(rule.offset(at: 1_767_225_600 + 15 * 86_400) == january)
        #expect(rule.offset(at: 1_767_225_600 + 195 * 86_400) == july)
    }

    @Test(arguments: [
        "", "C1", "CET", "CET-25", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1x"
    ])
    func refusesBrokenRules(text: String) {
        #expect(TimeZoneRule(text) == nil)
    }

    @Test(arguments: [
        "", ".", "..", "../passwd", "/etc/passwd", "Europe", "Europe/", "Europe/Nowhere", "tzdata.zi", "a\0b"
    ])
    func refusesWhatIsNoZone(name: String) {
        #expect(TimeZoneChoice(name) == nil)
    }

    @Test func refusesTruncatedFiles() throws {
        var file = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        func counts(_ times: UInt8, _ types: UInt8) -> [UInt8] {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, times, 0, 0, 0, types, 0, 0, 0, 0]
        }
        file += counts(0, 0) + Array(file[0..<20]) + counts(1, 2)
        file += [0, 0, 0, 0, 0, 0, 0, 100, 1]
        file += [0, 0, 0, 60, 0, 0] + [0, 0, 0, 120, 0, 0]
        let whole = try #require(TimeZoneFile(file))
        #expect(whole.offset(at: 99) == 60 && whole.offset(at: 100) == 120)
        for length in 0..<file.count { #expect(TimeZoneFile(Array(file.prefix(length))) == nil, "\(length) bytes") }
    }
}
