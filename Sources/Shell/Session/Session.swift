internal import APIClient
internal import Catalog
internal import Glibc
internal import LineEditor
internal import Lua
internal import Scripting

/// An engine with the shell's functions, and the streams it writes to.
final class Session {
    let options: ShellOptions
    let connector: Connector
    let engine: Engine
    /// For standard error.
    let errorStyle: Emphasis
    private let environment = Directories.environment
    /// Where the files of the session are.
    var directories: Directories { Directories(of: options.application.name) }
    /// What there is beside the operations of the API.
    var functions = HelperTable.standard
    /// The commands there are, in the order in which help lists them.
    var commands = DotCommand.all
    /// What the program that embeds the shell has of it.
    var embedding = Embedding()
    let progress: ProgressDisplay?
    let terminal: TerminalSharing
    /// How results are written.
    var rendering: RenderOptions
    /// What shows long output; nil without a prompt.
    var pager: Pager?
    /// Whether the cost of each entry is shown.
    var showsTime = false
    var completionSettings = CompletionSettings()
    /// What the user has chosen about the prompt.
    var settings = Settings() {
        didSet { settingsHandler?() }
    }
    /// Told that something of ``settings`` has changed.
    var settingsHandler: (() -> Void)?
    let keys = KeyBindings()
    var aliases = Aliases()
    let customPrompt = CustomPrompt()
    /// Whether the file of settings runs, over which the command line has the last word.
    var isStarting = false
    let pictures: PictureTables
    var transcript: Transcript?
    let printing = PrintCapture()
    var meter: EntryMeter
    /// Whether little of the rate limit was left when that was last asked for.
    var hasLowRate = false
    /// The snippets there are.
    let snippets: SnippetLibrary
    /// The tasks beside the prompt; made when there is one.
    private(set) lazy var jobs = Jobs(self)
    /// The snippet that ran last: a signal may still be on its way to it.
    var lastSnippet: SnippetEngine?
    /// Whether the requests of a dry run are the output, in place of what chunks and scripts return.
    var writesDryRequests = false
    /// What was not sent, where it is written as data at the end.
    var dryRequests: [DryRequest] = []

    /// - Parameter connector: Who decides whom it talks to; nil: one that follows the options.
    /// - Throws: `LuaError` where there is not the memory for it.
    init(_ options: ShellOptions, connector given: Connector? = nil) throws(LuaError) {
        self.options = options
        let connector = given ?? Connector(options.connection, confirmation: AlwaysConfirmed())
        self.connector = connector
        engine = try Engine(catalog: options.application.catalog) { try connector.connect() }
        engine.concurrency = options.connection.concurrency
        pictures = PictureTables(engine.interpreter.stack)
        meter = EntryMeter(connector.requests)
        snippets = SnippetLibrary(version: options.version, certificateFile: options.connection.certificateFile)
        errorStyle = Emphasis(
            isColored: options.color.isColored(onTerminal: StandardStreams.isErrorTerminal, environment: environment))
        rendering = options.rendering
        progress = options.isQuiet || !options.showsProgress ? nil : ProgressDisplay(.standardError)
        terminal = TerminalSharing(progress: progress)
        if given == nil { askOnTerminal() }
        installShellFunctions()
        installDryRuns()
        installTrace()
        installPlanHandlers()
        if !options.isQuiet { installNotes() }
        if let progress { try install(progress) }
        if !options.application.hasAPI { removeAPI() }
    }

    /// What the client remarks goes to standard error.
    private func installNotes() {
        connector.warn = { [terminal, name = options.application.name] text in
            terminal.prepare()
            StandardStreams.writeError("\(name): \(TerminalText.visible(text))\n")
        }
        engine.noteHandler = { [terminal, notes = Notes(style: errorStyle)] text in
            terminal.prepare()
            notes.show(text)
        }
        guard progress == nil, StandardStreams.isErrorTerminal else { return }
        let note = RateWaitNote { [errorStyle] in StandardStreams.writeError(errorStyle.dim("note: \($0)") + "\n") }
        connector.rateWaitHandler = { note.update($0) }
    }

    /// Shows what a dry run does not send on standard error, or keeps it.
    private func installDryRuns() {
        let show: (DryRequest) -> Void = { [unowned self] request in
            guard !writesDryRequests else { return dryRequests.append(request) }
            progress?.erase()
            StandardStreams.writeError(Redaction.mask(TerminalText.visible(request.text)) + "\n")
        }
        connector.dryRunHandler = show
        engine.dryRunHandler = show
    }

    private func install(_ progress: ProgressDisplay) throws(LuaError) {
        engine.progressHandler = { progress.update($0) }
        engine.waitHandler = { progress.tick() }
        connector.rateWaitHandler = { progress.update($0) }
        try announceStreamUse()
    }

    /// Has what is on the terminal put away before Lua's own functions write to it.
    func announceStreamUse() throws(LuaError) {
        try engine.interpreter.announceStreamUse { [terminal] in terminal.prepare() }
    }

    /// Lets tasks go on beside the line that an editor shows.
    ///
    /// - Parameter release: Called before they write to the terminal.
    /// - Returns: Whether Control-C was pressed meanwhile, and meant for the line.
    func runTasks(releasingLine release: @escaping () -> Void) -> Bool {
        terminal.beginRun()
        terminal.releaseLine = release
        let wasInterrupted = RunningInterpreter.whileTurnLasts(engine.interpreter) { engine.runReady() }
        terminal.releaseLine = nil
        jobs.tell(releasing: release)
        return wasInterrupted
    }

    /// For standard output, wherever it goes at the moment.
    var style: Emphasis {
        Emphasis(
            isColored: options.color.isColored(onTerminal: StandardStreams.isOutputTerminal, environment: environment))
    }

    /// To be called before anything is written that Lua's own functions do not write.
    func eraseProgress() { terminal.prepare() }

    var stack: Stack { engine.interpreter.stack }

    /// Asks a person what needs an answer.
    func askOnTerminal() { connector.confirmation = confirmation }

    private var confirmation: any Confirmation {
        TerminalConfirmation(
            mayAsk: StandardStreams.isAnyTerminal, hasFlags: !options.application.isEmbedded,
            willAsk: { [terminal] in terminal.prepare() })
    }

    /// Runs a chunk; Ctrl-C interrupts it.
    ///
    /// - Parameters:
    ///   - prefersExpression: whether `return TEXT` is tried first.
    ///   - arguments: the values of `...`.
    func run(
        _ source: SourceText, prefersExpression: Bool = false, arguments: [String] = []
    ) throws(LuaError) -> Results {
        let text = prefersExpression && isExpression(source) ? "return " + source.text + "\n" : source.text
        meter.begin(connector.client?.rateLimit)
        connector.beginEntry()
        return try whileRunning { () throws(LuaError) in
            try engine.interpreter.run(text, named: source.name) { stack in
                // One that came before the entry began: entering it forgets what was asked of the interpreter before.
                if TerminalSignals.interruptCount > 0 { engine.interpreter.interrupt() }
                guard stack.ensure(slots: arguments.count) else { return 0 }
                for argument in arguments { stack.push(argument) }
                return arguments.count
            }
        }
    }

    /// Waits for the tasks that are left; Ctrl-C ends them. Returns those that failed unheard.
    func finishTasks() throws(LuaError) -> [AsyncTask] {
        guard !engine.runningTasks.isEmpty else { return try engine.finishTasks() }
        return try whileRunning { () throws(LuaError) in try engine.finishTasks() }
    }

    /// Shows progress meanwhile; Ctrl-C interrupts.
    private func whileRunning<Value>(_ body: () throws(LuaError) -> Value) throws(LuaError) -> Value {
        try whileShowing(engine.interpreter, body)
    }

    private func isExpression(_ source: SourceText) -> Bool {
        load("return " + source.text + "\n", named: source.name) == .success
    }

    /// Whether there is a global variable of that name; asks no metamethod.
    func hasGlobal(_ name: String) -> Bool {
        stack.pushGlobals()
        defer { stack.pop(2) }
        return stack.pushRaw(field: name, of: -1) != .nil
    }

    /// Compiles a text without running it.
    func load(_ text: String, named name: String = "=entry") -> Continuation.LoadResult {
        do throws(LuaError) {
            try stack.load(text, named: name)
            stack.pop()
            return .success
        } catch {
            return .failure(message: error.message, isIncomplete: error.kind == .syntax(isIncomplete: true))
        }
    }

    /// Writes an error to standard error.
    func report(_ error: LuaError) -> ExitCode {
        let report = errorReport(of: error)
        presentError(report.text(verbose: options.isVerbose, style: errorStyle))
        return report.exitCode
    }

    func errorReport(of error: LuaError) -> ErrorReport {
        ErrorReport(error, on: stack, hint: engine.hint(for: error))
    }

    var help: HelpText {
        HelpText(
            catalog: engine.catalog, functions: functions, commands: commands, style: style,
            width: StandardStreams.terminalWidth)
    }

    private var valueHelp: ValueHelp { ValueHelp(engine: engine, text: help, functions: functions) }

    /// `help()`, `help(value)`, `help("name")`.
    private func installShellFunctions() {
        // Weak: a finalizer may call it while the session goes away.
        stack.push(function: { [weak self] stack in
            guard let self else { return 0 }
            present(helpLines(on: stack))
            return 0
        })
        stack.setRaw(global: "help")
        engine.addResultMethod("help") { [weak self] stack in
            guard let self else { return 0 }
            present(helpLines(on: stack))
            return 0
        }
        OutputModule(printer: { [unowned self] in resultPrinter }, present: { [unowned self] in present($0) })
            .install(in: engine)
        PictureModule(pictures, now: { [connector] in connector.now }).install(on: stack)
        installSnippets()
        installConfiguration()
        LocalAPIModule { [connector] in try connector.controlledAPI() }.install(on: stack)
    }

    private func helpLines(on stack: Stack) -> [String] {
        guard stack.kind(at: 1) != .none else { return help.overview }
        var values = valueHelp
        values.named = { [unowned self] in help.lines(about: $0) ?? snippetHelpLines(about: $0) }
        return values.lines(aboutValueAt: 1, on: stack)
    }

    /// Help about a name of the API, a variable that holds something of it, or what a search for the text finds.
    func helpLines(about text: String) -> [String] {
        guard !text.isEmpty else { return help.overview }
        return helpLines(aboutName: text) ?? help.lines(aboutOrFinding: text)
    }

    /// The same for a name only; nil where it is none.
    func helpLines(aboutName name: String) -> [String]? {
        help.lines(about: name) ?? valueHelp.lines(aboutVariable: name)
            ?? aliasHelpLines(about: name) ?? snippetHelpLines(about: name)
    }
}
