internal import Snippets

// Snippets.
extension DotCommand {
    static var snippets: DotCommand {
        DotCommand("snippets", "the snippets there are, or those with a word in name or summary") { argument, loop in
            loop.session.present(SnippetCommands(loop.session).list(argument))
            return .goOn
        }
    }

    static var run: DotCommand {
        DotCommand(
            "run", "runs a snippet: .run NAME k=v ...; ?NAME tells its parameters", arguments: Self.names
        ) { (argument, loop) throws(CommandError) in
            let words = CommandWords(argument).words
            guard let name = words.first else {
                throw CommandError("run", expected: "the name of a snippet; .snippets lists them", found: "")
            }
            return loop.runSnippet(name, words: Array(words.dropFirst())) ? .goOn : .failed
        }.completing { session, words in
            guard let name = words.first else { return .words(names(session).map { Symbol($0, .value) }) }
            return (try? session.snippets.places.snippet(named: name)).map { .parameters($0.header) } ?? .words([])
        }
    }

    static var show: DotCommand {
        DotCommand("show", "a snippet's header and source", arguments: Self.names) {
            (argument, loop) throws(CommandError) in
            loop.session.present(try SnippetCommands(loop.session).show(argument))
            return .goOn
        }
    }

    static var rm: DotCommand {
        DotCommand("rm", "removes a snippet of your own, or one that was installed", arguments: Self.names) {
            (argument, loop) throws(CommandError) in
            try SnippetCommands(loop.session).remove(argument)
            return .goOn
        }
    }

    static var share: DotCommand {
        DotCommand("share", "a snippet as a text to paste: .share NAME [FILE or FOLDER]", arguments: Self.names) {
            (argument, loop) throws(CommandError) in
            let words = CommandWords(argument).words
            guard let name = words.first else { throw CommandError("share", expected: "a name", found: "") }
            let block = try SnippetCommands(loop.session).share(name, to: words.dropFirst().first)
            StandardStreams.write(block ?? "")
            return .goOn
        }.completing { session, words in
            words.isEmpty ? .words(names(session).map { Symbol($0, .value) }) : .path()
        }
    }

    static var install: DotCommand {
        let summary = "installs snippets: .install FILE, FOLDER, GIT-URL[#TAG:PATH], https://..., or - to paste"
        return DotCommand("install", summary) {
            (argument, loop) throws(CommandError) in
            let commands = SnippetCommands(loop.session)
            let words = CommandWords(argument).words
            let source = try commands.doing { () throws(SnippetError) in try SnippetSource(words.first ?? "") }
            var text: [String] = []
            if source == .text {
                let prompt = "paste it, up to its last line"
                text = commands.dialog.lines(after: prompt, until: SharedBlock.isLastLine) ?? []
            }
            let bytes = Array(text.map { $0 + "\n" }.joined().utf8)
            try commands.install(source, text: bytes, only: words.dropFirst().first)
            return .goOn
        }.completing { _, words in words.isEmpty ? .path() : .words([]) }
    }

    static func names(_ session: Session) -> [String] { session.snippets.places.names }
}

extension EvaluationLoop {
    /// Runs a snippet as `.run` does, and shows what comes of it; whether it did all it was to do.
    func runSnippet(_ name: String, words: [String]) -> Bool {
        do {
            return try SnippetRunner(session).perform(name, words: words) == .success
        } catch {
            SnippetReport(session).show(error)
            return false
        }
    }
}
