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
        _ = session.jobs
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
            case .line(let text): if perform(text) == .leave, mayLeave() { return leave() }
            case .entries(let texts): if perform(texts) == .leave, mayLeave() { return leave() }
            case .interrupted: break
            case .endOfInput: if mayLeave() { return leave() }
            case .terminated(let signal): end(by: signal)
            }
            if session.embedding.exitStatus != nil { return leave() }
        }
    }

    /// Asks where tasks would be ended. To press Control-D once more is to say yes.
    private func mayLeave() -> Bool {
        let running = session.jobs.running
        guard !running.isEmpty else { return true }
        switch editor.readAnswer(to: JobQuestion.text(session.jobs.list(running))) {
        case .line(let answer): return JobQuestion.isYes(answer)
        case .endOfInput: return true
        case .interrupted, .entries: return false
        case .terminated(let signal):
            end(by: signal)
            return true
        }
    }

    private func leave() -> ExitCode {
        session.jobs.cancel(session.jobs.running)
        session.jobs.tell {}
        do throws(CommandError) {
            try runner.output.end()
        } catch {
            runner.show("error: \(error)")
            return .failure
        }
        return .success
    }

    /// What happened to the session beside what was entered.
    func tellOfSession() {
        session.jobs.tell {}
        if let failure = session.takeTranscriptFailure() { runner.show("error: \(failure)") }
        if let notice = session.newRateNotice(), !session.options.isQuiet {
            session.presentError(session.errorStyle.dim("note: " + notice) + "\n")
        }
        _ = StandardStreams.flush()
    }

    /// So long tasks may take to end when the process is told to.
    private static let patience = Duration.seconds(3)

    /// Ends as a process ends that does not handle the signal, after everything was put in order. A program that has the
    /// prompt in it decides for itself.
    private func end(by number: Int32) {
        session.jobs.cancel(session.jobs.running, timeLimit: Self.patience)
        try? runner.output.end()
        _ = StandardStreams.flush()
        guard !session.options.application.isEmbedded else {
            session.embedding.exitStatus = 128 + number
            return
        }
        signal(number, SIG_DFL)
        raise(number)
        exit(128 + number)
    }
}
