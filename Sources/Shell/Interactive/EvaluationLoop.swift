internal import Glibc
internal import LineEditor
internal import Lua
internal import Snippets

/// Reads entries from the terminal, runs them, and prints what comes of them.
final class EvaluationLoop {
    let session: Session
    private let delegate: PromptDelegate
    private let editor: LineEditor
    /// Whether the time of each entry is shown.
    var showsTime = false
    private var hasToldOfLocals = false
    /// The entries that ran without an error, the newest last.
    private(set) var entries: [String] = []

    /// - Throws: `LineEditorError` where there is no terminal.
    init(_ session: Session) throws(LineEditorError) {
        self.session = session
        delegate = PromptDelegate(session)
        let isTerminal = StandardStreams.isInputTerminal && StandardStreams.isOutputTerminal
        editor = try LineEditor(
            LineEditor.Configuration(
                name: "moontide", terminal: isTerminal ? .standard : .controlling,
                color: session.style.isColored,
                historyPath: session.options.keepsNoHistory ? nil : Directories.state + "/history",
                editorFileSuffix: ".lua"))
        editor.delegate = delegate
        delegate.editor = editor
        // Without it a task's output would only be less tidy.
        try? session.announceStreamUse()
    }

    /// Until the input ends or an entry says so.
    func run() -> ExitCode {
        if !session.options.isQuiet { StandardStreams.writeLines(Greeting(session: session).lines) }
        while true {
            _ = StandardStreams.flush()
            switch editor.readLine(prompt: prompt) {
            case .line(let text):
                if text.hasPrefix("?") {
                    StandardStreams.writeLines(session.helpLines(about: String(text.dropFirst()).trimmed))
                } else if let (name, argument) = DotCommand.parse(text) {
                    if perform(name, argument) == .leave { return .success }
                } else if SharedBlock.isBlock(text) {
                    installPasted(text)
                } else {
                    evaluate(text)
                }
            case .interrupted: break
            case .endOfInput: return .success
            case .terminated(let signal): endBySignal(signal)
            }
        }
    }

    private var prompt: String {
        session.style.bold((try? session.connector.target().name) ?? "?") + "> "
    }

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
        let start = ContinuousClock.now
        do {
            let source = SourceText(chunk: text, name: "=" + EntryError.chunkName)
            let results = try session.run(source, prefersExpression: true)
            if results.count > 0 { remember(results) }
            let tokens = LuaLexer.tokens(of: text)
            if !Self.endsInSemicolon(text, tokens) { try session.resultPrinter.print(results) }
            tellOfLocals(text, tokens)
            entries.append(text)
        } catch let error as LuaError {
            show(error, of: text)
        } catch {
            show("error: \(error)")
        }
        if showsTime { StandardStreams.write(session.style.dim(Self.text(.now - start)) + "\n") }
    }

    private static func endsInSemicolon(_ text: String, _ tokens: [LuaToken]) -> Bool {
        guard let last = tokens.last(where: { !$0.kind.isComment }) else { return false }
        return Array(text.utf8)[last.range].elementsEqual(";".utf8)
    }

    private static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let hundredths = (attoseconds + 5_000_000_000_000_000) / 10_000_000_000_000_000
        let total = seconds * 100 + hundredths
        return "\(total / 100).\(total % 100 < 10 ? "0" : "")\(total % 100) s"
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
    }

    private func show(_ error: LuaError, of text: String) {
        let stack = session.stack
        if let value = error.value { stack.push(value) } else { stack.push(error.message) }
        stack.setRaw(global: "_err")
        let shown = EntryError(
            report: session.errorReport(of: error), text: text, style: session.errorStyle,
            isHopeless: { [session] in
                if case .invalid = Continuation.of($0, load: { session.load($0) }) { true } else { false }
            })
        // The terminal has echoed ^C.
        if error.kind == .interrupted { StandardStreams.writeError("\n") }
        StandardStreams.writeError(shown.lines(verbose: session.options.isVerbose).map { $0 + "\n" }.joined())
    }

    private func show(_ message: String) {
        StandardStreams.writeError(session.errorStyle.boldRed(Redaction.mask(message)) + "\n")
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

    private func installPasted(_ text: String) {
        do throws(CommandError) {
            try SnippetCommands(session).install(.text, text: Array(text.utf8))
        } catch {
            show("error: \(error)")
        }
    }

    private func perform(_ name: String, _ argument: String) -> DotCommand.Outcome {
        do throws(CommandError) {
            guard let command = DotCommand.named(name) else {
                throw CommandError("there is no command .\(name); .help lists them")
            }
            return try command.run(argument, self)
        } catch {
            show("error: \(error)")
            return .goOn
        }
    }
}
