internal import LineEditor
internal import Scripting
internal import Snippets

// Snippets of one's own.
extension DotCommand {
    static var edit: DotCommand {
        DotCommand("edit", "edits a snippet in $VISUAL or $EDITOR", arguments: names) {
            (argument, loop) throws(CommandError) in
            try OwnSnippets(loop.session).edit(argument)
            return .goOn
        }
    }

    static var save: DotCommand {
        DotCommand("save", "makes a snippet of the last entries: .save NAME [how many]") {
            (argument, loop) throws(CommandError) in
            let words = CommandWords(argument).words
            guard let name = words.first, let count = Int(words.dropFirst().first ?? "1"), count > 0 else {
                throw CommandError("save", expected: "a name, and a number of entries", found: argument)
            }
            let entries = loop.runner.record.entries
            guard !entries.isEmpty else { throw CommandError(".save: there is no entry yet that could be saved") }
            try OwnSnippets(loop.session).save(name, entries.suffix(count))
            return .goOn
        }
    }
}

/// Writes snippets into the user's own folder.
struct OwnSnippets {
    let session: Session
    private let commands: SnippetCommands

    init(_ session: Session) {
        self.session = session
        commands = SnippetCommands(session)
    }

    private func path(of name: String) -> String { "\(session.snippets.places.own)/\(name).lua" }

    /// Edits one of the user's own or the project's; of one that is built in a copy, which goes before it. A text that is no
    /// snippet is not kept unless the user wants it so.
    func edit(_ name: String) throws(CommandError) {
        let snippet = try commands.doing { () throws(SnippetError) in try session.snippets.places.snippet(named: name) }
        guard snippet.origin != .installed, snippet.origin != .shared else {
            let hint = ".share \(name) FILE writes a copy to make your own"
            throw CommandError(SnippetError(.changed, name, "is somebody else's and pinned; \(hint)"))
        }
        let target = snippet.origin == .builtIn ? path(of: name) : snippet.path ?? path(of: name)
        var text = snippet.text
        while let edited = ExternalEditor(suffix: ".lua").edit(text).map({ $0 + "\n" }), edited != text {
            text = edited
            do throws(SnippetError) {
                let edited = try Snippet(
                    text: text, file: name, origin: .own, reader: session.snippets.reader)
                guard edited.name == name else {
                    throw SnippetError(.header, name, "the header says '\(edited.name)'; a snippet keeps its name")
                }
                try checkSyntax(of: text, name)
                try SnippetFile.write(text, to: target)
                StandardStreams.writeError("\(target): written\n")
                return
            } catch {
                StandardStreams.writeError(TerminalText.visible(error.description, keepingLines: true) + "\n")
                guard commands.dialog.confirms("edit it again?") == true else {
                    throw CommandError(SnippetError(.header, name, "not written"))
                }
            }
        }
        StandardStreams.writeError("\(name): unchanged\n")
    }

    private func checkSyntax(of text: String, _ name: String) throws(SnippetError) {
        guard case .failure(let message, _) = session.load(text, named: "@\(name).lua") else { return }
        throw SnippetError(.header, name, message)
    }

    /// Makes a snippet of entries, with a header that says what they use.
    func save(_ name: String, _ entries: ArraySlice<String>) throws(CommandError) {
        let body = entries.joined(separator: "\n") + "\n"
        guard SnippetCommands.linesWithSecrets(body).isEmpty else {
            throw CommandError(
                SnippetError(.source, name, "the entries have what looks like a secret; make a parameter of it"))
        }
        let target = path(of: name)
        try commands.doing { () throws(SnippetError) in
            try SnippetName.check(name)
            guard !SnippetFile.exists(target) else {
                let hint = ".rm \(name) removes it, .edit \(name) changes it"
                throw SnippetError(.exists, target, "is there already; \(hint)")
            }
            let text = SnippetSkeleton(catalog: session.engine.catalog).text(name: name, body: body)
            try SnippetFile.write(text, to: target)
        }
        StandardStreams.writeError("\(target): written; .edit \(name) gives it a summary and parameters\n")
    }
}
