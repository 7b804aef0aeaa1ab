internal import APIClient

/// How the prompt and the greeting tell in which context the session is, and how much care it needs.
struct ContextLabel {
    let name: String
    let settings: ContextSettings
    let style: Emphasis
    /// Whether nothing that changes something is sent at all.
    var isDryRun = false
    /// Whether it is the local API.
    var isLocal = false

    init(_ session: Session) {
        let target = try? session.connector.target()
        let name = target?.name ?? "?"
        var settings = session.connector.settings?.settings(of: name) ?? ContextSettings()
        settings.isReadOnly =
            settings.isReadOnly || session.connector.choice.isReadOnly || session.options.connection.isReadOnly
        self.init(name: session.embedding.label?() ?? name, settings: settings, style: session.style)
        isDryRun = session.options.connection.isDryRun
        if case .local = target { isLocal = true }
    }

    init(name: String, settings: ContextSettings?, style: Emphasis) {
        self.name = TerminalText.visible(name)
        self.settings = settings ?? ContextSettings()
        self.style = style
    }

    /// `prod> `, `prod readonly> `, `prod dry-run> `: red where the context is protected.
    var prompt: String { text + "> " }

    /// `prod readonly`: the prompt without its sign.
    var text: String {
        let shown = settings.isProtected ? style.boldRed(name) : style.bold(name)
        let words = (settings.isReadOnly ? ["readonly"] : []) + (isDryRun ? ["dry-run"] : [])
        return ([shown] + words.map(style.dim)).joined(separator: " ")
    }

    /// Whether somebody has to see where he is: it is told before a prompt that does not tell it.
    var isWarning: Bool { settings.isProtected || settings.isReadOnly || isDryRun }

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
