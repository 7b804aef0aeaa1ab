internal import APIClient

/// How the prompt and the greeting tell in which context the session is, and how much care it needs.
struct ContextLabel {
    let name: String
    let settings: ContextSettings
    let style: Emphasis
    /// Whether nothing that changes something is sent at all.
    var isDryRun = false

    init(_ session: Session) {
        let name = (try? session.connector.target().name) ?? "?"
        let settings = session.connector.settings?.settings(of: name)
        self.init(name: session.embedding.label?() ?? name, settings: settings, style: session.style)
        isDryRun = session.options.connection.isDryRun
    }

    init(name: String, settings: ContextSettings?, style: Emphasis) {
        self.name = TerminalText.visible(name)
        self.settings = settings ?? ContextSettings()
        self.style = style
    }

    /// `prod> `, `prod readonly> `, `prod dry-run> `: red where the context is protected.
    var prompt: String {
        let shown = settings.isProtected ? style.boldRed(name) : style.bold(name)
        let words = (settings.isReadOnly ? ["readonly"] : []) + (isDryRun ? ["dry-run"] : [])
        return ([shown] + words.map(style.dim)).joined(separator: " ") + "> "
    }

    /// ` (read-only, protected)`; empty where nothing is special.
    var remark: String {
        var words: [String] = []
        if isDryRun { words.append("dry run: nothing that changes something is sent") }
        if settings.isReadOnly { words.append("read-only") }
        if settings.isProtected { words.append("protected") }
        if let confirmations = settings.confirmations { words.append("confirm: \(confirmations.rawValue)") }
        return words.isEmpty ? "" : " (" + words.joined(separator: ", ") + ")"
    }
}
