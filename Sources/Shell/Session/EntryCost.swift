internal import APIClient

/// What an entry took: time, requests, and how much of the rate limit is left.
package struct EntryCost: Sendable, Equatable {
    package var duration: Duration
    package var requests = 0
    /// What the API said was left before the entry, and what it said last; nil where it said nothing yet.
    package var remainingBefore: Int?
    package var remaining: Int?

    package init(duration: Duration, requests: Int = 0, remainingBefore: Int? = nil, remaining: Int? = nil) {
        self.duration = duration
        self.requests = requests
        self.remainingBefore = remainingBefore
        self.remaining = remaining
    }

    /// `0.41 s · 2 requests · 5,000→4,998 left`
    package var text: String { ([Self.text(duration)] + requestTexts + remainingTexts).joined(separator: " · ") }

    /// `2 requests · 0.41 s`, for the line below a list; nil where nothing was asked of the API.
    package var footer: String? {
        requests > 0 ? (requestTexts + [Self.text(duration)]).joined(separator: " · ") : nil
    }

    private var requestTexts: [String] {
        requests == 0 ? [] : ["\(ProgressNumbers.count(requests)) request\(requests == 1 ? "" : "s")"]
    }

    private var remainingTexts: [String] {
        guard requests > 0, let remaining else { return [] }
        let before = remainingBefore.map { $0 == remaining ? "" : ProgressNumbers.count($0) + "→" } ?? ""
        return ["\(before)\(ProgressNumbers.count(remaining)) left"]
    }

    /// `0.41 s`, `3 ms`, `2 min 5 s`
    static func text(_ duration: Duration) -> String {
        if duration >= .seconds(60) { return ProgressNumbers.duration(duration) }
        let milliseconds = Int((duration / .milliseconds(1)).rounded())
        guard milliseconds >= 10 else { return "\(milliseconds) ms" }
        let hundredths = (milliseconds + 5) / 10
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
    }
}

/// Measures entries one after the other.
struct EntryMeter {
    private let requests: RequestCount
    private var start = ContinuousClock.now
    private var requestsBefore = 0
    private var remainingBefore: Int?

    init(_ requests: RequestCount) { self.requests = requests }

    mutating func begin(_ limit: RateLimit?) {
        (start, requestsBefore, remainingBefore) = (.now, requests.count, limit?.remaining)
    }

    func cost(_ limit: RateLimit?) -> EntryCost {
        EntryCost(
            duration: .now - start, requests: requests.count - requestsBefore, remainingBefore: remainingBefore,
            remaining: limit?.remaining)
    }
}
