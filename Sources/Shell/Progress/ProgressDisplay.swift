package import APIClient
package import Scripting

/// Shows what is under way while the program waits for it: a line on a terminal, or a line of a file every ten seconds.
///
/// It draws only in ``tick()``, which the engine calls before each wait, and must be told before anything else is written.
package final class ProgressDisplay {
    private let output: ProgressOutput
    /// Called before a line is drawn where none is: whoever has something else there takes it away.
    var willDraw: (() -> Void)?
    private let now: () -> ContinuousClock.Instant
    private var isRunning = false
    /// By their numbers, the oldest first.
    private var activities: [Activity] = []
    private var rateWait: RateWait?
    /// Since when there was something to wait for, short gaps aside.
    private var busySince: ContinuousClock.Instant?
    private var idleSince: ContinuousClock.Instant?
    private var lastShown: ContinuousClock.Instant?
    private var frame = 0
    /// Whether a line is on the terminal.
    private var isVisible = false

    /// What takes less is not worth a line.
    private static let patience = Duration.milliseconds(300)
    /// Between two drawings. With the ends of what took ``patience`` there are never more than ten a second.
    private static let pace = Duration.milliseconds(150)
    /// Between two lines of a file.
    private static let interval = Duration.seconds(10)
    /// What is called in a loop is one thing to wait for.
    private static let shortGap = Duration.milliseconds(100)

    package init(_ output: ProgressOutput, now: @escaping () -> ContinuousClock.Instant = { .now }) {
        self.output = output
        self.now = now
    }

    /// A chunk begins.
    package func begin() { isRunning = true }

    /// A chunk has ended, in whichever way. What it left under way is shown again when it moves on.
    package func end() {
        erase()
        isRunning = false
        activities.removeAll()
        (rateWait, busySince, idleSince, lastShown) = (nil, nil, nil, nil)
    }

    package func update(_ progress: Progress) {
        guard isRunning else { return }
        let now = now()
        if let index = activities.lastIndex(where: { $0.progress.activity == progress.activity }) {
            if progress.isOver {
                remove(at: index, now: now)
            } else {
                activities[index].update(progress, at: now)
            }
        } else if !progress.isOver {
            activities.append(Activity(progress, at: now))
            if busySince == nil || idleSince.map({ now - $0 > Self.shortGap }) ?? false { busySince = now }
            idleSince = nil
        }
    }

    /// - Parameter wait: What calls wait for before they are sent; nil when none waits any more.
    package func update(_ wait: RateWait?) { rateWait = wait }

    /// The end of something long takes the line away; what is short leaves it to the next, so that it does not flicker.
    private func remove(at index: Int, now: ContinuousClock.Instant) {
        let activity = activities.remove(at: index)
        guard activities.isEmpty else { return }
        idleSince = now
        guard now - activity.beginning >= Self.patience, isVisible else { return }
        erase()
        lastShown = nil
    }

    /// Shows what there is to show; to be called before each wait.
    ///
    /// - Returns: When to call again if nothing happens before.
    package func tick() -> ContinuousClock.Instant? {
        guard isRunning, let busySince, !activities.isEmpty else {
            erase()
            return nil
        }
        switch output.form {
        case .drawn: return draw(busySince)
        case .written: return writeLine()
        }
    }

    private func draw(_ busySince: ContinuousClock.Instant) -> ContinuousClock.Instant {
        let now = now()
        let due = max(busySince + Self.patience, lastShown.map { $0 + Self.pace } ?? busySince)
        guard now >= due else { return due }
        if !isVisible { willDraw?() }
        frame += 1
        let text = text(now)
        // The last cell stays free: some terminals wrap when it is filled.
        output.draw(text.line(width: max(0, output.width() - 1), frame: frame))
        (isVisible, lastShown) = (true, now)
        return now + Self.pace
    }

    /// Only what takes long itself: a loop of short calls is not worth lines in a log.
    private func writeLine() -> ContinuousClock.Instant {
        let now = now()
        let old = activities.filter { now - $0.beginning >= Self.interval }
        let first = activities.map(\.beginning).min() ?? now
        let due = max(first, lastShown ?? first) + Self.interval
        guard now >= due else { return due }
        output.write(ProgressText(activities: old, rateWait: rateWait, now: now).sentence + "\n")
        lastShown = now
        return now + Self.interval
    }

    private func text(_ now: ContinuousClock.Instant) -> ProgressText {
        ProgressText(activities: activities, rateWait: rateWait, now: now)
    }

    /// Takes the line away; to be called before anything else is written. It comes back with the next wait.
    package func erase() {
        guard isVisible else { return }
        isVisible = false
        output.erase()
    }
}
