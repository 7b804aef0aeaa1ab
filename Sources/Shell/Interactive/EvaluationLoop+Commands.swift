internal import Snippets

// What entries ask for.
extension EvaluationLoop {
    /// Does what an entry asks for: Lua, a command, a question, or a program.
    func perform(_ typed: String) -> DotCommand.Outcome {
        let entry = session.expanded(typed)
        let command = DotCommand.parse(entry)
        let isLua = command == nil && !entry.hasPrefix("?") && !entry.hasPrefix("!")
        session.transcript?.add(entry: entry, isLua: isLua)
        if isLua {
            if SharedBlock.isBlock(entry) { installPasted(entry) } else { runner.run(entry) }
        } else if let (name, argument) = command {
            return perform(name, argument)
        } else if entry.hasPrefix("?") {
            session.present(session.helpLines(about: String(entry.dropFirst()).trimmed))
        } else {
            runProgram(String(entry.dropFirst()).trimmed)
        }
        return .goOn
    }

    private func installPasted(_ text: String) {
        do throws(CommandError) {
            try SnippetCommands(session).install(.text, text: Array(text.utf8))
        } catch {
            runner.show("error: \(error)")
        }
    }

    private func perform(_ name: String, _ argument: String) -> DotCommand.Outcome {
        do throws(CommandError) {
            guard let command = session.command(named: name) else {
                throw CommandError("there is no command .\(name); .help lists them")
            }
            return try command.run(argument, self)
        } catch {
            runner.show("error: \(error)")
            return .goOn
        }
    }

    /// `!ls`: a command of the system's shell.
    private func runProgram(_ command: String) {
        guard !command.isEmpty else { return runner.show("error: !: expected a command of the system's shell") }
        _ = StandardStreams.flush()
        do throws(ChildProcess.Failure) {
            let status = try ChildProcess.whileOnTerminal { () throws(ChildProcess.Failure) in
                try ChildProcess(command).wait()
            }
            if status != 0 { runner.show("note: it ended with \(status)") }
        } catch {
            runner.show("error: \(error)")
        }
    }
}
