/// What is known of one call's attempts, and what to do after each: event in, action out, no clock and no network.
package struct RetryState {
    /// How an attempt ended.
    package enum Event: Equatable {
        /// An answer with this status. `retryAfter` is the pause the server asks for, `untilReset` the time until its rate
        /// limit has room again.
        case answer(status: Int, retryAfter: Duration? = nil, untilReset: Duration? = nil)
        case failure(TransportError)
    }

    package enum Action: Equatable {
        /// The result of this attempt is the call's.
        case finish
        case retry(after: Duration)
    }

    private let policy: RetryPolicy
    private let isRepeatable: Bool
    private var totalPause: Duration = .zero
    private var refusals = 0
    /// Attempts begun; the first counts from the start.
    package private(set) var attempts = 1
    /// Whether an attempt before the last may have been carried out though no answer says so.
    package private(set) var mayHaveBeenApplied = false

    /// - Parameter method: GET, HEAD, PUT, DELETE and OPTIONS may be repeated without doing a thing twice (RFC 9110 section
    ///   9.2.2); others only when they cannot have been processed.
    package init(method: String, policy: RetryPolicy) {
        self.policy = policy
        isRepeatable = ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(method)
    }

    /// Whether a request that the rate limit refused may wait for the room that was announced, and be sent once more.
    package mutating func waitsForRoom() -> Bool {
        guard refusals < policy.maximumRefusals else { return false }
        refusals += 1
        attempts += 1
        return true
    }

    /// The attempts that count.
    private var counted: Int { attempts - refusals }

    /// Decides what follows.
    ///
    /// - Parameter jitter: A random number in 0..<1.
    package mutating func handle(_ event: Event, jitter: Double) -> Action {
        guard counted < policy.maximumAttempts, mayRepeat(after: event) else { return .finish }
        let pause = pause(after: event, jitter: jitter)
        guard totalPause + pause <= policy.maximumTotalPause else { return .finish }
        if isFateUnknown(after: event) { mayHaveBeenApplied = true }
        totalPause += pause
        attempts += 1
        return .retry(after: pause)
    }

    private func mayRepeat(after event: Event) -> Bool {
        switch event {
        // The limit is checked before anything else is done, so every method may come again.
        case .answer(429, _, _): true
        case .answer(let status, _, _): isRepeatable && [408, 500, 502, 503, 504].contains(status)
        case .failure(let error): error.isPassing && (isRepeatable || !error.mayHaveBeenSent)
        }
    }

    private func isFateUnknown(after event: Event) -> Bool {
        switch event {
        case .answer(let status, _, _): status != 429
        case .failure(let error): error.mayHaveBeenSent
        }
    }

    /// At least what the server asks for, else an exponential pause of which a random half is taken off, so that clients
    /// that failed together do not come back together.
    private func pause(after event: Event, jitter: Double) -> Duration {
        let doubled = policy.firstPause * (1 << min(counted - 1, 20))
        let own = min(doubled, policy.longestPause) * (0.5 + jitter / 2)
        guard case .answer(let status, let retryAfter, let untilReset) = event else { return own }
        if let retryAfter { return retryAfter + own * 0.1 }
        if status == 429, let untilReset, untilReset > own { return untilReset + own * 0.1 }
        return own
    }
}
