package import APIClient

/// Says that calls wait for a rate limit where that takes a while: once for each limit and each time of waiting.
package final class RateWaitNote {
    private let write: (String) -> Void
    private var told: String?

    /// - Parameter write: Gets a sentence.
    package init(_ write: @escaping (String) -> Void) { self.write = write }

    /// - Parameter wait: Nil when nothing waits any more.
    package func update(_ wait: RateWait?, at now: ContinuousClock.Instant = .now) {
        guard let wait else {
            told = nil
            return
        }
        let seconds = (wait.start - now).components.seconds
        guard seconds >= 3, wait.limit != told else { return }
        told = wait.limit
        let duration = seconds < 120 ? "\(seconds) s" : "\(seconds / 60) min"
        let calls = wait.queued == 1 ? "1 call waits" : "\(wait.queued) calls wait"
        write("\(calls), \(duration) to begin with, for \(Self.cause(wait.limit))")
    }

    private static func cause(_ limit: String) -> String {
        switch limit {
        case "minute": "the API's limit of requests a minute"
        case "hour": "the API's limit of requests an hour"
        case "server": "the pause that the API asks for"
        default: "the API's limit \(limit)"
        }
    }
}
