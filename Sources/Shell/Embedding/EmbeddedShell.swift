internal import Glibc
package import JSON
internal import LineEditor
package import Lua
package import Scripting

/// A session in a program that is not the `moontide` executable: what the module MoontideShell is made of.
package final class EmbeddedShell {
    private let session: Session
    /// Whether the user's file of settings has run.
    private var hasStarted = false

    /// - Throws: `LuaError` where there is not the memory for it.
    package init(_ options: ShellOptions, talkingTo peer: EmbeddedPeer) throws(LuaError) {
        session = try Session(options, connector: peer.connector(options.connection))
        session.askOnTerminal()
    }

    package var interpreter: Interpreter { session.engine.interpreter }

    /// The first lines of the prompt; nil: the shell's own.
    package var greeting: [String]? {
        get { session.embedding.greeting }
        set { session.embedding.greeting = newValue }
    }

    /// What stands in the prompt in place of the context's name; nil: that.
    package var label: (() -> String)? {
        get { session.embedding.label }
        set { session.embedding.label = newValue }
    }

    // MARK: - What the program adds

    /// Whether a name of Lua, of the API or of this program would be lost if something else were called so.
    package func isTaken(_ name: String) -> Bool { session.isTaken(name) }

    /// The same, where a variable that holds a plain value may be set anew.
    package func isFunctionOrTable(_ name: String) -> Bool { session.isFunctionOrTable(name) }

    package func hasCommand(named name: String) -> Bool { session.command(named: name) != nil }

    /// Adds a function, for calls, completion and help.
    ///
    /// - Parameters:
    ///   - result: What comes back, in words; empty: nothing.
    ///   - suggestions: What a parameter may be given, asked at the press of Tab.
    package func add(
        _ function: ApplicationFunction, result: String, notes: [String],
        suggestions: @escaping (_ parameter: String) -> [Symbol]
    ) {
        session.engine.add(function)
        session.functions.add(HelperFunction(function, result: result, notes: notes))
        session.embedding.suggestions[function.name] = suggestions
    }

    /// Adds a table for functions.
    package func addTable(_ name: String, summary: String) {
        session.engine.addTable(named: name)
        session.functions.add(HelperFunction.Module(name: name, summary: summary, isOfApplication: true))
    }

    package func addCommand(
        _ name: String, summary: String, arguments: @escaping () -> [Symbol], run: @escaping (String) throws -> Void
    ) {
        session.commands.append(
            DotCommand(
                name, summary, arguments: { _ in arguments().map(\.name) },
                run: { argument, loop throws(CommandError) in
                    do {
                        try run(argument)
                    } catch {
                        throw CommandError(".\(name): \(TerminalText.visible("\(error)"))")
                    }
                    return .goOn
                }))
    }

    /// - Throws: `JSONError` where the value is nested too deep.
    package func set(_ name: String, to value: JSONValue) throws(JSONError) {
        try Engine.push(value, orThrowTo: session.stack)
        session.stack.setRaw(global: name)
    }

    // MARK: - Running

    /// Runs a text, an expression if it is one, and gives what it returned.
    ///
    /// - Throws: ``EmbeddedFailure``.
    package func evaluate(_ text: String, named name: String) throws(EmbeddedFailure) -> [JSONValue] {
        let results: Results
        do throws(LuaError) {
            results = try session.run(SourceText(chunk: text, name: name), prefersExpression: true)
        } catch {
            throw EmbeddedFailure(error, session.errorReport(of: error))
        }
        var values: [JSONValue] = []
        for position in 0..<results.count {
            do throws(JSONError) {
                let isNil = results.stack.isNil(at: position + 1)
                values.append(isNil ? .null : try session.engine.jsonValue(at: position + 1, on: results.stack))
            } catch {
                throw EmbeddedFailure(
                    kind: .unusableValue, "result \(position + 1) of \(name.drop { $0 == "=" }): \(error)")
            }
        }
        return values
    }

    /// Reads entries from the terminal until somebody leaves; how the program is to end.
    ///
    /// - Throws: ``EmbeddedFailure`` where there is no terminal.
    package func runPrompt() throws(EmbeddedFailure) -> Int32 {
        guard Self.hasTerminal else { throw EmbeddedFailure(kind: .terminal, "there is none") }
        session.embedding.exitStatus = nil
        if !hasStarted {
            hasStarted = true
            session.runStartupFile()
        }
        let code: ExitCode
        do throws(LineEditorError) {
            code = try EvaluationLoop(session).run()
        } catch {
            throw EmbeddedFailure(kind: .terminal, error.description)
        }
        _ = StandardStreams.flush()
        return session.embedding.exitStatus ?? code.rawValue
    }

    /// Whether a prompt can be shown somewhere.
    private static var hasTerminal: Bool {
        if StandardStreams.isInputTerminal, StandardStreams.isOutputTerminal { return true }
        let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }

    /// Lets the prompt end after what runs.
    package func leave(status: Int32) { session.embedding.exitStatus = status }

    /// Writes whole lines to standard output, wherever that goes, after what is on the terminal was put away.
    package func write(_ text: String) {
        session.present(Array((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }
}

/// Why an embedded shell could not do what it was asked to.
package struct EmbeddedFailure: Error {
    package enum Kind: Sendable {
        case syntax, evaluation, interrupted, memory, terminal, unusableValue
    }

    package var kind: Kind
    package var message: String
    /// The calls that were open.
    package var traceback: [String] = []

    init(kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    init(_ error: LuaError, _ report: ErrorReport) {
        kind =
            switch error.kind {
            case .syntax: .syntax
            case .interrupted, .canceled: .interrupted
            case .memory: .memory
            case .runtime, .timeLimit, .errorInErrorHandling: .evaluation
            }
        message = report.message
        traceback = report.traceback
    }
}
