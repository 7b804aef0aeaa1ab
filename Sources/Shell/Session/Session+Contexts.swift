internal import APIClient
internal import Scripting

// Whom the session talks to.
extension Session {
    /// Goes to another context: calls under way end with an error, what was got in the one before stays where it is.
    func changeContext(to name: String) throws(ConnectionFailure) {
        try connector.change(to: name)
        engine.reconnect()
    }

    /// Every context there is, in lines for `.context`: the one in use is marked, and what holds for each is told.
    var contextLines: [String] {
        let current = try? connector.target().name
        let names = connector.contextNames
        var lines = names.map { name in
            let label = ContextLabel(name: name, settings: connector.settings?.settings(of: name), style: style)
            return (name == current ? "* " + style.bold(label.name) : "  " + label.name) + style.dim(label.remark)
        }
        let unknown = (connector.settings?.names ?? []).filter { !names.contains($0) }
        lines += unknown.map {
            "  \(TerminalText.visible($0))" + style.dim(" (in contexts.yaml, and no context of doctl)")
        }
        if let problem = connector.settings?.problem { lines.append(TerminalText.visible(problem)) }
        return lines
    }
}
