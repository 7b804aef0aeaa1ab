import CEditline
import Glibc

/// Reads entries of one or many lines from a terminal, with history, completion and highlighting, on libedit.
///
/// ```swift
/// let editor = try LineEditor(LineEditor.Configuration(name: "calculator"))
/// editor.delegate = calculator
/// while case .line(let text) = try editor.readLine(prompt: "> ") { calculator.run(text) }
/// ```
///
/// One thread makes and uses an editor, and a process has one at a time: terminal and signals are the process's.
public final class LineEditor {
    /// Answers the editor's questions about the text.
    public weak var delegate: (any LineEditorDelegate)?
    /// What is drawn around the line, from the next key press on.
    public var features: Configuration.Features
    /// A few words at the right end of the row of a short entry, from the next key press on; may contain SGR colors.
    /// Longer text hides it.
    public var rightPrompt = ""

    let configuration: Configuration
    let terminal: Terminal
    let output: TerminalOutput
    let editline: Editline
    let color: Bool

    var history: History
    var decoder = KeyDecoder()
    var interpreter: KeyInterpreter
    /// What has been typed and not been looked at.
    var events = KeyEventQueue()
    var state = EditState()
    var killed: [Unicode.Scalar] = []
    private var hasReportedHistory = false

    /// Takes over the terminal's signals and reads the user's .editrc and the history file.
    ///
    /// - Throws: `.notATerminal`, `.setupFailed`. A history file that cannot be used is reported to the delegate when the
    ///   first line is read.
    public init(_ configuration: Configuration) throws(LineEditorError) {
        Terminal.prepareLocale()
        terminal = try Terminal(configuration.terminal)
        output = TerminalOutput(descriptor: terminal.output)
        editline = try Editline(
            program: configuration.name, input: terminal.input, outputDescriptor: terminal.output, output: output)
        self.configuration = configuration
        features = configuration.features
        color = configuration.color && terminal.canDraw && Terminal.isColorWanted
        interpreter = KeyInterpreter(isVi: editline.isVi)
        let file = configuration.historyPath.map { HistoryFile(path: $0, limit: configuration.historyLimit) }
        history = History(file: file, limit: configuration.historyLimit)
        try TerminalSignals.install(interactive: true)
        editline.client = self
    }

    deinit {
        edit_signals_restore()
        terminal.close()
    }

    /// Edits one entry. What the program has printed must have ended with a newline and be flushed.
    ///
    /// - Parameter prompt: may contain SGR colors (`ESC [ ... m`) and newlines; only its last line is edited on.
    public func readLine(prompt: String) -> Input {
        let input = read(prompt: prompt)
        switch input {
        case .line(let text): remember(text)
        case .entries(let entries): entries.forEach(remember)
        case .interrupted, .endOfInput, .terminated: break
        }
        return input
    }

    /// Edits the answer to a question, which is no entry: it has one line, is not kept, and nothing is drawn around it.
    public func readAnswer(to question: String) -> Input {
        let features = features
        self.features = []
        defer { self.features = features }
        return read(prompt: question, isAnswer: true)
    }

    private func read(prompt: String, isAnswer: Bool = false) -> Input {
        precondition(!state.isReading, "readLine(prompt:) was called while a line is being edited")
        reportHistory()
        if let signal = drainSignals() { return .terminated(signal: signal) }
        edit_signals_begin_line()
        begin(prompt)
        state.isAnswer = isAnswer
        let plain = editline.readLine()
        edit_signals_end_line()
        return finish(plain)
    }

    /// Asks the delegate again for the completions of an open menu, because what it knows has changed.
    public func completionsDidChange() {
        if case .menu = state.mode { state.commands.append(.updateMenu) }
    }

    /// Forgets signals that came between two lines (a late Control-C must not end the next one), but for those that ask
    /// the program to end.
    private func drainSignals() -> Int32? {
        var termination: Int32?
        while case let signal = edit_signals_next(), signal != 0 {
            if signal == SIGTERM || signal == SIGHUP { termination = signal }
        }
        return termination
    }

    private func begin(_ prompt: String) {
        let text = PromptText(prompt, color: color)
        state = EditState(prompt: text)
        state.isReading = true
        editline.setPrompt(text.marked)
        startRow()
        output.append(text.preamble.replacingNewlines)
        if terminal.canDraw { output.append("\u{1b}[?2004h") }
    }

    private func finish(_ plain: String?) -> Input {
        state.isReading = false
        let outcome = state.outcome ?? plain.map { .line($0.withoutFinalNewline) } ?? .endOfInput
        switch outcome {
        case .endOfInput, .terminated: output.append("\r\n")
        // libedit's own line end has not been heard.
        case .line, .entries, .interrupted: if state.picture != nil { output.append("\r\n") }
        }
        editline.isSilent = false
        if terminal.canDraw { output.append("\u{1b}[?2004l") }
        output.flush()
        return outcome
    }

    private func remember(_ text: String) {
        history.add(text, redacted: delegate?.redact(text) ?? text)
        reportHistory()
    }

    private func reportHistory() {
        guard let failure = history.failure, !hasReportedHistory else { return }
        hasReportedHistory = true
        delegate?.historyFailed(failure)
    }
}

extension String {
    fileprivate var withoutFinalNewline: String { last == "\n" ? String(dropLast()) : self }
    fileprivate var replacingNewlines: String {
        split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }
}
