internal import LineEditor
internal import Lua
internal import Scripting

/// Runs chunks, libraries and scripts without a prompt.
struct BatchRunner {
    let session: Session

    /// Does everything the options ask for; ends at the first error.
    func run() -> ExitCode {
        let options = session.options
        do {
            session.beginBatch()
            installArguments(options)
            for step in options.steps { try run(step) }
            let code = try options.script.map { try run($0, arguments: options.arguments) } ?? .success
            let tasks = try finishTasks()
            try session.writeDryRequests()
            guard tasks == .success else { return tasks }
            guard session.engine.partialRunCount > 0 else { return code }
            // A script need not have printed what became of its run.
            session.presentError("moontide: not every step of a plan was done; resume(journals()[1]) goes on\n")
            return .partlyFailed
        } catch let error as LuaError {
            return session.report(error)
        } catch let error as SourceError {
            let hint = CommandLineMistake.hint(for: error, among: options.commands)
            session.presentError("moontide: \(TerminalText.visible(error.description + hint))\n")
            return error.exitCode
        } catch let error where SnippetReport.tells(error) {
            return SnippetReport(session).show(error)
        } catch {
            session.presentError("moontide: \(TerminalText.visible(String(describing: error)))\n")
            return .failure
        }
    }

    /// Waits for what `async` has started; an error that nobody has awaited ends the program as others do.
    private func finishTasks() throws(LuaError) -> ExitCode {
        let failed = try session.finishTasks()
        let codes = failed.compactMap { task in task.error.map { session.report($0) } }
        return codes.first ?? .success
    }

    private func run(_ step: ShellOptions.Step) throws {
        switch step {
        case .chunk(let text):
            let source = SourceText(chunk: text, name: "=(command line)")
            session.transcript?.add(entry: text)
            let results = try session.run(source, prefersExpression: true)
            if !session.writesDryRequests { try session.print(results) }
        case .library(let name):
            // As `lua -l`: the global is the part before a hyphen, so that versions can stand in file names.
            let global = name.split(separator: "-").first.map(String.init) ?? name
            let text = "local global, name = ...; _G[global] = require(name)"
            _ = try session.run(SourceText(chunk: text, name: "=(command line)"), arguments: [global, name])
        }
    }

    /// How a program ends after it.
    private func run(_ script: ShellOptions.Script, arguments: [String]) throws -> ExitCode {
        let source = try source(script)
        if case .file(let path) = script, SnippetLibrary.isSnippet(source.text, at: path) {
            return try SnippetRunner(session).perform(path, words: arguments)
        }
        if case .file(let path) = script {
            session.transcript?.add(entry: ([path] + arguments).joined(separator: " "), isLua: false)
        }
        let results = try session.run(source, arguments: arguments)
        // What a script returns was never output in Lua; asking for a format asks for it.
        if session.options.format != nil, !session.writesDryRequests { try session.print(results) }
        return .success
    }

    private func source(_ script: ShellOptions.Script) throws(SourceError) -> SourceText {
        switch script {
        case .file(let path): return try .file(path)
        case .standardInput:
            guard let bytes = StandardStreams.readInput() else {
                throw SourceError(file: "standard input", reason: .unreadable(errno: 5))
            }
            return try SourceText(bytes, name: "=stdin")
        }
    }

    /// The global `arg`: the script at 0, its arguments after it, the words before it at negative indexes.
    private func installArguments(_ options: ShellOptions) {
        let stack = session.stack
        var words = options.commandLine
        if case .file(let path) = options.script { words.append(path) }
        if options.script == .standardInput { words.append("-") }
        // Without a script the program itself is at 0, as in `lua`.
        let zero = options.script == nil ? 0 : words.count - 1
        stack.pushTable(elements: options.arguments.count, fields: words.count)
        for (index, word) in (words + options.arguments).enumerated() {
            stack.push(word)
            stack.setRaw(element: index - zero, of: -2)
        }
        stack.setRaw(global: "arg")
    }
}
