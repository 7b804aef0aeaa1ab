internal import APIClient

/// How far something that takes several requests is.
public struct Progress: Sendable, Equatable {
    /// What is going on: `droplets.list`, `wait`.
    public var what: String
    public var done: Int
    /// Nil where it is unknown.
    public var total: Int?
    /// By the client's clock.
    public var elapsed: Duration
    /// Whether this is the last word on it, however it ended.
    public var isOver: Bool

    public init(what: String, done: Int, total: Int? = nil, elapsed: Duration, isOver: Bool = false) {
        self.what = what
        self.done = done
        self.total = total
        self.elapsed = elapsed
        self.isOver = isOver
    }
}

/// Reports the progress of one activity, and its end at the latest when it is let go of.
final class ProgressMeter {
    private let what: String
    private weak var engine: Engine?
    private let beginning: ContinuousClock.Instant?
    private var last: Progress?

    init(_ what: String, engine: Engine) {
        self.what = what
        self.engine = engine
        beginning = engine.progressHandler == nil ? nil : engine.connection.now
    }

    deinit { end() }

    func report(_ done: Int, of total: Int?) {
        guard let beginning, let engine, let now = engine.connection.now else { return }
        let progress = Progress(what: what, done: done, total: total, elapsed: now - beginning)
        last = progress
        engine.progressHandler?(progress)
    }

    /// Says that it is over, if anything was said before.
    func end() {
        guard var progress = last.take() else { return }
        progress.isOver = true
        engine?.progressHandler?(progress)
    }
}
