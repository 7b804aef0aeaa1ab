internal import Glibc

/// Where progress is shown, and in which form.
package struct ProgressOutput {
    package enum Form: Sendable {
        /// One line of a terminal, drawn again and again.
        case drawn
        /// A line of a file now and then.
        case written
    }

    package var form: Form
    /// The cells of a line.
    package var width: () -> Int
    package var write: (String) -> Void

    package init(form: Form, width: @escaping () -> Int, write: @escaping (String) -> Void) {
        self.form = form
        self.width = width
        self.write = write
    }

    /// Standard error of this process.
    static var standardError: ProgressOutput {
        ProgressOutput(
            form: StandardStreams.canDrawOnError ? .drawn : .written, width: { StandardStreams.errorWidth ?? 80 },
            write: { StandardStreams.writeError($0) })
    }

    /// Shows a line from the cursor on, in one write, and leaves the cursor where it is: what a script has written of a
    /// line stays, and whatever is written next begins where it would have begun. What does not fit does not wrap.
    ///
    /// A terminal that was made narrower may have folded the line, so that all below the cursor is erased.
    func draw(_ line: String) {
        write("\u{1B}7\u{1B}[?7l\(line)\u{1B}[J\u{1B}[?7h\u{1B}8")
    }

    func erase() { write("\u{1B}[J") }
}
