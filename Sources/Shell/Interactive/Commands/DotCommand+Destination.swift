// Where results go.
extension DotCommand {
    static var output: DotCommand {
        DotCommand("output", "sends all output to FILE or |COMMAND; without either, to the terminal again") {
            (argument, loop) throws(CommandError) in
            let output = loop.runner.output
            guard !argument.isEmpty else {
                try output.end()
                return .goOn
            }
            try output.redirect(to: argument, isForOneEntry: false, command: "output")
            return .goOn
        }.completing { _, _ in .path() }
    }

    static var once: DotCommand {
        DotCommand("once", "sends the output of the next entry to FILE or |COMMAND") {
            (argument, loop) throws(CommandError) in
            guard !argument.isEmpty else { throw CommandError("once", expected: "a file or |COMMAND", found: "") }
            try loop.runner.output.redirect(to: argument, isForOneEntry: true, command: "once")
            return .goOn
        }.completing { _, _ in .path() }
    }

    static var pager: DotCommand {
        DotCommand(
            "pager", "whether long output goes through $PAGER or less: on, off, auto",
            words: Pager.Mode.allCases.map(\.rawValue)
        ) { (argument, loop) throws(CommandError) in
            guard !argument.isEmpty else {
                loop.session.present([loop.session.pager?.mode.rawValue ?? "off"])
                return .goOn
            }
            guard let mode = Pager.Mode(rawValue: argument) else {
                throw CommandError("pager", expected: "on, off or auto", found: argument)
            }
            loop.session.pager?.mode = mode
            return .goOn
        }
    }

    static var log: DotCommand {
        DotCommand("log", "keeps what is entered and what comes of it in FILE; off ends that") {
            (argument, loop) throws(CommandError) in
            guard !argument.isEmpty else {
                loop.session.present([loop.session.transcript?.path ?? "off"])
                return .goOn
            }
            do throws(Transcript.Failure) {
                try loop.session.setTranscript(argument == "off" ? nil : argument)
            } catch {
                throw CommandError(".log: \(error)")
            }
            return .goOn
        }.completing { _, _ in .path(or: [Symbol("off", .value, summary: "ends it")]) }
    }
}
