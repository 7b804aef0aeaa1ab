import Cron
public import HTTPMessage

/// What the API says about its limits, in the header fields `ratelimit-limit`, `-remaining` and `-reset`.
public struct RateLimit: Sendable, Equatable {
    /// Requests allowed in the window.
    public var limit: Int
    /// How many of them are left.
    public var remaining: Int
    /// When the oldest counted request leaves the window, in Unix seconds; servers were seen to name times past.
    public var reset: Int64

    public init(limit: Int, remaining: Int, reset: Int64) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }

    /// How long after a moment the reset is; nil for one that is past, or more than a day away, which cannot be meant.
    func untilReset(after unixTime: Int64) -> Duration? {
        let (seconds, isOverflow) = reset.subtractingReportingOverflow(unixTime)
        return !isOverflow && (0...86_400).contains(seconds) ? .seconds(seconds) : nil
    }

    /// Nil where one of the three fields is missing or no number.
    public init?(_ headers: HTTPHeaders) {
        guard let limit = headers["ratelimit-limit"].flatMap({ Int($0) }),
            let remaining = headers["ratelimit-remaining"].flatMap({ Int($0) }),
            let reset = headers["ratelimit-reset"].flatMap({ Int64($0) })
        else { return nil }
        self.init(limit: limit, remaining: remaining, reset: reset)
    }
}

/// The field `retry-after` (RFC 9110 section 10.2.3).
enum RetryAfter {
    /// The pause it asks for; never negative, at most a day. Nil where there is none, or none that can be read.
    static func pause(_ headers: HTTPHeaders, unixTime: Int64) -> Duration? {
        guard let text = headers["retry-after"]?.trimmingASCIIWhitespace else { return nil }
        if let seconds = Int64(text) { return clamped(seconds) }
        return HTTPDate.unixSeconds(text).map { clamped($0 - unixTime) }
    }

    private static func clamped(_ seconds: Int64) -> Duration { .seconds(min(max(seconds, 0), 86_400)) }
}

/// Dates as HTTP writes them: `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate, RFC 9110 section 5.6.7).
enum HTTPDate {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    ]

    static func unixSeconds(_ text: String) -> Int64? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3])
        else { return nil }
        let time = parts[4].split(separator: ":").map { Int($0) }
        guard time.count == 3, let hour = time[0], let minute = time[1], let second = time[2] else { return nil }
        return UTCTime(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second)?.unixSeconds
    }
}
