internal import Glibc
internal import LineEditor
internal import Lua
internal import Snippets

/// Reads entries from the terminal, runs them, and prints what comes of them.
final class EvaluationLoop {
    let session: Session
    private let delegate: PromptDelegate
    private let editor: LineEditor
    private var hasToldOfLocals = false
    /// The entries that ran without an error, the newest last.
    private(set) var entries: [String] = []
    /// What the last entry that had results returned.
    private(set) var lastResults: [Reference] = []
    private(set) var lastError: ErrorReport?
    /// Where output goes instead of the terminal.
    var redirection: OutputRedirection?

    /// - Throws: `LineEditorError` where there is no terminal.
    init(_ session: Session) throws(LineEditorError) {
        self.session = session
        delegate = PromptDelegate(session)
        let isTerminal = StandardStreams.isInputTerminal && StandardStreams.isOutputTerminal
        editor = try LineEditor(
            LineEditor.Configuration(
                name: session.options.application.name, terminal: isTerminal ? .standard : .controlling,
                color: session.style.isColored,
                historyPath: session.options.keepsNoHistory ? nil : session.directories.state + "/history",
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
            try endRedirection()
        } catch {
            show("error: \(error)")
            return .failure
        }
        return .success
    }

    /// What happened to the session beside what was entered.
    private func tellOfSession() {
        if let failure = session.takeTranscriptFailure() { show("error: \(failure)") }
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

    // MARK: - Evaluation

    private func evaluate(_ text: String) {
        guard !LuaLexer.tokens(of: text).allSatisfy(\.kind.isComment) else { return }
        redirection?.begin()
        do {
            let source = SourceText(chunk: text, name: "=" + EntryError.chunkName)
            let results = try session.run(source, prefersExpression: true)
            keepDuration()
            if results.count > 0 { remember(results) }
            let tokens = LuaLexer.tokens(of: text)
            if !Self.endsInSemicolon(text, tokens) { try session.print(results) }
            try endEntry()
            tellOfLocals(text, tokens)
            entries.append(text)
        } catch let error as LuaError {
            keepDuration()
            endFailedEntry()
            show(error, of: text)
        } catch {
            endFailedEntry()
            show("error: \(error)")
        }
        if session.showsTime { session.present([session.style.dim(session.cost.text)]) }
    }

    /// Output goes to the terminal again, until the next entry or for good.
    private func endEntry() throws(OutputRedirection.Failure) {
        guard let redirection else { return }
        do throws(OutputRedirection.Failure) {
            try redirection.end()
        } catch {
            self.redirection = nil
            try? redirection.close()
            throw error
        }
        guard redirection.isForOneEntry else { return }
        self.redirection = nil
        try redirection.close()
    }

    private func endFailedEntry() {
        do throws(OutputRedirection.Failure) {
            try endEntry()
        } catch {
            show("error: \(error)")
        }
    }

    /// Ends a redirection for good.
    func endRedirection() throws(CommandError) {
        guard let redirection else { return }
        self.redirection = nil
        do throws(OutputRedirection.Failure) {
            try redirection.close()
        } catch {
            throw CommandError(error.description)
        }
    }

    /// `_t` is how long the entry ran, in seconds.
    private func keepDuration() {
        session.stack.push(session.cost.duration / .seconds(1))
        session.stack.setRaw(global: "_t")
    }

    private static func endsInSemicolon(_ text: String, _ tokens: [LuaToken]) -> Bool {
        guard let last = tokens.last(where: { !$0.kind.isComment }) else { return false }
        return Array(text.utf8)[last.range].elementsEqual(";".utf8)
    }

    /// `_` is the last value and `__` the one before.
    private func remember(_ results: Results) {
        let stack = session.stack
        stack.pushGlobals()
        stack.pushRaw(field: "_", of: -1)
        stack.setRaw(field: "__", of: -2)
        stack.push(results.stack.reference(at: 1))
        stack.setRaw(field: "_", of: -2)
        stack.pop()
        lastResults = (0..<results.count).map { results.stack.reference(at: $0 + 1) }
    }

    /// Writes the last results once more, and everything of them.
    func showLastResults(in format: OutputFormat?) throws(CommandError) {
        let stack = session.stack
        redirection?.begin()
        var printer = session.resultPrinter
        if let format { printer.options.format = format }
        (printer.options.rowLimit, printer.showsWhole, printer.facts) = (nil, true, nil)
        var text: [UInt8] = []
        do {
            for result in lastResults {
                stack.push(result)
                defer { stack.pop() }
                text += try printer.bytes(stack, at: stack.top)
            }
            session.present(text)
            try endEntry()
        } catch {
            endFailedEntry()
            throw CommandError("\(error)")
        }
    }

    private func show(_ error: LuaError, of text: String) {
        let stack = session.stack
        if let value = error.value { stack.push(value) } else { stack.push(error.message) }
        stack.setRaw(global: "_err")
        let report = session.errorReport(of: error)
        lastError = report
        let isVerbose = session.options.isVerbose
        var shown = EntryError(report.parts, calls: isVerbose ? report.traceback : report.frames, text: text)
        shown.style = session.errorStyle
        shown.width = StandardStreams.errorWidth
        shown.context = (try? session.connector.target()).map { "context \($0.name)" }
        shown.isHopeless = { [session] in
            if case .invalid = Continuation.of($0, load: { session.load($0) }) { true } else { false }
        }
        // The terminal has echoed ^C.
        if error.kind == .interrupted { StandardStreams.writeError("\n") }
        session.presentError(shown.lines.map { $0 + "\n" }.joined())
    }

    private func show(_ message: String) {
        session.presentError(session.errorStyle.boldRed(Redaction.mask(message)) + "\n")
    }

    /// Locals end with their entry, which surprises everybody once.
    private func tellOfLocals(_ text: String, _ tokens: [LuaToken]) {
        let bytes = Array(text.utf8)
        let words = tokens.prefix(2).map { String(decoding: bytes[$0.range], as: UTF8.self) }
        guard !hasToldOfLocals, !session.options.isQuiet, words.count == 2, words[0] == "local", !text.contains("\n")
        else { return }
        let name = words[1] == "function" ? "the function" : words[1]
        hasToldOfLocals = true
        StandardStreams.write(
            session.style.dim("note: a local ends with its entry; leave out `local` to keep \(name)") + "\n")
    }

    // MARK: - Commands

    /// Does what a line asks for: Lua, a command, a question, or a program.
    private func perform(_ text: String) -> DotCommand.Outcome {
        let command = DotCommand.parse(text)
        let isLua = command == nil && !text.hasPrefix("?") && !text.hasPrefix("!")
        session.transcript?.add(entry: text, isLua: isLua)
        if isLua {
            if SharedBlock.isBlock(text) { installPasted(text) } else { evaluate(text) }
        } else if let (name, argument) = command {
            return perform(name, argument)
        } else if text.hasPrefix("?") {
            session.present(session.helpLines(about: String(text.dropFirst()).trimmed))
        } else {
            runProgram(String(text.dropFirst()).trimmed)
        }
        return .goOn
    }

    private func installPasted(_ text: String) {
        do throws(CommandError) {
            try SnippetCommands(session).install(.text, text: Array(text.utf8))
        } catch {
            show("error: \(error)")
        }
    }

    private func perform(_ name: String, _ argument: String) -> DotCommand.Outcome {
        do throws(CommandError) {
            guard let command = session.command(named: name) else {
                throw CommandError("there is no command .\(name); .help lists them")
            }
            return try command.run(argument, self)
        } catch {
            show("error: \(error)")
            return .goOn
        }
    }

    /// `!ls`: a command of the system's shell.
    private func runProgram(_ command: String) {
        guard !command.isEmpty else { return show("error: !: expected a command of the system's shell") }
        _ = StandardStreams.flush()
        do throws(ChildProcess.Failure) {
            let status = try ChildProcess.whileOnTerminal { () throws(ChildProcess.Failure) in
                try ChildProcess(command).wait()
            }
            if status != 0 { show("note: it ended with \(status)") }
        } catch {
            show("error: \(error)")
        }
    }
}
