// Leaving, help, and whom the shell talks to.
extension DotCommand {
    static var help: DotCommand {
        DotCommand("help", "this list, and how to get help") { argument, loop in
            loop.session.present(loop.session.helpLines(about: argument))
            return .goOn
        }
    }

    static var exit: DotCommand {
        DotCommand("exit", "leave") { _, _ in .leave }
    }

    static var context: DotCommand {
        DotCommand("context", "whom the shell talks to") { _, loop in
            loop.session.present(Greeting(session: loop.session).contextLines)
            return .goOn
        }
    }
}
