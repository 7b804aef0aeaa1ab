internal import LineEditor

/// Who shows something on the terminal that is to be put away before anything else is written to it.
final class TerminalSharing {
    let progress: ProgressDisplay?
    /// Takes away the line that is edited, while tasks run beside it.
    var releaseLine: (() -> Void)?
    /// How many Control-Cs of the run have been followed by something.
    private var followedInterrupts = 0

    init(progress: ProgressDisplay?) {
        self.progress = progress
    }

    func prepare() {
        progress?.erase()
        // Beside a line that is edited nothing is echoed.
        if let releaseLine { releaseLine() } else { endEchoedRow() }
    }

    /// To be called before something runs that Control-C interrupts.
    func beginRun() { followedInterrupts = 0 }

    /// The terminal echoes `^C` where the cursor stands: what is written after it begins a row of its own.
    func endEchoedRow() {
        let interrupts = TerminalSignals.interruptCount
        guard interrupts > followedInterrupts else { return }
        followedInterrupts = interrupts
        if StandardStreams.isErrorTerminal { StandardStreams.writeError("\n") }
    }
}
