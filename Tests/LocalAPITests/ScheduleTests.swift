import Cron
import JSON
import LocalAPI
import Testing

@Suite struct ScheduleTests {
    private let caller: Caller
    private let namespace: String

    init() throws {
        caller = try Caller()
        namespace = caller.makeNamespace()
    }

    @Test func timePassesAndRunsMove() throws {
        let path = caller.makeTrigger(in: namespace, cron: "0 * * * *")
        #expect(runs(path) == ["last_run_at": .null, "next_run_at": "2026-03-10T13:00:00Z"])
        try caller.api.advance(by: .seconds(3_600))
        #expect(runs(path) == ["last_run_at": "2026-03-10T13:00:00Z", "next_run_at": "2026-03-10T14:00:00Z"])
        try caller.api.advance(by: .seconds(86_400))
        #expect(runs(path) == ["last_run_at": "2026-03-11T13:00:00Z", "next_run_at": "2026-03-11T14:00:00Z"])
        #expect(try count("nightly") == 25)
        let listed = caller.get(namespace + "/triggers").json["triggers"]?.array?.first
        #expect(listed?["scheduled_runs"] == runs(path))
    }

    @Test func aRunAtTheVerySecondHasHappened() throws {
        let path = caller.makeTrigger(in: namespace, cron: "31 12 * * *")
        try caller.api.advance(by: .seconds(45))
        #expect(runs(path) == ["last_run_at": "2026-03-10T12:31:00Z", "next_run_at": "2026-03-11T12:31:00Z"])
    }

    @Test func aTriggerMadeAtTheVerySecondHasNotRun() throws {
        try caller.api.setClock(.fixed(#require(UTCTime(rfc3339: "2026-03-10T13:00:00Z"))))
        let path = caller.makeTrigger(in: namespace, cron: "0 * * * *")
        #expect(runs(path) == ["last_run_at": .null, "next_run_at": "2026-03-10T14:00:00Z"])
        #expect(try count("nightly") == 0)
    }

    @Test func aPausedTriggerDoesNotRunAndKeepsItsLastRun() throws {
        let path = caller.makeTrigger(in: namespace, cron: "0 * * * *")
        try caller.api.advance(by: .seconds(7_200))
        caller.call("PUT", path, ["is_enabled": false])
        try caller.api.advance(by: .seconds(7_200))
        #expect(runs(path) == ["last_run_at": "2026-03-10T14:00:00Z", "next_run_at": .null])
        caller.call("PUT", path, ["is_enabled": true])
        #expect(runs(path) == ["last_run_at": "2026-03-10T14:00:00Z", "next_run_at": "2026-03-10T17:00:00Z"])
        try caller.api.advance(by: .seconds(3_600))
        #expect(runs(path) == ["last_run_at": "2026-03-10T17:00:00Z", "next_run_at": "2026-03-10T18:00:00Z"])
        #expect(try count("nightly") == 3)
    }

    @Test func aNewScheduleKeepsThePast() throws {
        let path = caller.makeTrigger(in: namespace, cron: "0 * * * *")
        try caller.api.advance(by: .seconds(7_200))
        caller.call("PUT", path, ["scheduled_details": ["cron": "0 0 1 1 *"]])
        #expect(runs(path) == ["last_run_at": "2026-03-10T14:00:00Z", "next_run_at": "2027-01-01T00:00:00Z"])
        try caller.api.advance(by: .seconds(2 * 366 * 86_400))
        #expect(runs(path) == ["last_run_at": "2028-01-01T00:00:00Z", "next_run_at": "2029-01-01T00:00:00Z"])
        #expect(try count("nightly") == 4)
    }

    @Test func aScheduleMayHaveNoMomentAtAll() throws {
        let path = caller.makeTrigger(in: namespace, cron: "0 0 30 2 *")
        try caller.api.advance(by: .seconds(400 * 86_400))
        #expect(runs(path) == ["last_run_at": .null, "next_run_at": .null])
    }

    @Test func manyRunsAreCountedAtOnce() throws {
        caller.makeTrigger(in: namespace, cron: "* * * * *")
        try caller.api.advance(by: .seconds(100 * 365 * 86_400))
        #expect(try count("nightly") == 100 * 365 * 1_440)
    }

    @Test func aClockSetBackTellsWhatWasTrueThen() throws {
        let path = caller.makeTrigger(in: namespace, cron: "0 * * * *")
        try caller.api.advance(by: .seconds(7_200))
        try caller.api.advance(by: .seconds(-3_600))
        #expect(runs(path) == ["last_run_at": "2026-03-10T13:00:00Z", "next_run_at": "2026-03-10T14:00:00Z"])
        try caller.api.advance(by: .seconds(-86_400))
        #expect(runs(path) == ["last_run_at": .null, "next_run_at": "2026-03-10T13:00:00Z"])
    }

    @Test func runsOfAMissingTriggerAreNil() throws {
        #expect(try caller.api.runs(ofTrigger: "x", inNamespace: "fn-none") == nil)
        #expect(try caller.api.runs(ofTrigger: "x", inNamespace: namespaceID) == nil)
    }

    private var namespaceID: String { String(namespace.split(separator: "/").last ?? "") }

    private func runs(_ path: String) -> JSONValue? { caller.get(path).json.at("trigger", "scheduled_runs") }

    private func count(_ name: String) throws -> Int64? {
        try caller.api.runs(ofTrigger: name, inNamespace: namespaceID)?.count
    }
}

@Suite struct ClockTests {
    @Test func advanceMovesAFixedClockAndTellsTheTime() throws {
        let api = try Caller().api
        #expect(try api.advance(by: .seconds(3_600)).description == "2026-03-10T13:30:15Z")
        #expect(try api.now().description == "2026-03-10T13:30:15Z")
    }

    @Test func theSystemsClockIsMovedByAnOffset() throws {
        let api = try LocalAPI()
        let before = try api.now().unixSeconds
        let moved = try api.advance(by: .seconds(86_400)).unixSeconds
        #expect((86_400...86_460).contains(moved - before))
        try api.advance(by: .seconds(-86_400))
        #expect((0...60).contains(try api.now().unixSeconds - before))
    }

    @Test func timesBeyondTheYears1970To9999AreRefused() throws {
        let api = try Caller().api
        for seconds in [-2_000_000_000, 253_402_300_800, Int64.max, Int64.min] {
            let error = #expect(throws: StoreError.self) { try api.advance(by: .seconds(seconds)) }
            #expect(error?.kind == .invalidTime)
        }
        #expect(try api.now() == Caller.start)
        let late = try #require(UTCTime(year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59))
        try api.setClock(.fixed(late))
        #expect(try api.now() == late)
    }

    @Test(
        arguments: [
            ("90", 90), ("90s", 90), ("15m", 900), ("2h", 7_200), ("1d", 86_400), ("1w", 604_800), ("1d12h", 129_600),
            ("-1h", -3_600), ("0", 0)
        ] as [(String, Int64)])
    func durationsAreRead(text: String, seconds: Int64) {
        #expect(LocalAPI.duration(text) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "-", "d", "1x", "1.5h", "1 d", "h1", "--1h", "1D", "99999999999999999999", "99999999999w", "1d-2h"
    ])
    func otherDurationsAreNot(text: String) {
        #expect(LocalAPI.duration(text) == nil)
    }

    @Test func resetEmptiesTheStoreAndSetsTheClock() throws {
        let caller = try Caller()
        caller.makeTrigger(in: caller.makeNamespace())
        let token = try caller.api.mintToken(scopes: ["function:read"])
        try caller.api.advance(by: .seconds(3_600))
        try caller.api.reset()
        #expect(try caller.api.now() == Caller.start)
        #expect(caller.with(token: token).get(Caller.namespaces).json == ["namespaces": []])
        #expect(caller.makeTrigger(in: caller.makeNamespace()).hasSuffix("/nightly"))
    }
}
