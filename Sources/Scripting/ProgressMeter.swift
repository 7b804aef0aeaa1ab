internal import APIClient

/// Reports the progress of one activity from its beginning on, and its end at the latest when it is let go of.
///
/// Where nobody listens at the beginning it reports nothing.
final class ProgressMeter {
    private weak var engine: Engine?
    private let beginning: ContinuousClock.Instant?
    private var last: Progress?

    /// - Parameter what: Evaluated only where somebody listens.
    init(_ kind: Progress.Kind, _ what: @autoclosure () -> String, of total: Int? = nil, engine: Engine) {
        self.engine = engine
        guard engine.progressHandler != nil, let now = engine.connection.now else {
            beginning = nil
            return
        }
        beginning = now
        engine.lastActivity += 1
        tell(Progress(activity: engine.lastActivity, kind, what(), total: total))
    }

    deinit { end() }

    func report(_ done: Int, of total: Int?, failed: Int = 0, state: String? = nil) {
        guard var progress = last, let beginning, let engine, let now = engine.connection.now else { return }
        progress.done = done
        progress.total = total
        progress.failed = failed
        progress.state = state
        progress.elapsed = now - beginning
        tell(progress)
    }

    /// Says that it is over, unless that was said before.
    func end() {
        guard var progress = last.take() else { return }
        progress.isOver = true
        engine?.progressHandler?(progress)
    }

    private func tell(_ progress: Progress) {
        last = progress
        engine?.progressHandler?(progress)
    }
}
