internal import Catalog
internal import Snippets

// What entries ask for.
extension EvaluationLoop {
    /// Does entries one after another, each but the first shown as if it had been typed. The first that fails ends that.
    func perform(_ entries: [String]) -> DotCommand.Outcome {
        for (index, entry) in entries.enumerated() {
            if index > 0 { StandardStreams.write(session.prompt + entry + "\n") }
            let outcome = perform(entry)
            guard outcome == .goOn else {
                if outcome == .failed { tellOfRest(entries.count - index - 1) }
                return outcome
            }
            tellOfSession()
        }
        return .goOn
    }

    private func tellOfRest(_ count: Int) {
        guard count > 0 else { return }
        let rest = count == 1 ? "the entry after it was" : "the \(count) entries after it were"
        session.presentError(session.errorStyle.dim("note: \(rest) not run") + "\n")
    }

    /// Does what an entry asks for: Lua, a command, a question, or a program.
    func perform(_ typed: String) -> DotCommand.Outcome {
        let meant = session.expanded(typed)
        let entry = BareWord.meaning(of: meant, isDefined: session.hasGlobal) ?? meant
        let command = DotCommand.parse(entry)
        let isLua = command == nil && !entry.hasPrefix("?") && !entry.hasPrefix("!")
        session.transcript?.add(entry: entry, isLua: isLua)
        if let (name, argument) = command { return perform(name, argument) }
        if entry.hasPrefix("?") {
            session.present(session.helpLines(about: String(entry.dropFirst()).trimmed))
            return .goOn
        }
        if entry.hasPrefix("!") { return runProgram(String(entry.dropFirst()).trimmed) }
        if SharedBlock.isBlock(entry) { return installPasted(entry) }
        session.jobs.beginEntry(entry)
        defer { session.jobs.endEntry() }
        return runner.run(entry) ? .goOn : .failed
    }

    private func installPasted(_ text: String) -> DotCommand.Outcome {
        telling { () throws(CommandError) in
            try SnippetCommands(session).install(.text, text: Array(text.utf8))
            return .goOn
        }
    }

    private func perform(_ name: String, _ argument: String) -> DotCommand.Outcome {
        telling { () throws(CommandError) in
            guard let command = session.command(named: name) else {
                let nearest = Suggestion.nearest(to: name, in: session.commands.map(\.name), limit: 1).first
                let ending = nearest.map { "did you mean .\($0)?" } ?? ".help lists them"
                throw CommandError("there is no command .\(name); \(ending)")
            }
            return try command.run(argument, self)
        }
    }

    private func telling(_ body: () throws(CommandError) -> DotCommand.Outcome) -> DotCommand.Outcome {
        do throws(CommandError) {
            return try body()
        } catch {
            runner.show("error: \(error)")
            return .failed
        }
    }

    /// `!ls`: a command of the system's shell.
    private func runProgram(_ command: String) -> DotCommand.Outcome {
        telling { () throws(CommandError) in
            guard !command.isEmpty else { throw CommandError("!: expected a command of the system's shell") }
            _ = StandardStreams.flush()
            do throws(ChildProcess.Failure) {
                let status = try ChildProcess.whileOnTerminal { () throws(ChildProcess.Failure) in
                    try ChildProcess(command).wait()
                }
                guard status != 0 else { return .goOn }
                runner.show("note: it ended with \(status)")
                return .failed
            } catch {
                throw CommandError("\(error)")
            }
        }
    }
}
