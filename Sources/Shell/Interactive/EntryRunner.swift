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

    /// Runs an entry, as an expression where it is one; whether it ran without an error.
    func run(_ entry: String) -> Bool {
        guard !LuaLexer.tokens(of: entry).allSatisfy(\.kind.isComment) else { return true }
        let source = SourceText(chunk: entry, name: "=" + EntryError.chunkName)
        guard run(source, prefersExpression: true, isSilent: Self.isSilent(entry), place: entry) else { return false }
        tellOfLocals(entry)
        record.add(entry)
        return true
    }

    /// Runs a file as an entry runs, and shows what it returns; whether it ran without an error.
    func run(file path: String) -> Bool {
        do throws(SourceError) {
            return run(try .file(Directories.expanded(path)), prefersExpression: false, isSilent: false, place: "")
        } catch {
            show("error: .load: " + TerminalText.visible(error.description))
            return false
        }
    }

    /// - Parameter place: The text that errors point into.
    private func run(_ source: SourceText, prefersExpression: Bool, isSilent: Bool, place: String) -> Bool {
        defer { if session.showsTime { session.present([session.style.dim(session.cost.text)]) } }
        output.beginEntry()
        do {
            let results = try session.run(source, prefersExpression: prefersExpression)
            variables.keep(session.cost.duration)
            variables.keep(results)
            record.add(results)
            if !isSilent { try session.print(results) }
            try output.endEntry()
            return true
        } catch let error as LuaError {
            variables.keep(session.cost.duration)
            endFailedEntry()
            show(error, of: place)
        } catch {
            endFailedEntry()
            show("error: \(error)")
        }
        return false
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
    private func show(_ error: LuaError, of entry: String) {
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
        session.terminal.endEchoedRow()
        session.presentError(shown.lines.map { $0 + "\n" }.joined())
    }

    /// Shows what the shell itself has to say, in the color of errors.
    func show(_ message: String) {
        let lines = Redaction.mask(message).split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            WrappedText.lines(of: String(line), width: StandardStreams.errorWidth ?? .max, indentation: 2)
        }
        session.presentError(lines.map { session.errorStyle.boldRed($0) + "\n" }.joined())
    }
}
