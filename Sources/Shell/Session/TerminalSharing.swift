/// Who shows something on the terminal that is to be put away before anything else is written to it.
final class TerminalSharing {
    let progress: ProgressDisplay?
    /// Takes away the line that is edited, while tasks run beside it.
    var releaseLine: (() -> Void)?

    init(progress: ProgressDisplay?) {
        self.progress = progress
    }

    func prepare() {
        progress?.erase()
        releaseLine?()
    }
}
