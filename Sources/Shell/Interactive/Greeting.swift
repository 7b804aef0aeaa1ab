internal import APIClient

/// The first lines of a session.
struct Greeting {
    let session: Session

    var lines: [String] {
        let version = session.options.version
        let name = version.isEmpty ? "moontide" : "moontide " + version
        return ["\(name) · help() for help, Tab completes, Ctrl-D leaves"] + contextLines.map(session.style.dim)
    }

    /// Whom the session talks to, in one line.
    var contextLines: [String] {
        do {
            switch try session.connector.target() {
            case .local(":memory:"): return ["local API in memory: no token is configured, and nothing is kept"]
            case .local(let data): return ["local API, data in \(data): no token is configured"]
            case .remote(let credentials, let url):
                return ["context \(credentials.name): \(url), token from \(credentials.origin)"]
            }
        } catch {
            return [Redaction.mask(error.description)]
        }
    }
}
