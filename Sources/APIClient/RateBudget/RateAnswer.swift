import HTTPMessage

/// What the header fields of an answer say about the limits.
struct RateAnswer {
    var rate: RateLimit?
    /// Until the oldest counted request expires, by the server's own clock where it tells it; at most an hour and some.
    /// Nil for what cannot be: servers were seen to name times past.
    var untilReset: Duration?
    var retryAfter: Duration?

    /// The pause that is asked for.
    var pause: Duration? { retryAfter ?? untilReset }

    init(_ headers: HTTPHeaders, unixTime: Int64) {
        let serverTime = headers["date"].flatMap(HTTPDate.unixSeconds) ?? unixTime
        rate = RateLimit(headers)
        retryAfter = RetryAfter.pause(headers, unixTime: serverTime)
        guard let reset = rate?.reset, (0...3_660).contains(reset.subtractingReportingOverflow(serverTime).partialValue)
        else { return }
        untilReset = .seconds(reset - serverTime)
    }
}
