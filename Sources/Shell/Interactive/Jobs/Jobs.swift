internal import Lua
internal import Scripting

/// The tasks of `async` as the prompt has them: tells what came of those that have ended, keeps these for `.jobs`, and ends
/// what is left in the end.
final class Jobs {
    private unowned let session: Session
    /// Ended well, and not told of yet: an entry that runs may await them.
    private var untold: [AsyncTask] = []
    /// Ended since somebody looked at the list, the oldest first.
    private var ended: [Job] = []
    /// The lines that started those that run, by their numbers.
    private var sources: [Int: String] = [:]
    private var lastNumber = 0
    /// Ended by Control-C, and not told of yet.
    private var interrupted: [AsyncTask] = []
    private var entry = ""
    /// How many results were shown since the last entry.
    private var shownCount = 0
    private static let shownLimit = 20
    private static let endedLimit = 20
    private static let untoldLimit = 1_000

    init(_ session: Session) {
        self.session = session
        session.engine.taskHandler = { [weak self] task in self?.keep(task) }
    }

    private func keep(_ task: AsyncTask) {
        if task.state == .done, untold.count < Self.untoldLimit { untold.append(task) }
        if task.isInterrupted { interrupted.append(task) }
        ended.append(Job(task, source: source(of: task)))
        sources[task.number] = nil
        if ended.count > Self.endedLimit { ended.removeFirst() }
    }

    /// In the order they were started.
    var running: [AsyncTask] { session.engine.runningTasks }

    /// The line that started a task: of those begun since, that of the entry that runs.
    private func source(of task: AsyncTask) -> String? {
        if let source = sources[task.number] { return source }
        let line = SyntaxErrorPlace.line(in: task.place + ":", chunkName: EntryError.chunkName)
        guard let line, task.number > lastNumber else { return nil }
        let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
        return line <= lines.count ? String(lines[line - 1]).trimmed : nil
    }

    /// Those that run, and, once, those that have ended since the last time.
    func takeAll() -> [Job] {
        defer { ended = [] }
        return (ended + list(running)).sorted { $0.number < $1.number }
    }

    func list(_ tasks: [AsyncTask]) -> [Job] {
        tasks.map { task in
            var job = Job(task, source: source(of: task))
            job.wait = session.engine.wait(of: task).map(Job.text)
            return job
        }
    }

    // MARK: - What came of them

    /// Shows results and errors of those that have ended, unless somebody has awaited them.
    ///
    /// - Parameter release: Called before something is written.
    func tell(releasing release: () -> Void) {
        tellOfInterrupts(release)
        for task in session.engine.takeFailedTasks() { tell(failed: task, release) }
        guard !untold.isEmpty else { return }
        let tasks = untold
        untold = []
        for task in tasks where !task.isAwaited { tell(done: task, release) }
    }

    private func tellOfInterrupts(_ release: () -> Void) {
        for task in interrupted {
            release()
            session.presentError(session.errorStyle.red("\(Self.name(of: task)):") + " interrupted\n")
        }
        interrupted = []
    }

    private func tell(failed task: AsyncTask, _ release: () -> Void) {
        guard let error = task.error else { return }
        release()
        let message = session.errorReport(of: error).message
        session.presentError(session.errorStyle.red("\(Self.name(of: task)):") + " \(message)\n")
    }

    private func tell(done task: AsyncTask, _ release: () -> Void) {
        let stack = session.stack
        let base = stack.top
        defer { stack.truncate(to: base) }
        let count = session.engine.pushResults(of: task, on: stack)
        guard count > 0, shownCount <= Self.shownLimit else { return }
        release()
        shownCount += 1
        guard shownCount <= Self.shownLimit else {
            return session.present([session.style.dim("more tasks have ended; .jobs lists them")])
        }
        var text = Array((session.style.dim("\(Self.name(of: task)):") + "\n").utf8)
        var printer = session.resultPrinter
        // Time and requests are those of the last entry.
        printer.facts = nil
        do {
            for position in (base + 1)...(base + count) { text += try printer.bytes(stack, at: position) }
            session.present(text)
        } catch {
            session.presentError(session.errorStyle.red("\(Self.name(of: task)):") + " \(error)\n")
        }
    }

    /// `task 1 (entry:1): done`
    private static func name(of task: AsyncTask) -> String {
        Redaction.mask(TerminalText.visible(task.description))
    }

    // MARK: - Entries

    /// To be called before an entry runs.
    func beginEntry(_ entry: String) {
        shownCount = 0
        self.entry = entry
    }

    /// To be called when it has run: tasks that begin later are others'.
    func endEntry() {
        for task in running { sources[task.number] = source(of: task) }
        lastNumber = max(lastNumber, running.last?.number ?? 0)
        entry = ""
    }

    // MARK: - Their end

    /// Ends tasks; what they do at their end is waited for, until Ctrl-C or the time limit comes.
    func cancel(_ tasks: [AsyncTask], timeLimit: Duration? = nil) {
        guard !tasks.isEmpty else { return }
        // An error of a `__close` function is the task's, and is told as such.
        try? session.whileShowing(session.engine.interpreter) { () throws(LuaError) in
            try session.engine.cancel(tasks, timeLimit: timeLimit)
        }
        // Those that awaited them hear of it.
        session.engine.runReady()
    }
}
