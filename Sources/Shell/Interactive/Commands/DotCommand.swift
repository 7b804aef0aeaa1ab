/// A command of the shell itself: a line that begins with a dot, which no chunk of Lua does.
struct DotCommand {
    enum Outcome {
        case goOn, leave
        /// It was not done, which has been told.
        case failed
    }

    let name: String
    let summary: String
    /// What the next word of the argument can be, given those before it; words come with the most useful first.
    var argument: (Session, [String]) -> CommandArgument
    /// Does it, given what follows the name without the blanks around it.
    let run: (_ argument: String, _ loop: EvaluationLoop) throws(CommandError) -> Outcome

    init(
        _ name: String, _ summary: String, arguments: @escaping (Session) -> [String],
        run: @escaping (_ argument: String, _ loop: EvaluationLoop) throws(CommandError) -> Outcome
    ) {
        self.name = name
        self.summary = summary
        argument = { session, words in .words(words.isEmpty ? arguments(session).map { Symbol($0, .value) } : []) }
        self.run = run
    }

    /// A command whose argument is one of some words, or anything.
    init(
        _ name: String, _ summary: String, words: [String] = [],
        run: @escaping (_ argument: String, _ loop: EvaluationLoop) throws(CommandError) -> Outcome
    ) {
        self.init(name, summary, arguments: { _ in words }, run: run)
    }

    /// The same with another completion of its argument.
    func completing(_ argument: @escaping (Session, [String]) -> CommandArgument) -> DotCommand {
        var command = self
        command.argument = argument
        return command
    }

    /// In the order in which help lists them.
    static var all: [DotCommand] {
        [
            .help,
            .examples,
            .exit,
            .context,
            .mode,
            .rows,
            .last,
            .once,
            .output,
            .pager,
            .timer,
            .log,
            .history,
            .trace,
            .load,
            .jobs,
            .snippets,
            .run,
            .show,
            .edit,
            .save,
            .rm,
            .share,
            .install
        ]
    }

    /// What the next word after `.name word word` can be.
    static func argument(of name: String, after words: [String], _ session: Session) -> CommandArgument {
        session.command(named: String(name.dropFirst()))?.argument(session, words) ?? .words([])
    }

    /// The command and its argument, where the line begins with a dot and a letter.
    static func parse(_ line: String) -> (name: String, argument: String)? {
        guard line.first == ".", line.dropFirst().first?.isLetter == true, !line.contains("\n") else { return nil }
        let words = line.dropFirst().split(separator: " ", maxSplits: 1)
        return (String(words[0]), words.count > 1 ? String(words[1]).trimmed : "")
    }
}

/// Why a command did nothing.
struct CommandError: Error, CustomStringConvertible {
    let description: String
    /// How a program ends that fails with it.
    var exitCode = ExitCode.usage

    init(_ description: String) {
        self.description = description
    }

    /// `.timer: expected on or off, found 'maybe'`
    init(_ command: String, expected: String, found: String) {
        self.init(".\(command): expected \(expected), found '\(TerminalText.visible(found))'")
    }
}

extension String {
    /// Without the blanks around it.
    var trimmed: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text.drop(while: \.isWhitespace))
    }
}
