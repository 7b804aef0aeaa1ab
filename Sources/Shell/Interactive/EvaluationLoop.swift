internal import Glibc
internal import LineEditor

/// Reads entries from the terminal and has them done, until it is to end.
final class EvaluationLoop {
    let session: Session
    let runner: EntryRunner
    private let delegate: PromptDelegate
    private let editor: LineEditor

    /// - Throws: `LineEditorError` where there is no terminal.
    init(_ session: Session) throws(LineEditorError) {
        self.session = session
        runner = EntryRunner(session)
        delegate = PromptDelegate(session)
        let isTerminal = StandardStreams.isInputTerminal && StandardStreams.isOutputTerminal
        editor = try LineEditor(
            LineEditor.Configuration(
                name: "moontide", terminal: isTerminal ? .standard : .controlling,
                color: session.style.isColored,
                historyPath: session.options.keepsNoHistory ? nil : Directories.state + "/history",
                editorFileSuffix: ".lua"))
        editor.delegate = delegate
        if isTerminal { session.pager = Pager() }
        delegate.editor = editor
        // Without it a task's output would only be less tidy.
        try? session.announceStreamUse()
    }

    /// Everything that was entered, in earlier sessions too.
    var historyEntries: [String] { editor.historyEntries }

    /// Until the input ends or an entry says so.
    func run() -> ExitCode {
        if !session.options.isQuiet { StandardStreams.writeLines(Greeting(session: session).lines) }
        while true {
            tellOfSession()
            switch editor.readLine(prompt: prompt) {
            case .line(let text): if perform(text) == .leave { return leave() }
            case .interrupted: break
            case .endOfInput: return leave()
            case .terminated(let signal): endBySignal(signal)
            }
        }
    }

    private func leave() -> ExitCode {
        do throws(CommandError) {
            try runner.output.end()
        } catch {
            runner.show("error: \(error)")
            return .failure
        }
        return .success
    }

    /// What happened to the session beside what was entered.
    private func tellOfSession() {
        if let failure = session.takeTranscriptFailure() { runner.show("error: \(failure)") }
        if let notice = session.newRateNotice(), !session.options.isQuiet {
            session.presentError(session.errorStyle.dim("note: " + notice) + "\n")
        }
        _ = StandardStreams.flush()
    }

    private var prompt: String { ContextLabel(session).prompt }

    /// Ends as a process ends that does not handle the signal, after everything was put in order.
    private func endBySignal(_ number: Int32) -> Never {
        _ = StandardStreams.flush()
        signal(number, SIG_DFL)
        raise(number)
        exit(128 + number)
    }
}
