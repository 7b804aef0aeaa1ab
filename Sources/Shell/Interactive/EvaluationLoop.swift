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
                name: session.options.application.name, terminal: isTerminal ? .standard : .controlling,
                features: LineEditor.Configuration.Features(session.settings), color: session.style.isColored,
                historyPath: session.options.keepsNoHistory ? nil : session.directories.state + "/history",
                historyLimit: session.settings.historySize, editorFileSuffix: ".lua"))
        editor.delegate = delegate
        if isTerminal { session.pager = Pager(mode: session.settings.pagerMode) }
        session.configure(editor)
        delegate.editor = editor
        // Without it a task's output would only be less tidy.
        try? session.announceStreamUse()
    }

    /// Everything that was entered, in earlier sessions too.
    var historyEntries: [String] { editor.historyEntries }

    /// Until the input ends or an entry says so.
    func run() -> ExitCode {
        if session.isGreeting { StandardStreams.writeLines(Greeting(session: session).lines) }
        while true {
            tellOfSession()
            editor.rightPrompt = session.rightPrompt
            switch editor.readLine(prompt: session.prompt) {
            case .line(let text):
                if perform(text) == .leave || session.embedding.exitStatus != nil { return leave() }
            case .interrupted: break
            case .endOfInput: return leave()
            case .terminated(let signal):
                guard session.options.application.isEmbedded else { endBySignal(signal) }
                session.embedding.exitStatus = 128 + signal
                return leave()
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

    /// Ends as a process ends that does not handle the signal, after everything was put in order.
    private func endBySignal(_ number: Int32) -> Never {
        _ = StandardStreams.flush()
        signal(number, SIG_DFL)
        raise(number)
        exit(128 + number)
    }
}
