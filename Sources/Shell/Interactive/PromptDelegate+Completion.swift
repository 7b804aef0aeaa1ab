internal import LineEditor
internal import Snippets

// Completion beside the line.
extension PromptDelegate {
    /// What the values of the API are waited for with.
    var completionWork: BackgroundWork { live.work }

    /// Goes on fetching values; an open menu shows what has come.
    func performCompletionWork() {
        if live.perform() { editor?.completionsDidChange() }
    }
}

extension LiveValues {
    /// Those of a session: its writes, its contexts and what it does to the local API are heeded.
    convenience init(_ session: Session) {
        self.init(session.connector) { [unowned session] in session.completionSettings }
        session.connector.writeHandler = { [weak self] in self?.forget(after: $0) }
        session.connector.controlHandler = { [weak self] in self?.forgetAll() }
    }
}

extension EngineSymbols.Surroundings {
    /// The commands and the snippets of the prompt.
    static func shell(of session: Session) -> Self {
        var shell = Self()
        shell.functions = { [unowned session] in session.functions }
        shell.suggestions = { [unowned session] in session.embedding.suggestions[$0] }
        shell.commands = session.commands.map { Symbol("." + $0.name, .function, summary: $0.summary) }
        shell.argument = { [unowned session] command, words in
            DotCommand.argument(of: command, after: words, session)
        }
        shell.snippetNames = { [unowned session] in session.snippets.places.names }
        shell.snippet = { [unowned session] name in (try? session.snippets.places.snippet(named: name))?.header }
        return shell
    }
}

extension BackgroundWork {
    /// What both wait for, until the earlier of their times.
    func joined(_ other: BackgroundWork) -> BackgroundWork {
        BackgroundWork(
            descriptors: descriptors + other.descriptors, timeout: [timeout, other.timeout].compactMap(\.self).min())
    }
}
