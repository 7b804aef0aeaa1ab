internal import APIClient
internal import Lua
internal import Plans
internal import Scripting
internal import Snippets

/// Shows what a snippet planned, asks, and carries it out with what the snippet may use.
struct SnippetPlans {
    let session: Session
    private let dialog: TerminalDialog

    init(_ session: Session) {
        self.session = session
        dialog = TerminalDialog(willAsk: { [weak session] in session?.progress?.erase() })
    }

    /// How a program ends after it.
    ///
    /// - Throws: `SnippetError` where nobody allows it, `LuaError` of the run, `OutputError`.
    func carryOut(_ plan: Plan, of engine: SnippetEngine) throws -> ExitCode {
        guard !plan.steps.isEmpty else {
            StandardStreams.writeError("nothing to change; \(plan.unchangedCount) are as wanted\n")
            return .success
        }
        let applying = try engine.makePlanEngine()
        session.lendHandlers(to: applying)
        guard try !applying.client().isDry else { return try show(plan, applying) }
        try confirm(plan, try applying.client())
        do throws(LuaError) {
            let results = try apply(plan, by: applying)
            do { try session.print(results, of: applying) } catch { throw LuaError("\(error)") }
        } catch {
            // The error's value belongs to that engine.
            let report = ErrorReport(error, on: applying.interpreter.stack, hint: applying.hint(for: error))
            StandardStreams.writeError(report.text(verbose: session.options.isVerbose, style: session.errorStyle))
            return report.exitCode
        }
        return applying.partialRunCount > 0 ? .partlyFailed : .success
    }

    /// A dry run stops after the plan. Its requests are the output in a format for programs.
    private func show(_ plan: Plan, _ applying: Engine) throws -> ExitCode {
        if session.writesDryRequests {
            _ = try apply(plan, by: applying)
        } else {
            session.engine.planPrinter?(plan, .asked)
        }
        return .success
    }

    private func apply(_ plan: Plan, by engine: Engine) throws(LuaError) -> Results {
        try session.whileShowing(engine.interpreter) { () throws(LuaError) in
            try engine.interpreter.run("local plan = ... return plan:apply()", named: "=apply") { stack in
                engine.push(plan, to: stack)
                return 1
            }
        }
    }

    /// Where the policy does not ask about so few changes, the snippet's plan is asked about all the same: nobody has typed
    /// the calls.
    private func confirm(_ plan: Plan, _ client: APIClient) throws {
        let assumed = session.options.connection.assumedAnswers != .none
        guard !assumed, !client.asks(about: plan.intents(session.engine.catalog)) else { return }
        session.engine.planPrinter?(plan, .question)
        let count = plan.steps.count
        switch dialog.confirms(count == 1 ? "apply this change?" : "apply these \(count) changes?") {
        case true?: return
        case false?: throw SnippetError(.untrusted, plan.title ?? "", "not confirmed; nothing was changed")
        case nil:
            throw SnippetError(
                .untrusted, plan.title ?? "",
                "it plans \(count == 1 ? "a change" : "\(count) changes"), and there is no terminal to ask on; use --yes"
            )
        }
    }
}
