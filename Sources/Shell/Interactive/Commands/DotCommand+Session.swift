// Leaving, help, and whom the shell talks to.
extension DotCommand {
    static var help: DotCommand {
        DotCommand("help", "this list, and how to get help") { argument, loop in
            let topic = HelpTopic.commands.rawValue
            loop.session.present(loop.session.helpLines(about: argument.isEmpty ? topic : argument))
            return .goOn
        }.completing { _, words in words.isEmpty ? .subject : .words([]) }
    }

    static var exit: DotCommand {
        DotCommand("exit", "leave") { _, _ in .leave }
    }

    static var context: DotCommand {
        DotCommand(
            "context", "the contexts there are, or go to another: .context NAME",
            arguments: { $0.connector.contextNames }, run: goToContext)
    }

    private static func goToContext(_ name: String, _ loop: EvaluationLoop) throws(CommandError) -> Outcome {
        guard !name.isEmpty else {
            loop.session.present(loop.session.contextLines)
            return .goOn
        }
        do throws(ConnectionFailure) {
            try loop.session.changeContext(to: name)
        } catch {
            throw CommandError(".context: \(TerminalText.visible(error.description))")
        }
        loop.session.present(Greeting(session: loop.session).contextLines.map(loop.session.style.dim))
        return .goOn
    }
}
