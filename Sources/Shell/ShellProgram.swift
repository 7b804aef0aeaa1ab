internal import Glibc
internal import LineEditor
internal import Lua

/// The program behind the command line: scripts, chunks, the prompt.
public enum ShellProgram {
    /// Runs what the options ask for and returns how the process should end. On the main thread.
    public static func run(_ options: ShellOptions) -> ExitCode {
        StandardStreams.endQuietlyOnBrokenPipe()
        StandardStreams.surviveFileSizeLimit()
        do {
            var options = options
            let hasWork = !options.steps.isEmpty || options.script != nil
            if !hasWork, !StandardStreams.isInputTerminal { options.script = .standardInput }
            let session = try Session(options)
            // Without a context of one's own choice the first call is early enough to look.
            if options.connection.context != nil || options.connection.tokenFile != nil {
                do {
                    _ = try session.connector.target()
                } catch {
                    StandardStreams.writeError("moontide: \(TerminalText.visible(error.description))\n")
                    return error.exitCode
                }
            }
            if let path = options.transcript { try session.setTranscript(path) }
            if hasWork || options.script != nil {
                try TerminalSignals.installForBatch()
                if let code = session.runStartupFileForScript() { return flushed(code) }
                let code = BatchRunner(session: session).run()
                // After an error the prompt is the place to look; after a wrong command line there is nothing to look at.
                guard options.isInteractive, code != .interrupted, code != .usage else { return flushed(code) }
            }
            // A file that was named has run before the script.
            if options.script == nil && !hasWork || options.startup == .standard { session.runStartupFile() }
            return flushed(try prompt(session))
        } catch {
            StandardStreams.writeError("moontide: \(error)\n")
            return .failure
        }
    }

    /// Results that could not be written are no success.
    private static func flushed(_ code: ExitCode) -> ExitCode {
        guard let failure = StandardStreams.flushFailure(), code == .success else { return code }
        let reason = failure == 0 ? "" : ": " + String(cString: strerror(failure))
        StandardStreams.writeError("moontide: cannot write to standard output\(reason)\n")
        return .failure
    }

    private static func prompt(_ session: Session) throws -> ExitCode { try EvaluationLoop(session).run() }
}
