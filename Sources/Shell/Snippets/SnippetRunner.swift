internal import JSON
internal import Lua
internal import Plans
internal import Scripting
internal import Snippets

/// Runs snippets for a session: asks what must be asked, and lets them tell how far they are as the session does.
struct SnippetRunner {
    let session: Session
    var dialog: TerminalDialog

    init(_ session: Session) {
        self.session = session
        dialog = TerminalDialog(willAsk: { [weak session] in session?.progress?.erase() })
    }

    /// What a snippet returned.
    struct Outcome {
        var snippet: Snippet
        var values: [SnippetEngine.Value]
        var plan: Plan?
        /// What ran it.
        var engine: SnippetEngine
    }

    /// Runs a snippet with words of a command line, asking for parameters that are missing.
    ///
    /// - Throws: `SnippetError`, `SnippetFailure`, `LuaError`.
    func run(_ word: String, words: [String]) throws -> Outcome {
        session.connector.beginEntry()
        let snippet = try trusted(session.snippets.snippet(word))
        var values = ParameterValues(words: words) { (path) throws(SnippetError) in try SnippetFile.value(at: path) }
        for parameter in values.missing(of: snippet.header) {
            guard let answer = ask(for: parameter, &values) else { break }
            values.set(parameter.name, answer)
        }
        return try run(snippet, values)
    }

    /// Runs a snippet, writes what it returns, and carries out what it plans; how a program ends after it.
    func perform(_ word: String, words: [String]) throws -> ExitCode {
        let outcome = try run(word, words: words)
        if !session.writesDryRequests { try SnippetResultPrinter(session: session).print(outcome) }
        if outcome.values.isEmpty, outcome.plan == nil {
            StandardStreams.writeError("\(word): nothing to change, and nothing to show\n")
        }
        return try outcome.plan.map { try SnippetPlans(session).carryOut($0, of: outcome.engine) } ?? .success
    }

    /// Runs a snippet with values of Lua.
    func run(_ word: String, values: JSONObject) throws -> Outcome {
        try run(trusted(session.snippets.snippet(word)), ParameterValues(values))
    }

    private func run(_ snippet: Snippet, _ values: ParameterValues) throws -> Outcome {
        let parameters = try values.checked(for: snippet.header)
        let limits = try SnippetLibrary.limits()
        let connector = session.connector
        let engine = try SnippetEngine(snippet, limits: limits, catalog: session.engine.catalog) {
            try connector.separateClient()
        }
        prepare(engine)
        session.lastSnippet = engine
        let results = try engine.run(parameters: parameters) { (interpreter, body) throws(LuaError) in
            try session.whileShowing(interpreter, body)
        }
        return Outcome(snippet: snippet, values: results.values, plan: results.plan, engine: engine)
    }

    private func prepare(_ engine: SnippetEngine) {
        session.lendHandlers(to: engine.engine)
        let stack = engine.engine.interpreter.stack
        PictureModule(PictureTables(stack), now: { [connector = session.connector] in connector.now })
            .install(on: stack)
        let isForeign = engine.snippet.origin.isForeign
        engine.printHandler = { [progress = session.progress] text in
            progress?.erase()
            StandardStreams.writeError((isForeign ? TerminalText.visible(text, keepingLines: true) : text) + "\n")
        }
    }

    // MARK: - Questions

    /// A project's snippet is shown and asked about, once for each content.
    private func trusted(_ snippet: Snippet) throws(SnippetError) -> Snippet {
        let trust = session.snippets.places.trust
        guard try !trust.contains(snippet) else { return snippet }
        if dialog.mayAsk {
            let text = SnippetText(layout: HelpLayout(style: session.errorStyle, width: StandardStreams.errorWidth))
            let lines = text.lines(about: snippet) + [""] + text.source(of: snippet)
            dialog.willAsk()
            StandardStreams.writeError(lines.map { $0 + "\n" }.joined())
            if dialog.confirms("trust this snippet of the project?") == true {
                try trust.add(snippet)
                return snippet
            }
        }
        throw SnippetError(
            .untrusted, snippet.path ?? snippet.name,
            "nobody has trusted this snippet of the project yet; look at it with moontide snippets show "
                + "\(snippet.name), then moontide snippets trust \(snippet.name)")
    }

    /// A value for a required parameter; nil where nobody answers.
    private func ask(for parameter: SnippetParameter, _ values: inout ParameterValues) -> String? {
        let about = [parameter.summary, parameter.type.meaning].filter { !$0.isEmpty }.joined(separator: "; ")
        while let answer = dialog.answer(to: "\(parameter.name) (\(about)): ") {
            guard !answer.isEmpty else { return nil }
            var attempt = ParameterValues()
            attempt.set(parameter.name, answer)
            guard let problem = attempt.problem(with: parameter) else { return answer }
            StandardStreams.writeError(TerminalText.visible(problem) + "\n")
        }
        return nil
    }
}
