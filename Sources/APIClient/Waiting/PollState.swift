package import Catalog

/// When to look at a resource again, and whether that is still needed: event in, action out, no clock and no network.
package struct PollState {
    package struct Options: Sendable {
        /// How long to wait at most.
        package var timeout: Duration
        /// The time between two looks; nil lets it grow from one second to ten, and further where the API's limit is
        /// nearly used up.
        package var interval: Duration?
        /// Waits until there is no such resource any more, instead of until it is ready.
        package var isForDeletion: Bool

        package init(timeout: Duration = .seconds(1_800), interval: Duration? = nil, isForDeletion: Bool = false) {
            self.timeout = timeout
            self.interval = interval
            self.isForDeletion = isForDeletion
        }
    }

    package enum Event {
        /// An answer, with the text of the field that is waited for.
        case value(String?)
        case failure(ClientError)
    }

    package enum Action {
        case poll(after: Duration)
        case ready
        /// The resource says that it has failed.
        case failed
        case timedOut
        /// The call failed, in a way that does not pass.
        case give(ClientError)
    }

    /// So many calls in a row may fail, each of them after the client's own attempts.
    private static let toleratedFailures = 3
    private static let firstInterval = Duration.seconds(1)
    private static let longestInterval = Duration.seconds(10)
    private static let longestIntervalNearLimit = Duration.seconds(60)

    private let wait: Resource.Wait?
    private let options: Options
    private let deadline: ContinuousClock.Instant
    private let shortestInterval: Duration
    private var interval: Duration
    private var failures = 0
    /// What the field said last; nil before the first answer.
    package private(set) var lastValue: String?

    /// - Parameters:
    ///   - wait: What the catalog says of the field; not needed for a deletion.
    ///   - companions: How many resources are waited for at once. They share the API's limit of 250 requests a minute.
    package init(
        _ wait: Resource.Wait?, _ options: Options, companions: Int = 1, now: ContinuousClock.Instant
    ) {
        self.wait = wait
        self.options = options
        deadline = now + options.timeout
        shortestInterval = .milliseconds(300 * companions)
        interval = options.interval ?? max(Self.firstInterval, shortestInterval)
    }

    /// Decides what follows.
    ///
    /// - Parameter rateLimit: What the API said last about its limits.
    package mutating func handle(_ event: Event, now: ContinuousClock.Instant, rateLimit: RateLimit?) -> Action {
        switch event {
        case .value(let value):
            failures = 0
            lastValue = value
            if let outcome = outcome(value) { return outcome }
        case .failure(let error):
            if options.isForDeletion, error.kind == .api, error.status == 404 { return .ready }
            failures += 1
            guard error.mayPass, failures <= Self.toleratedFailures else { return .give(error) }
        }
        guard now < deadline else { return .timedOut }
        return .poll(after: min(nextInterval(rateLimit), deadline - now))
    }

    private func outcome(_ value: String?) -> Action? {
        guard !options.isForDeletion, let wait, let value else { return nil }
        if wait.readyValues.contains(value) { return .ready }
        return wait.failedValues.contains(value) ? .failed : nil
    }

    private mutating func nextInterval(_ rateLimit: RateLimit?) -> Duration {
        if let interval = options.interval { return interval }
        let next = interval
        interval = max(shortestInterval, min(interval * 1.5, Self.longestInterval))
        guard let rateLimit, rateLimit.remaining * 10 < rateLimit.limit else { return next }
        return max(next, min(next * 6, Self.longestIntervalNearLimit))
    }
}

extension ClientError {
    /// Whether the same call may succeed in a while.
    var mayPass: Bool {
        switch kind {
        case .api: status.map { $0 >= 500 || $0 == 408 || $0 == 429 } ?? false
        // An attempt that took too long is final for a call. A wait has a time of its own.
        case .transport(let kind): kind == .timeout || TransportError(kind, mayHaveBeenSent: false).isPassing
        case .redirect, .unreadable, .refused, .cancelled: false
        }
    }
}
