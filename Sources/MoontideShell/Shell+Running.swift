internal import LineEditor
internal import Lua
internal import Shell

extension Shell {
    /// Reads entries from the terminal and runs them until the person leaves; gives the status for `exit`.
    ///
    /// The status is 0 where the person left; what ``leave(status:)`` was given; 128 and the number of the signal where
    /// SIGTERM or SIGHUP ended the prompt. Standard input and output need not be the terminal: then `/dev/tty` is asked for.
    ///
    /// On the main thread. Afterwards the shell can go on: ``evaluate(_:named:)``, another `run()`.
    ///
    /// - Throws: ``ShellError`` of the kind `.noTerminal`.
    public func run() throws(ShellError) -> Int32 {
        do throws(EmbeddedFailure) {
            return try embedded.runPrompt()
        } catch {
            throw ShellError(error, of: configuration.name)
        }
    }

    /// Lets ``run()`` return after the entry that runs, as from a function or command of the program: `quit()`.
    ///
    /// - Parameter status: What ``run()`` returns.
    public func leave(status: Int32 = 0) { embedded.leave(status: status) }

    /// Runs Lua without a prompt and gives what it returned: of an expression its value, of a chunk the values after
    /// `return`. Functions may call it while they run.
    ///
    /// - Parameters:
    ///   - source: Lua text: `#droplets.list()`.
    ///   - name: How errors call it.
    /// - Throws: ``ShellError`` of the kinds `.syntax`, `.evaluation`, `.interrupted`, `.memory`, and `.unusableValue` for
    ///   results that ``Value`` has no form for, such as functions.
    @discardableResult
    public func evaluate(_ source: String, named name: String = "evaluation") throws(ShellError) -> [Value] {
        do throws(EmbeddedFailure) {
            return try embedded.evaluate(source, named: "=" + name)
        } catch {
            throw ShellError(error, of: configuration.name)
        }
    }

    /// Writes whole lines to standard output: after progress was put away, and into the transcript and wherever `.output`
    /// sends results. For functions and commands that tell something while they run.
    public func write(_ text: String) { embedded.write(text) }

    /// Throws where Ctrl-C, SIGTERM or SIGHUP asked what runs to end. A function that takes long calls it now and then, and
    /// lets the error go up.
    public static func checkInterruption() throws(ShellError) {
        guard TerminalSignals.isInterrupting else { return }
        throw ShellError(.interrupted, "interrupted")
    }
}

extension ShellError {
    init(_ failure: EmbeddedFailure, of program: String) {
        let kind: Kind =
            switch failure.kind {
            case .syntax: .syntax
            case .evaluation: .evaluation
            case .interrupted: .interrupted
            case .memory: .memory
            case .unusableValue: .unusableValue
            case .terminal: .noTerminal
            }
        self.init(
            kind,
            kind == .noTerminal ? "\(program): a prompt needs a terminal, and \(failure.message)" : failure.message,
            traceback: failure.traceback)
    }
}
