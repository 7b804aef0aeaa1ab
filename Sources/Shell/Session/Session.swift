internal import APIClient
internal import Glibc
internal import LineEditor
internal import Lua
internal import Scripting

/// An engine with the shell's functions, and the streams it writes to.
final class Session {
    let options: ShellOptions
    let connector: Connector
    let engine: Engine
    /// For standard output and for standard error.
    let style: TextStyle
    let errorStyle: TextStyle
    var format: OutputFormat

    /// - Throws: `LuaError` where there is not the memory for it.
    init(_ options: ShellOptions) throws(LuaError) {
        self.options = options
        let connector = Connector(options.connection, confirmation: AlwaysConfirmed())
        self.connector = connector
        engine = try Engine { try connector.connect() }
        let environment = ["NO_COLOR", "TERM"].reduce(into: [:]) { $0[$1] = Directories.environment($1) }
        style = TextStyle(
            isColored: options.color.isColored(onTerminal: StandardStreams.isOutputTerminal, environment: environment))
        errorStyle = TextStyle(
            isColored: options.color.isColored(onTerminal: StandardStreams.isErrorTerminal, environment: environment))
        format = options.format ?? .table
        if !options.connection.assumesYes { connector.confirmation = confirmation }
        installShellFunctions()
    }

    var stack: Stack { engine.interpreter.stack }

    private var confirmation: any Confirmation {
        let connector = connector
        return TerminalConfirmation(
            mayAsk: StandardStreams.isErrorTerminal, context: { (try? connector.target().name) ?? "this context" })
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
        let request = engine.interpreter.interruptRequest
        return try TerminalSignals.whileRunning(interrupt: request.function, context: request.state) {
            () throws(LuaError) in
            try engine.interpreter.run(text, named: source.name) { stack in
                guard stack.ensure(slots: arguments.count) else { return 0 }
                for argument in arguments { stack.push(argument) }
                return arguments.count
            }
        }
    }

    private func isExpression(_ source: SourceText) -> Bool {
        load("return " + source.text + "\n", named: source.name) == .success
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

    var resultPrinter: ResultPrinter {
        ResultPrinter(
            engine: engine, format: format, columns: options.columns, showsHeader: options.showsHeader, style: style,
            width: StandardStreams.terminalWidth, rowLimit: StandardStreams.isOutputTerminal ? 40 : nil)
    }

    /// Writes an error to standard error.
    func report(_ error: LuaError) -> ExitCode {
        let report = ErrorReport(error, on: stack)
        StandardStreams.writeError(report.text(verbose: options.isVerbose, style: errorStyle))
        return report.exitCode
    }

    private func installShellFunctions() {}
}
