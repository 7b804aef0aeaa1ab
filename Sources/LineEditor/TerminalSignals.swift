import CEditline

/// The signals of a program on a terminal, process-wide: a line editor uses them while it edits, a program without one
/// (batch mode) to end its work in order.
///
/// What takes long belongs into `whileRunning`: with an editor, signals that come outside of it and of `readLine` wait
/// for the next `readLine`.
public enum TerminalSignals {
    /// Called in the signal handler on any thread: must be async-signal-safe.
    public typealias Interrupt = @convention(c) (_ context: UnsafeMutableRawPointer?) -> Void

    /// Handles SIGINT for a program without an editor. Outside of `whileRunning` it keeps its default action.
    ///
    /// - Throws: `.setupFailed`.
    public static func installForBatch() throws(LineEditorError) {
        try install(interactive: false)
    }

    package static func install(interactive: Bool) throws(LineEditorError) {
        let failure = edit_signals_install(interactive)
        guard failure == 0 else { throw LineEditorError(.setupFailed, errorNumber: failure) }
    }

    /// Runs the user's code. Meanwhile, and from the end of the line that was read on, SIGINT calls `interrupt`; the third within two seconds ends the process with
    /// status 130. SIGTSTP stops the process at once. SIGTERM and SIGHUP call `interrupt` too, and the next
    /// `readLine(prompt:)` returns `.terminated`.
    ///
    /// - Parameter context: must live as long as the process: a signal may be on its way on another thread.
    public static func whileRunning<Result, Failure: Error>(
        interrupt: Interrupt?, context: UnsafeMutableRawPointer?, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        edit_signals_begin_running(interrupt, context)
        defer { edit_signals_end_running() }
        return try body()
    }

    /// Whether a signal asked what runs to end.
    package static var isInterrupting: Bool { edit_signals_is_interrupting() }

    /// SIGINTs since the last `whileRunning` began.
    public static var interruptCount: Int { Int(edit_signals_interrupt_count()) }

    /// A moment that later signals are told from.
    package struct Mark {
        fileprivate let count = edit_signals_ending_count()

        package init() {}
    }

    /// Waits, inside of `whileRunning`, until a descriptor is readable or closed by the other side. False where
    /// SIGINT, SIGTERM or SIGHUP has come since the mark, before the call, too. For one thread at a time.
    package static func waitReadable(_ descriptor: Int32, since mark: Mark) -> Bool {
        edit_signals_wait_readable(descriptor, mark.count)
    }
}
