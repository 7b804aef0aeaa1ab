package import APIClient

/// What to tell of a rate limit of which little is left.
package enum RateNotice {
    /// Below this part of the limit there is something to tell.
    private static let threshold = 0.1

    /// Whether less than a tenth is left.
    package static func isLow(_ limit: RateLimit) -> Bool {
        limit.limit > 0 && Double(limit.remaining) < Double(limit.limit) * threshold
    }

    /// `312 of 5,000 requests left, the first come back at 09:12`; nil where more than a tenth is left.
    ///
    /// - Parameter clock: How times of day are written.
    package static func text(_ limit: RateLimit, time: ShortTime = .local) -> String? {
        guard isLow(limit) else { return nil }
        let left = "\(ProgressNumbers.count(limit.remaining)) of \(ProgressNumbers.count(limit.limit)) requests left"
        return limit.reset > 0 ? left + ", the first come back at \(time.clock(Int(limit.reset)))" : left
    }

    /// The same in a few cells, beside a prompt: `312/5,000 left`.
    package static func shortText(_ limit: RateLimit) -> String? {
        guard isLow(limit) else { return nil }
        return "\(ProgressNumbers.count(limit.remaining))/\(ProgressNumbers.count(limit.limit)) left"
    }
}
