internal import APIClient

/// The first lines of a session.
struct Greeting {
    let session: Session

    var lines: [String] {
        if let greeting = session.embedding.greeting { return greeting.map { TerminalText.visible($0) } }
        let version = session.options.application.version ?? session.options.version
        let program = session.options.application.name
        let name = version.isEmpty ? program : program + " " + version
        let width = StandardStreams.terminalWidth ?? .max
        func wrapped(_ line: String) -> [String] { WrappedText.lines(of: line, width: width, indentation: 2) }
        return wrapped("\(name) · help() for help, Tab completes, Ctrl-D leaves")
            + contextLines.flatMap(wrapped).map(session.style.dim)
    }

    /// Whom the session talks to, in one line, and what is wrong with the settings of contexts.
    var contextLines: [String] {
        let problem = session.connector.settings?.problem.map { [TerminalText.visible($0)] } ?? []
        guard session.options.application.hasAPI else { return [] }
        return [target + (problem.isEmpty ? ContextLabel(session).remark : "")] + problem
    }

    private var target: String {
        do {
            switch try session.connector.target() {
            case .local(":memory:"): return "local API in memory: no token is used, and nothing is kept"
            case .local(let data): return "local API, data in \(data): no token is used"
            case .remote(let credentials, let url):
                return "context \(credentials.name): \(url), token from \(credentials.origin)"
            case .application(let name): return "context \(name)"
            }
        } catch {
            return Redaction.mask(error.description)
        }
    }
}
