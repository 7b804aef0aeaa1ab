internal import JSON
internal import Lua
internal import Scripting
internal import Snippets

extension Session {
    /// Installs `run(name, {k=v})`, which runs a snippet and returns what it returns.
    func installSnippets() {
        stack.push(function: { [weak self] stack in
            guard let self else { return 0 }
            return try runSnippet(stack)
        })
        stack.setRaw(global: "run")
    }

    private func runSnippet(_ stack: Stack) throws -> Int {
        guard let name = stack.string(at: 1) else { throw stack.typeError(at: 1, expected: "string") }
        var parameters = JSONObject()
        if !stack.isNil(at: 2) {
            guard stack.kind(at: 2) == .table else { throw stack.typeError(at: 2, expected: "table") }
            do throws(JSONError) {
                parameters = try engine.jsonValue(at: 2, on: stack).object ?? [:]
            } catch {
                throw LuaError("run: the parameters are no values: \(error.reason)")
            }
        }
        do {
            let outcome = try SnippetRunner(self).run(name, values: parameters)
            for value in outcome.values { stack.push(value.json) }
            guard let plan = outcome.plan else { return outcome.values.count }
            engine.push(plan, to: stack)
            return outcome.values.count + 1
        } catch let error as SnippetError {
            throw LuaError("run: \(error)")
        } catch let error as SnippetFailure where error.cause.kind == .interrupted {
            engine.interpreter.interrupt()
            throw error
        }
    }

    /// Lets another engine tell how far it is as this session's does, and keep its journals with the others.
    func lendHandlers(to other: Engine) {
        other.noteHandler = engine.noteHandler
        other.dryRunHandler = engine.dryRunHandler
        other.progressHandler = engine.progressHandler
        other.waitHandler = engine.waitHandler
        other.planTarget = engine.planTarget
        other.planPrinter = engine.planPrinter
        other.journalFolder = engine.journalFolder
        other.concurrency = engine.concurrency
    }

    /// Shows progress while another interpreter runs; Ctrl-C interrupts it.
    func whileShowing<Value>(
        _ interpreter: Interpreter, _ body: () throws(LuaError) -> Value
    ) throws(LuaError) -> Value {
        terminal.beginRun()
        progress?.begin()
        defer { progress?.end() }
        return try RunningInterpreter.whileRunning(interpreter, body)
    }

    /// What the header of a snippet says; nil where there is none of that name.
    func snippetHelpLines(about name: String) -> [String]? {
        guard SnippetName.isValid(name), let snippet = try? snippets.places.snippet(named: name) else { return nil }
        return SnippetText(layout: HelpLayout(style: style, width: StandardStreams.terminalWidth)).lines(about: snippet)
    }
}

extension Stack {
    /// Pushes a tree that another interpreter's values made. Stack: pushes 1.
    fileprivate func push(_ value: JSONValue) {
        // Its depth is bounded by what reading it allowed.
        Engine.push(value, to: self)
    }
}
