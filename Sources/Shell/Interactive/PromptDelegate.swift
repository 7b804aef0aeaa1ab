internal import Catalog
internal import LineEditor
internal import Lua
internal import Scripting
internal import Snippets

/// Answers the line editor's questions about an entry.
final class PromptDelegate: LineEditorDelegate {
    let session: Session
    private let completion: CompletionEngine
    private let symbols: EngineSymbols
    let live: LiveValues
    /// Whose line tasks may interrupt.
    weak var editor: LineEditor?

    init(_ session: Session) {
        self.session = session
        symbols = EngineSymbols(engine: session.engine, in: .shell(of: session))
        live = LiveValues(session)
        completion = CompletionEngine(source: symbols, live: live)
    }

    func completeness(of entry: String) -> Completeness {
        let text = session.expanded(entry)
        if text.hasPrefix(".") || text.hasPrefix("?") || text.hasPrefix("!") { return .complete }
        // A shared snippet that is pasted comes as a whole, whatever its lines are.
        if SharedBlock.isBlock(text) { return SharedBlock.isComplete(text) ? .complete : .incomplete(indentation: 0) }
        // Enter on an empty last line runs the entry whatever it is, which shows what is wrong with it.
        if text.hasSuffix("\n") || text.split(separator: "\n").last?.allSatisfy(\.isWhitespace) == true {
            return .complete
        }
        guard case .incomplete = Continuation.of(text, load: { session.load($0) }) else { return .complete }
        return .incomplete(indentation: Indentation.after(text))
    }

    func entries(in text: String) -> [String] {
        if SharedBlock.isBlock(text) { return [text] }
        return PastedEntries(commands: session.commandNames) { [session] chunk in
            if case .incomplete = Continuation.of(chunk, load: { session.load($0) }) { true } else { false }
        }.entries(in: text)
    }

    func completions(for text: String, cursor: Int) -> CompletionList {
        session.completions(for: text, cursor: cursor) { completion.completions(for: $0, cursor: $1) }
    }

    func highlights(in text: String) -> [HighlightSpan] {
        EntryHighlighter(source: symbols).spans(in: text)
    }

    func hint(for text: String, cursor: Int) -> String? {
        let before = session.expanded(String(decoding: text.utf8.prefix(cursor), as: UTF8.self))
        return CallHint(source: symbols).text(for: before)
    }

    func help(for text: String, cursor: Int) -> String? {
        CursorSubject(source: symbols).names(in: text, cursor: cursor).lazy
            .compactMap { [session] in session.helpLines(aboutName: $0) }.first?.joined(separator: "\n")
    }

    func indentation(in text: String, cursor: Int) -> Int? {
        let before = String(decoding: text.utf8.prefix(cursor), as: UTF8.self)
        guard let end = before.lastIndex(of: "\n") else { return nil }
        let line = String(before[before.index(after: end)...]).trimmed
        // Only words and signs that close a block move their line, and only once they are complete.
        guard ["end", "else", "elseif", "until", "}", ")", "]"].contains(line) else { return nil }
        return Indentation.of(line: line, after: String(before[...end]))
    }

    func backgroundWork() -> BackgroundWork {
        let tasks = session.engine.nextRun.map { BackgroundWork($0) } ?? BackgroundWork()
        return tasks.joined(completionWork)
    }

    func performBackgroundWork(ready: [BackgroundWork.Descriptor]) {
        performCompletionWork()
        guard let editor else { return }
        if editor.lendingTerminal({ session.runTasks(releasingLine: $0) }) { editor.interruptLine() }
    }

    func redact(_ entry: String) -> String { Redaction.mask(entry) }

    func historyFailed(_ error: LineEditorError) {
        StandardStreams.writeError(session.errorStyle.dim("note: \(error)") + "\n")
    }
}
