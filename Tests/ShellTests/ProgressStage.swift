import Scripting
import Shell
import TestSupport

/// A display on a terminal's screen, with a clock that a test turns.
final class ProgressStage {
    private(set) var now = ContinuousClock.now
    private(set) var screen: TerminalScreen
    /// What was written, a write each.
    private(set) var writes: [String] = []
    private(set) var display: ProgressDisplay!

    init(_ form: ProgressOutput.Form = .drawn, columns: Int = 121) {
        screen = TerminalScreen(columns: max(1, columns), rows: 4)
        let output = ProgressOutput(
            form: form, width: { columns }, write: { [unowned self] in write($0) })
        display = ProgressDisplay(output) { [unowned self] in now }
        display.begin()
    }

    func write(_ text: String) {
        writes.append(text)
        screen.feed(text.utf8)
    }

    func pass(_ duration: Duration) { now += duration }

    /// The first row.
    var line: String { screen.row(0) }
}
