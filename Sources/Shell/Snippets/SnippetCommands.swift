internal import Glibc
internal import LineEditor
internal import Snippets

/// What can be done with snippets beside running them, for the prompt and for the command line.
struct SnippetCommands {
    let library: SnippetLibrary
    let style: Emphasis
    var dialog: TerminalDialog
    /// Whether questions count as answered with yes.
    var assumesYes = false

    init(_ session: Session) {
        library = session.snippets
        style = session.style
        dialog = TerminalDialog(willAsk: { [weak session] in session?.progress?.erase() })
        assumesYes = session.options.connection.assumedAnswers != .none
    }

    var text: SnippetText { SnippetText(layout: HelpLayout(style: style, width: StandardStreams.terminalWidth)) }

    /// Runs what may throw an error of snippets.
    func doing<Result>(_ body: () throws(SnippetError) -> Result) throws(CommandError) -> Result {
        do throws(SnippetError) { return try body() } catch { throw CommandError(error) }
    }

    // MARK: - Looking

    /// Every snippet, or those whose name or summary has a word.
    func list(_ word: String) -> [String] {
        let wanted = word.lowercased()
        let entries = library.places.all().filter { entry in
            wanted.isEmpty || entry.name.contains(wanted)
                || (try? entry.snippet.get())?.header.summary.lowercased().contains(wanted) == true
        }
        guard !entries.isEmpty else {
            let shown = SnippetText.visible(word)
            return [wanted.isEmpty ? "no snippets" : "no snippet has '\(shown)' in its name or summary"]
        }
        return text.layout.pairs(entries.map { ($0.name, SnippetText.summary(of: $0)) }, indentation: 0)
    }

    func show(_ name: String) throws(CommandError) -> [String] {
        let snippet = try doing { () throws(SnippetError) in try library.snippet(name) }
        return text.lines(about: snippet) + [""] + text.source(of: snippet)
    }

    // MARK: - Installing

    /// Shows what a source has, asks, and installs it. Nothing of it is run.
    func install(_ source: SnippetSource, text given: [UInt8] = [], only name: String? = nil) throws(CommandError) {
        let candidates = try doing { () throws(SnippetError) in
            try library.fetcher.candidates(from: source, text: given, only: name)
        }
        for candidate in candidates { try install(candidate) }
    }

    private func install(_ candidate: SnippetCandidate) throws(CommandError) {
        let installed = library.places.installed
        let former = try doing { () throws(SnippetError) in try installed.text(of: candidate.snippet.name) }
        if former == candidate.snippet.text { return tell("\(candidate.snippet.name): installed already, unchanged") }
        write(text.lines(about: candidate.snippet))
        let source = candidate.source == "-" ? "a text that was given" : candidate.source
        let origin = [source, candidate.detail].filter { !$0.isEmpty }.joined(separator: ", ")
        write(["", "source: " + SnippetText.visible(origin), ""])
        if let former {
            write(text.difference(LineDifference(from: former, to: candidate.snippet.text)))
        } else {
            write(text.source(of: candidate.snippet))
        }
        let question = former == nil ? "install \(candidate.snippet.name)?" : "replace \(candidate.snippet.name)?"
        try confirm(question)
        try doing { () throws(SnippetError) in try installed.install(candidate) }
        tell("\(candidate.snippet.name): installed, sha256 \(candidate.snippet.digest)")
    }

    /// Fetches what was installed again, and shows what has changed.
    func update(_ names: [String]) throws(CommandError) {
        let installed = library.places.installed
        let pins = try doing { () throws(SnippetError) in try installed.pins() }
        for name in names where !pins.contains(where: { $0.name == name }) {
            throw CommandError(SnippetError(.unknown, name, "is not installed"))
        }
        for pin in pins where names.isEmpty || names.contains(pin.name) {
            guard pin.source != "-" else {
                tell("\(pin.name): was given as a text, so that there is nowhere to look for a newer one")
                continue
            }
            let source = try doing { () throws(SnippetError) in try SnippetSource(pin.source) }
            try install(source, only: pin.name)
        }
    }

    func remove(_ name: String) throws(CommandError) {
        let places = library.places
        let own = "\(places.own)/\(name).lua"
        try doing { () throws(SnippetError) in
            try SnippetName.check(name)
            if SnippetFile.exists(own) { try SnippetFile.remove(own) } else { try places.installed.remove(name) }
        }
        tell("\(name): removed")
    }

    func trust(_ name: String) throws(CommandError) {
        let places = library.places
        let snippet = try doing { () throws(SnippetError) in try library.snippet(name) }
        guard snippet.origin == .project else {
            throw CommandError(SnippetError(.unknown, name, "is no snippet of the project in this folder"))
        }
        write(text.lines(about: snippet) + [""] + text.source(of: snippet))
        try confirm("trust \(name)?")
        try doing { () throws(SnippetError) in try places.trust.add(snippet) }
        tell("\(name): trusted, sha256 \(snippet.digest)")
    }

    // MARK: - Sharing

    /// Writes the index of a folder.
    func index(_ folder: String) throws(CommandError) {
        try doing { () throws(SnippetError) in try SnippetIndex(folder: folder).write(by: library.reader) }
        tell("\(folder)/index.json: written")
    }

    /// Whether everything that was installed is as it was.
    func verify() throws(CommandError) {
        let (findings, count) = try doing { () throws(SnippetError) in
            (try library.places.installed.verify(), try library.places.installed.pins().count)
        }
        guard let first = findings.first else { return tell("\(count) installed, all unchanged") }
        for finding in findings.dropFirst() { tell(finding.description) }
        throw CommandError(first)
    }

    /// A snippet as a text to paste, or in a file or folder. Nothing with a secret in it leaves.
    func share(_ name: String, to path: String?) throws(CommandError) -> String? {
        let snippet = try doing { () throws(SnippetError) in try library.snippet(name) }
        let secrets = Self.linesWithSecrets(snippet.text)
        guard secrets.isEmpty else {
            let lines = secrets.map(String.init).joined(separator: ", ")
            throw CommandError(
                SnippetError(
                    .source, name,
                    "has what looks like a secret on line \(lines); take it out, as a parameter for example"))
        }
        guard let path else { return SharedBlock.block(of: snippet) }
        var status = stat()
        let isFolder = path.hasSuffix("/") || (stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR)
        let target = isFolder ? (path.hasSuffix("/") ? path : path + "/") + snippet.name + ".lua" : path
        guard !SnippetFile.exists(target) else {
            throw CommandError(SnippetError(.exists, target, "is there already; remove it, or choose another name"))
        }
        try doing { () throws(SnippetError) in try SnippetFile.write(snippet.text, to: target) }
        tell("\(target): written")
        return nil
    }

    static func linesWithSecrets(_ text: String) -> [Int] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let masked = Redaction.mask(text).split(separator: "\n", omittingEmptySubsequences: false)
        guard masked.count == lines.count else { return [1] }
        return lines.indices.filter { lines[$0] != masked[$0] }.map { $0 + 1 }
    }

    // MARK: - Telling

    private func confirm(_ question: String) throws(CommandError) {
        if assumesYes { return }
        switch dialog.confirms(question) {
        case true?: return
        case false?: throw CommandError(SnippetError(.untrusted, "", "not confirmed"))
        case nil:
            throw CommandError(
                SnippetError(.untrusted, "", "it needs a confirmation, and there is no terminal to ask on; use --yes"))
        }
    }

    /// To standard output, which a person looks at before answering.
    private func write(_ lines: [String]) {
        StandardStreams.writeLines(lines)
        _ = StandardStreams.flush()
    }

    private func tell(_ text: String) { StandardStreams.writeError(SnippetText.visible(text) + "\n") }
}

extension CommandError {
    init(_ error: SnippetError) {
        self.init(TerminalText.visible(error.description, keepingLines: true))
        exitCode = error.exitCode
    }
}
