internal import APIClient

extension Setting {
    /// In the order in which `config` shows them.
    static let all: [Setting] = safety + line + history + completion + output

    private static let safety = [
        Setting(
            "confirm", "what is asked about before it is sent", \.connector.choice.confirmations, standard: .destructive
        ).notes(
            "It holds where contexts.yaml says nothing of the context. The local API asks about nothing unless this is "
                + "\"all\".",
            "A protected context asks in any case, and a script, where --yes answers, about what destroys."),
        Setting(
            "readonly", "whether nothing but reads is sent, in every context", \.connector.choice.isReadOnly,
            standard: false
        ).notes("A context that is read-only in contexts.yaml stays so, whatever this says.")
    ]

    private static let line = [
        Setting("hints", "whether the parameters of a call stand under the line", \.settings.hasHints, standard: true),
        Setting("highlighting", "whether entries are colored", \.settings.hasHighlighting, standard: true),
        Setting(
            "suggestions", "whether the newest entry of that beginning is shown dimmed", \.settings.hasSuggestions,
            standard: true),
        Setting("greeting", "whether a session begins with its first lines", \.settings.hasGreeting, standard: true)
            .given { $0.isQuiet }
    ]

    private static let history = [
        Setting(
            "history.size", "how many entries the history keeps", \.settings.historySize, in: 0...1_000_000,
            standard: 10_000),
        Setting("history.save", "whether entries go to the history file", \.settings.savesHistory, standard: true)
            .given { $0.keepsNoHistory }
    ]

    private static let completion = [
        Setting(
            "complete.menu", "whether Tab opens a menu; without, candidates are listed", \.settings.hasMenu,
            standard: true),
        Setting(
            "complete.live", "whether Tab may ask the API for values", \.completionSettings.isLive, standard: true),
        Setting(
            "complete.ttl", "after how many seconds Tab asks for values anew", \.completionSettings.timeToLive,
            seconds: 1...86_400, standard: 60)
    ]

    private static let output = [
        Setting("output.format", "how results are written", \.rendering.format, standard: .table)
            .given { $0.format != nil },
        Setting(
            "output.rows", "how many records of a list are shown", \.rendering.rowLimit, in: 1...1_000_000,
            orNil: "all", standard: 40
        ).given { $0.rowLimit != ShellOptions().rowLimit },
        Setting("output.header", "whether tables have a line of titles", \.rendering.showsHeader, standard: true)
            .given { !$0.showsHeader },
        Setting("pager", "whether output is shown page by page", \.pagerMode, standard: .auto)
            .notes("\"auto\" is for what does not fit on the screen."),
        Setting("timer", "whether time and requests are shown after each entry", \.showsTime, standard: false)
    ]
}
