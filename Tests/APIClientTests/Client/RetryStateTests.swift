import APIClient
import Testing

/// Events in, actions out. With jitter 1 a pause has its full length.
struct RetryStateTests {
    @Test(arguments: ["GET", "HEAD", "PUT", "DELETE"], [408, 500, 502, 503, 504])
    func repeatsWhatDoesNothingTwice(method: String, status: Int) {
        var state = RetryState(method: method, policy: RetryPolicy())
        #expect(state.handle(.answer(status: status), jitter: 1) == .retry(after: .milliseconds(500)))
        #expect(state.mayHaveBeenApplied)
    }

    @Test(arguments: ["POST", "PATCH"], [408, 500, 502, 503, 504])
    func doesNotRepeatWhatMayHaveBeenDone(method: String, status: Int) {
        var state = RetryState(method: method, policy: RetryPolicy())
        #expect(state.handle(.answer(status: status), jitter: 1) == .finish)
        #expect(state.handle(.failure(TransportError(.closed, mayHaveBeenSent: true)), jitter: 1) == .finish)
        #expect(state.attempts == 1)
    }

    @Test(arguments: ["POST", "PATCH"]) func repeatsAnythingThatWasNotProcessed(method: String) {
        var state = RetryState(method: method, policy: RetryPolicy())
        let refused = RetryState.Event.failure(TransportError(.refused, mayHaveBeenSent: false))
        #expect(state.handle(refused, jitter: 1) == .retry(after: .milliseconds(500)))
        #expect(state.handle(.answer(status: 429), jitter: 1) == .retry(after: .seconds(1)))
        #expect(!state.mayHaveBeenApplied)
        #expect(state.attempts == 3)
    }

    @Test(arguments: [200, 204, 301, 400, 401, 403, 404, 409, 412, 422, 501])
    func otherAnswersAreFinal(status: Int) {
        var state = RetryState(method: "GET", policy: RetryPolicy())
        #expect(state.handle(.answer(status: status), jitter: 1) == .finish)
    }

    @Test(arguments: [
        TransportError.Kind.timeout, .untrustedCertificate, .tooLarge, .garbage, .proxy, .libraryMissing, .failed
    ])
    func whatTimeDoesNotHealIsFinal(kind: TransportError.Kind) {
        var state = RetryState(method: "GET", policy: RetryPolicy())
        #expect(state.handle(.failure(TransportError(kind, mayHaveBeenSent: false)), jitter: 1) == .finish)
    }

    @Test func pausesDoubleUpToTheLongest() {
        let policy = RetryPolicy(
            maximumAttempts: 6, firstPause: .seconds(1), longestPause: .seconds(5), maximumTotalPause: .seconds(60))
        var state = RetryState(method: "GET", policy: policy)
        let pauses = [1, 2, 4, 5, 5]
        for pause in pauses {
            #expect(state.handle(.answer(status: 503), jitter: 1) == .retry(after: .seconds(pause)))
        }
        #expect(state.handle(.answer(status: 503), jitter: 1) == .finish)
        #expect(state.attempts == 6)
    }

    @Test func jitterTakesOffUpToHalf() {
        var state = RetryState(method: "GET", policy: RetryPolicy())
        #expect(state.handle(.answer(status: 503), jitter: 0) == .retry(after: .milliseconds(250)))
    }

    @Test func waitsAtLeastAsLongAsTheServerAsks() {
        var state = RetryState(method: "GET", policy: RetryPolicy())
        let asked = RetryState.Event.answer(status: 503, retryAfter: .seconds(7), untilReset: .seconds(30))
        #expect(state.handle(asked, jitter: 1) == .retry(after: .seconds(7) + .milliseconds(50)))
    }

    @Test func aRateLimitIsWaitedOutUntilItsReset() {
        var state = RetryState(method: "POST", policy: RetryPolicy())
        let asked = RetryState.Event.answer(status: 429, untilReset: .seconds(30))
        #expect(state.handle(asked, jitter: 1) == .retry(after: .seconds(30) + .milliseconds(50)))
    }

    @Test func aResetInThePastIsNoReasonToHurry() {
        var state = RetryState(method: "GET", policy: RetryPolicy())
        let past = RetryState.Event.answer(status: 429, untilReset: .seconds(-1))
        #expect(state.handle(past, jitter: 1) == .retry(after: .milliseconds(500)))
    }

    @Test func givesUpRatherThanWaitTooLong() {
        var state = RetryState(method: "GET", policy: RetryPolicy(maximumTotalPause: .seconds(10)))
        #expect(state.handle(.answer(status: 429, retryAfter: .seconds(6)), jitter: 0) != .finish)
        #expect(state.handle(.answer(status: 429, retryAfter: .seconds(6)), jitter: 0) == .finish)
        #expect(state.attempts == 2)
    }

    @Test func noneMeansOnce() {
        var state = RetryState(method: "GET", policy: .none)
        #expect(state.handle(.answer(status: 503), jitter: 1) == .finish)
    }
}
