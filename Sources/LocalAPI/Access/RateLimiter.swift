import Catalog
import Synchronization

/// Counts the requests of each token, in the memory of this instance.
final class RateLimiter: Sendable {
    private let limits: LocalAPI.Limits
    private let isEnforced: Bool
    private let tokens = Mutex<[Token: Windows]>([:])

    init(_ configuration: LocalAPI.Configuration) {
        limits = configuration.limits
        isEnforced = configuration.rateLimiting == .enforced
    }

    /// Counts a request at `now` (milliseconds since 1970), unless a limit refuses it: a refused one does not count.
    func admit(_ token: Token, special: Operation.RateLimit?, at now: Int64) -> Verdict {
        tokens.withLock { tokens in
            if tokens[token] == nil, tokens.count >= Self.trackedTokens { Self.forgetIdle(&tokens, at: now) }
            return tokens[token, default: Windows(limits)].admit(special: special, isEnforced: isEnforced, at: now)
        }
    }

    /// What a request that belongs to no token is told.
    func untouched(at now: Int64) -> Verdict {
        Verdict(isAllowed: true, limit: limits.requestsPerHour, remaining: limits.requestsPerHour, reset: now)
    }

    func forget() { tokens.withLock { $0 = [:] } }

    /// Any text may be a token, so that their number must have an end.
    private static let trackedTokens = 1_024

    private static func forgetIdle(_ tokens: inout [Token: Windows], at now: Int64) {
        tokens = tokens.filter { $0.value.isInUse(at: now) }
        if tokens.count >= trackedTokens { tokens = [:] }
    }
}

extension RateLimiter {
    /// Whether a request may go on, and what its headers say.
    struct Verdict {
        var isAllowed: Bool
        var limit: Int
        var remaining: Int
        /// When the oldest counted request stops counting, in milliseconds since 1970.
        var reset: Int64
        /// Milliseconds until the next request is allowed, where this one was not.
        var wait: Int64?
    }

    /// The windows of one token.
    private struct Windows {
        var minute: SlidingWindow
        var hour: SlidingWindow
        var special: [String: SlidingWindow] = [:]

        init(_ limits: LocalAPI.Limits) {
            minute = SlidingWindow(limit: limits.requestsPerMinute, seconds: 60)
            hour = SlidingWindow(limit: limits.requestsPerHour, seconds: 3_600)
        }

        func isInUse(at now: Int64) -> Bool {
            var hour = hour
            hour.expire(at: now)
            return hour.count > 0
        }

        mutating func admit(special limit: Operation.RateLimit?, isEnforced: Bool, at now: Int64) -> Verdict {
            minute.expire(at: now)
            hour.expire(at: now)
            var own = limit.map { special[$0.name] ?? SlidingWindow(limit: $0.requests, seconds: $0.seconds) }
            own?.expire(at: now)
            let refusing = [own, minute, hour].compactMap { $0 }.filter { $0.remaining == 0 }
            guard refusing.isEmpty || !isEnforced else { return refusal(by: refusing, at: now) }
            minute.record(at: now)
            hour.record(at: now)
            own?.record(at: now)
            if let limit { special[limit.name] = own }
            return verdict(at: now)
        }

        /// The headers tell of the hour, until the minute is what stops the next request.
        private func verdict(at now: Int64) -> Verdict {
            let binding = minute.remaining == 0 ? minute : hour
            return Verdict(
                isAllowed: true, limit: hour.limit, remaining: binding.remaining, reset: binding.expiry ?? now)
        }

        /// The next request is allowed when the last of the full windows has a place.
        private func refusal(by windows: [SlidingWindow], at now: Int64) -> Verdict {
            let reset = windows.compactMap(\.expiry).max() ?? now + 3_600_000
            return Verdict(isAllowed: false, limit: hour.limit, remaining: 0, reset: reset, wait: reset - now)
        }
    }
}
