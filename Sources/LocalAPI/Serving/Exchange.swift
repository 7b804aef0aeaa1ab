import Cron
import HTTPMessage
import JSON

/// One request and what its response carries whatever the answer is.
struct Exchange {
    private let request: HTTPRequest
    private let identifier: String
    /// What the rate limit headers say; nil before it is known.
    var rate: RateLimiter.Verdict?
    /// Unix seconds by the instance's clock.
    var now: Int64 = 0
    /// The full name of the operation that was meant; nil before it is known.
    var operation: String?
    /// What goes wrong with it, on purpose.
    var fault: LocalAPI.Fault?

    init(_ request: HTTPRequest, identifier: String) {
        self.request = request
        self.identifier = identifier
    }

    /// The error object of a refusal.
    func answer(to refusal: Refusal) -> Answer {
        let object: JSONValue = [
            "id": .string(refusal.id), "message": .string(refusal.message), "request_id": .string(identifier)
        ]
        // An object of strings can always be written.
        let body = (try? object.serialized()).map(JSONText.init) ?? .emptyObject
        return Answer(status: refusal.status, body: body, headers: refusal.headers)
    }

    func response(_ answer: Answer) -> HTTPResponse {
        var response = HTTPResponse(status: answer.status, body: answer.body ?? [])
        if answer.body != nil { response.headers.add("content-type", answer.mediaType) }
        response.headers.add("x-request-id", identifier)
        addRateLimit(to: &response.headers)
        for (name, value) in answer.headers + CORS.headers(for: request) { response.headers.add(name, value) }
        return response
    }

    func logged(_ status: Int, after duration: Duration) -> LocalAPI.LoggedRequest {
        LocalAPI.LoggedRequest(
            time: UTCTime(unixSeconds: now), method: request.method, target: request.target, operation: operation,
            status: status, duration: duration, token: RequestLog.mask(request.headers["authorization"]),
            identifier: identifier, isFaulty: fault != nil)
    }

    private func addRateLimit(to headers: inout HTTPHeaders) {
        guard let rate else { return }
        headers.add("ratelimit-limit", "\(rate.limit)")
        headers.add("ratelimit-remaining", "\(rate.remaining)")
        headers.add("ratelimit-reset", "\(Self.seconds(rate.reset))")
        if let wait = rate.wait { headers.add("retry-after", "\(max(1, Self.seconds(wait)))") }
    }

    /// Rounded up, so that who waits as told does not come too early.
    private static func seconds(_ milliseconds: Int64) -> Int64 { (milliseconds + 999) / 1_000 }
}
