internal import Lua

/// Runs entries of Lua and shows what comes of them.
final class EntryRunner {
    let session: Session
    let output = RedirectedOutput()
    private(set) var record = EntryRecord()
    private var localsNote = LocalsNote()

    init(_ session: Session) {
        self.session = session
    }

    private var variables: EntryVariables { EntryVariables(stack: session.stack) }

    /// Runs an entry, as an expression where it is one.
    func run(_ entry: String) {
        guard !LuaLexer.tokens(of: entry).allSatisfy(\.kind.isComment) else { return }
        output.beginEntry()
        do {
            let source = SourceText(chunk: entry, name: "=" + EntryError.chunkName)
            let results = try session.run(source, prefersExpression: true)
            variables.keep(session.cost.duration)
            variables.keep(results)
            record.add(results)
            if !Self.isSilent(entry) { try session.print(results) }
            try output.endEntry()
            tellOfLocals(entry)
            record.add(entry)
        } catch let error as LuaError {
            variables.keep(session.cost.duration)
            endFailedEntry()
            show(error, of: entry)
        } catch {
            endFailedEntry()
            show("error: \(error)")
        }
        if session.showsTime { session.present([session.style.dim(session.cost.text)]) }
    }

    /// Whether a semicolon at the end keeps the results from being shown.
    private static func isSilent(_ entry: String) -> Bool {
        let bytes = Array(entry.utf8)
        guard let last = LuaLexer.tokens(of: bytes).last(where: { !$0.kind.isComment }) else { return false }
        return bytes[last.range].elementsEqual(";".utf8)
    }

    private func endFailedEntry() {
        do throws(OutputRedirection.Failure) {
            try output.endEntry()
        } catch {
            show("error: \(error)")
        }
    }

    private func tellOfLocals(_ entry: String) {
        guard !session.options.isQuiet, let note = localsNote.text(after: entry) else { return }
        StandardStreams.write(session.style.dim("note: " + note) + "\n")
    }

    /// Writes the last results once more, and everything of them.
    func showLastResults(in format: OutputFormat?) throws(CommandError) {
        let stack = session.stack
        output.beginEntry()
        var printer = session.resultPrinter
        if let format { printer.options.format = format }
        (printer.options.rowLimit, printer.showsWhole, printer.facts) = (nil, true, nil)
        var text: [UInt8] = []
        do {
            for result in record.lastResults {
                stack.push(result)
                defer { stack.pop() }
                text += try printer.bytes(stack, at: stack.top)
            }
            session.present(text)
            try output.endEntry()
        } catch {
            endFailedEntry()
            throw CommandError("\(error)")
        }
    }

    // MARK: - Errors

    /// Shows what an entry raised, with its place in the entry's text.
    func show(_ error: LuaError, of entry: String) {
        variables.keep(error)
        let report = session.errorReport(of: error)
        record.add(report)
        let isVerbose = session.options.isVerbose
        var shown = EntryError(report.parts, calls: isVerbose ? report.traceback : report.frames, text: entry)
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

    /// Shows what the shell itself has to say, in the color of errors.
    func show(_ message: String) {
        session.presentError(session.errorStyle.boldRed(Redaction.mask(message)) + "\n")
    }
}
