internal import LineEditor
internal import Lua

extension LineEditor.Configuration.Features {
    /// What is drawn around the line.
    init(_ settings: Settings) {
        self = []
        if settings.hasHighlighting { insert(.highlighting) }
        if settings.hasSuggestions { insert(.suggestions) }
        if settings.hasHints { insert(.hints) }
        if settings.hasMenu { insert(.menu) }
    }
}

extension Session {
    /// Lets an editor do what the user has chosen, now and from now on.
    func configure(_ editor: LineEditor) {
        connector.choice.isAtPrompt = true
        keys.editor = editor
        settingsHandler = { [weak self, weak editor] in
            guard let self, let editor else { return }
            editor.features = LineEditor.Configuration.Features(settings)
            editor.savesHistory = settings.savesHistory
            if editor.historyLimit != settings.historySize { editor.historyLimit = settings.historySize }
        }
        settingsHandler?()
    }

    /// Installs what a file of settings uses: `config`, `bind`, `alias`.
    func installConfiguration() {
        ConfigTable(self).install(on: stack)
        BindFunction(bindings: keys).install(on: stack)
        AliasFunction(self).install(on: stack)
    }

    /// Whether the first lines are shown.
    var isGreeting: Bool { !options.isQuiet && settings.hasGreeting }

    /// How the pager is used, also before there is one.
    var pagerMode: Pager.Mode {
        get { pager?.mode ?? settings.pagerMode }
        set {
            settings.pagerMode = newValue
            pager?.mode = newValue
        }
    }

    /// Runs the file of settings before a prompt. What is wrong with it is shown, and nothing worse comes of it.
    func runStartupFile() {
        do {
            try runStartupFile(options.startup)
        } catch let error as LuaError {
            // The terminal has echoed ^C.
            if error.kind == .interrupted { StandardStreams.writeError("\n") }
            let report = errorReport(of: error)
            var shown = EntryError(report.parts, calls: options.isVerbose ? report.traceback : report.frames, text: "")
            (shown.style, shown.width) = (errorStyle, StandardStreams.errorWidth)
            presentError(shown.lines.map { $0 + "\n" }.joined())
        } catch {
            presentError(errorStyle.boldRed("error: \(TerminalText.visible("\(error)"))") + "\n")
        }
    }

    /// The same before a script that asks for it, which an error keeps from running.
    ///
    /// - Returns: How the program ends; nil where it goes on.
    func runStartupFileForScript() -> ExitCode? {
        guard case .file = options.startup else { return nil }
        do {
            try runStartupFile(options.startup)
            return nil
        } catch let error as LuaError {
            return report(error)
        } catch let error as SourceError {
            presentError("\(options.application.name): \(TerminalText.visible(error.description))\n")
            return error.exitCode
        } catch {
            presentError("\(options.application.name): \(TerminalText.visible("\(error)"))\n")
            return .failure
        }
    }

    private func runStartupFile(_ choice: ShellOptions.Startup) throws {
        guard let source = try StartupFile(choice, in: directories)?.source() else { return }
        try TerminalSignals.installForBatch()
        isStarting = true
        defer { isStarting = false }
        _ = try run(source)
    }
}
