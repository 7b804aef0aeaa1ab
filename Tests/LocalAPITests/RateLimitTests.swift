import Cron
import JSON
import LocalAPI
import Testing

@Suite struct RateLimitTests {
    private static let tooMany = "429 too_many_requests: API rate limit exceeded."
    private static let start = Caller.start.unixSeconds

    @Test func headersTellTheHoursBudget() throws {
        let caller = try Caller()
        let first = caller.get(Caller.namespaces)
        #expect(first.header("ratelimit-limit") == "5000")
        #expect(first.header("ratelimit-remaining") == "4999")
        #expect(first.header("ratelimit-reset") == "\(Self.start + 3_600)")
        #expect(first.header("retry-after") == nil)
        try caller.api.advance(by: .seconds(600))
        let second = caller.get(Caller.namespaces)
        #expect(second.header("ratelimit-remaining") == "4998")
        #expect(second.header("ratelimit-reset") == "\(Self.start + 3_600)")
    }

    @Test func everyRequestHasATimerOfItsOwn() throws {
        let caller = try Caller { $0.rateLimiting = .enforced }
        for second in 0..<250 {
            if second == 125 { try caller.api.advance(by: .seconds(30)) }
            #expect(caller.get(Caller.namespaces).status == 200)
        }
        let refused = caller.get(Caller.namespaces)
        #expect(refused.error == Self.tooMany)
        #expect(refused.header("ratelimit-remaining") == "0")
        #expect(refused.header("ratelimit-reset") == "\(Self.start + 60)")
        #expect(refused.header("retry-after") == "30")
        try caller.api.advance(by: .seconds(29))
        #expect(caller.get(Caller.namespaces).header("retry-after") == "1")
        try caller.api.advance(by: .seconds(1))
        for _ in 0..<125 { #expect(caller.get(Caller.namespaces).status == 200) }
        #expect(caller.get(Caller.namespaces).header("retry-after") == "30")
    }

    @Test func theLastRequestOfAMinuteSaysThatNoneIsLeft() throws {
        let caller = try Caller {
            $0.rateLimiting = .enforced
            $0.limits.requestsPerMinute = 2
        }
        #expect(caller.get(Caller.namespaces).header("ratelimit-remaining") == "4999")
        let last = caller.get(Caller.namespaces)
        #expect(last.status == 200)
        #expect(last.header("ratelimit-remaining") == "0")
        #expect(last.header("ratelimit-reset") == "\(Self.start + 60)")
    }

    @Test func theHourEndsToo() throws {
        let caller = try Caller {
            $0.rateLimiting = .enforced
            $0.limits.requestsPerHour = 3
        }
        for _ in 0..<3 {
            #expect(caller.get(Caller.namespaces).status == 200)
            try caller.api.advance(by: .seconds(600))
        }
        let refused = caller.get(Caller.namespaces)
        #expect(refused.error == Self.tooMany)
        #expect(refused.header("ratelimit-limit") == "3")
        #expect(refused.header("retry-after") == "1800")
        try caller.api.advance(by: .seconds(1_800))
        #expect(caller.get(Caller.namespaces).status == 200)
        #expect(caller.get(Caller.namespaces).header("retry-after") == "600")
    }

    @Test func refusedRequestsDoNotCount() throws {
        let caller = try Caller {
            $0.rateLimiting = .enforced
            $0.limits.requestsPerMinute = 1
        }
        #expect(caller.get(Caller.namespaces).status == 200)
        for _ in 0..<5 {
            try caller.api.advance(by: .seconds(11))
            #expect(caller.get(Caller.namespaces).status == 429)
        }
        try caller.api.advance(by: .seconds(5))
        #expect(caller.get(Caller.namespaces).status == 200)
    }

    @Test func tokensAreCountedApart() throws {
        let caller = try Caller {
            $0.rateLimiting = .enforced
            $0.limits.requestsPerMinute = 1
        }
        #expect(caller.with(token: "a").get(Caller.namespaces).status == 200)
        #expect(caller.with(token: "b").get(Caller.namespaces).status == 200)
        #expect(caller.with(token: "a").get(Caller.namespaces).status == 429)
    }

    @Test func countedRequestsAreNeverRefused() throws {
        let caller = try Caller { $0.limits.requestsPerMinute = 3 }
        for _ in 0..<10 { #expect(caller.get(Caller.namespaces).status == 200) }
        #expect(caller.get(Caller.namespaces).header("ratelimit-remaining") == "0")
        try caller.api.advance(by: .seconds(60))
        #expect(caller.get(Caller.namespaces).header("ratelimit-remaining") == "4988")
    }

    @Test func errorsCarryTheHeadersAndCountToo() throws {
        let caller = try Caller()
        #expect(caller.get("/v2/nothing").header("ratelimit-remaining") == "4999")
        #expect(caller.get(Caller.namespaces + "/fn-none").header("ratelimit-remaining") == "4998")
        #expect(caller.with(token: nil).get(Caller.namespaces).header("ratelimit-remaining") == "5000")
    }

    @Test func resetForgetsThem() throws {
        let caller = try Caller {
            $0.rateLimiting = .enforced
            $0.limits.requestsPerMinute = 1
        }
        caller.get(Caller.namespaces)
        try caller.api.reset()
        #expect(caller.get(Caller.namespaces).status == 200)
    }

    @Test func aClockSetBackBeginsAnew() throws {
        let caller = try Caller {
            $0.rateLimiting = .enforced
            $0.limits.requestsPerMinute = 1
        }
        caller.get(Caller.namespaces)
        try caller.api.advance(by: .seconds(-3_600))
        #expect(caller.get(Caller.namespaces).status == 200)
    }
}
