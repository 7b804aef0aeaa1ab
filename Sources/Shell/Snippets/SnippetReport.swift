internal import Lua
internal import Scripting
internal import Snippets

/// Tells why a snippet did not run, or failed.
struct SnippetReport {
    let session: Session

    init(_ session: Session) { self.session = session }

    /// Whether an error is one of snippets.
    static func tells(_ error: any Error) -> Bool {
        error is SnippetFailure || error is SnippetError || error is CommandError
    }

    /// Writes the error to standard error; how a program ends with it.
    @discardableResult
    func show(_ error: any Error) -> ExitCode {
        switch error {
        case let error as SnippetFailure: return show(error)
        case let error as SnippetError:
            write(error.description)
            return error.exitCode
        case let error as CommandError:
            write(error.description)
            return error.exitCode
        case let error as LuaError: return session.report(error)
        default:
            write("\(error)")
            return .failure
        }
    }

    /// An error of the snippet's own state, whose value belongs there.
    private func show(_ failure: SnippetFailure) -> ExitCode {
        guard let engine = session.lastSnippet, engine.snippet.name == failure.snippet else {
            write(failure.description)
            return .failure
        }
        let hint = engine.engine.hint(for: failure.cause)
        let report = ErrorReport(failure.cause, on: engine.engine.interpreter.stack, hint: hint)
        if failure.description == failure.cause.message {
            StandardStreams.writeError(report.text(verbose: session.options.isVerbose, style: session.errorStyle))
        } else {
            write(failure.description)
        }
        return report.exitCode
    }

    private func write(_ text: String) {
        let shown = Redaction.mask(TerminalText.visible(text, keepingLines: true))
        StandardStreams.writeError(session.errorStyle.boldRed("error: ") + shown + "\n")
    }
}
