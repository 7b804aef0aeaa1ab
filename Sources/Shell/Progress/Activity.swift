internal import Scripting

/// Something under way, as it was reported last.
struct Activity {
    private(set) var progress: Progress
    let beginning: ContinuousClock.Instant
    private(set) var rate: RateEstimate

    init(_ progress: Progress, at now: ContinuousClock.Instant) {
        self.progress = progress
        beginning = now - progress.elapsed
        rate = RateEstimate(from: beginning)
        update(progress, at: now)
    }

    mutating func update(_ progress: Progress, at now: ContinuousClock.Instant) {
        self.progress = progress
        if progress.kind.isCounted, progress.done > 0 { rate.add(progress.done, at: now) }
    }
}
