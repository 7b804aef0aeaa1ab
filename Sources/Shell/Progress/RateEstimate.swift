/// How fast something advances, and when it will be done: measured over the last seconds, so that a change shows soon.
struct RateEstimate {
    private var samples: [(time: ContinuousClock.Instant, done: Int)]
    private static let span = Duration.seconds(15)
    private static let spacing = Duration.milliseconds(500)
    /// Pages come at intervals; only what is longer counts as slow.
    private static let pause = Duration.seconds(2)

    init(from beginning: ContinuousClock.Instant) {
        samples = [(beginning, 0)]
    }

    mutating func add(_ done: Int, at now: ContinuousClock.Instant) {
        // Pages are read anew where a list changed meanwhile.
        if let last = samples.last, done < last.done { samples = [(now, done)] }
        if samples.count > 1, now - samples[samples.count - 2].time < Self.spacing { samples.removeLast() }
        samples.append((now, done))
        while samples.count > 2, now - samples[1].time >= Self.span { samples.removeFirst() }
    }

    /// A second; nil before anything can be said.
    func rate(at now: ContinuousClock.Instant) -> Double? {
        let end = isPaused(at: now) ? now : samples[samples.count - 1].time
        let done = samples[samples.count - 1].done - samples[0].done
        guard done > 0, end > samples[0].time else { return nil }
        return Double(done) / ((end - samples[0].time) / .seconds(1))
    }

    /// Until `left` more are done; nil before anything can be said.
    func remaining(_ left: Int, at now: ContinuousClock.Instant) -> Duration? {
        guard let rate = rate(at: now) else { return nil }
        let passed = isPaused(at: now) ? .zero : now - samples[samples.count - 1].time
        return max(.zero, .seconds(Double(left) / rate) - passed)
    }

    private func isPaused(at now: ContinuousClock.Instant) -> Bool {
        now - samples[samples.count - 1].time > Self.pause
    }
}
