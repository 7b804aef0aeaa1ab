import HTTPMessage

/// What the header fields of an answer say about the limits.
struct RateAnswer {
    var rate: RateLimit?
    /// Until the oldest counted request expires, by the server's own clock where it tells it; nil for what cannot be.
    var untilReset: Duration?
    var retryAfter: Duration?

    /// The pause that is asked for.
    var pause: Duration? { retryAfter ?? untilReset }

    init(_ headers: HTTPHeaders, unixTime: Int64) {
        let serverTime = headers["date"].flatMap(HTTPDate.unixSeconds) ?? unixTime
        rate = RateLimit(headers)
        retryAfter = RetryAfter.pause(headers, unixTime: serverTime)
        untilReset = rate?.untilReset(after: serverTime)
    }
}
