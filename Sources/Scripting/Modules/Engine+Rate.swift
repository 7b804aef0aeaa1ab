internal import APIClient
internal import JSON
internal import Lua

extension Engine {
    /// `api.rate()`: `limit`, `remaining` and `reset` as the last answer told them; `minute` and `hour`, each with `limit`,
    /// `used` and `wait` in seconds, and `waiting`, the seconds until the next queued call is sent (0 where none is queued),
    /// where a rate budget paces this session; then also `queued` and `reason` (`minute`, `hour`, the name of a special
    /// limit, or `server`) while calls wait.
    ///
    /// Stack: pushes 1.
    func pushRate(_ stack: Stack) throws -> Int {
        let client = try client()
        var rate = JSONObject()
        if let told = client.rateLimit {
            rate["limit"] = .integer(Int64(told.limit))
            rate["remaining"] = .integer(Int64(told.remaining))
            rate["reset"] = .integer(told.reset)
        }
        if let status = client.rateStatus {
            rate["minute"] = status.minute.value
            rate["hour"] = status.hour.value
            let wait = client.rateWait
            rate["waiting"] = .number(wait.map { max(0, client.secondsUntil($0.start)) } ?? 0)
            rate["queued"] = wait.map { .integer(Int64($0.queued)) }
            rate["reason"] = wait.map { .string($0.limit) }
        }
        stack.push(json: .object(rate))
        return 1
    }
}

extension RateBudget.Usage {
    fileprivate var value: JSONValue {
        ["limit": .integer(Int64(limit)), "used": .integer(Int64(used)), "wait": .number(wait.seconds)]
    }
}

extension APIClient {
    fileprivate func secondsUntil(_ instant: ContinuousClock.Instant) -> Double { (instant - .now).seconds }
}

extension Duration {
    /// To the millisecond.
    fileprivate var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds / 1_000_000_000_000_000) / 1_000
    }
}
