internal import Catalog
internal import Scripting

// Lua to copy and to run.
extension DotCommand {
    static var examples: DotCommand {
        let summary = "calls to copy and run: of a group, an operation, a resource, or of what has a word"
        return DotCommand("examples", summary, run: showExamples)
            .completing { _, words in words.isEmpty ? .subject : .words([]) }
    }

    private static func showExamples(of name: String, _ loop: EvaluationLoop) throws(CommandError) -> Outcome {
        let session = loop.session
        let list = ExampleList(catalog: session.engine.catalog, functions: session.functions)
        guard let examples = list.examples(of: name) else {
            let ending = Suggestion.ending(for: name, in: list.names)
            throw CommandError(".examples: nothing is called '\(TerminalText.visible(name))'\(ending)")
        }
        session.present(Example.lines(examples, width: StandardStreams.terminalWidth, style: session.style))
        return .goOn
    }

    static var load: DotCommand {
        DotCommand("load", "runs a file in this session, and shows what it returns") {
            (argument, loop) throws(CommandError) in
            guard !argument.isEmpty else { throw CommandError("load", expected: "a file", found: "") }
            return loop.runner.run(file: argument) ? .goOn : .failed
        }.completing { _, words in words.isEmpty ? .path() : .words([]) }
    }
}
