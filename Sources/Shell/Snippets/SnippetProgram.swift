internal import Glibc
internal import LineEditor
internal import Snippets

/// `moontide run` and `moontide snippets`.
public enum SnippetProgram {
    /// Runs a snippet with `name=value` words, and writes what it returns.
    public static func run(_ name: String, words: [String], _ options: ShellOptions) -> ExitCode {
        withSession(options) { session in
            session.beginBatch()
            let code = try SnippetRunner(session).perform(name, words: words)
            try session.writeDryRequests()
            return code
        }
    }

    /// What `moontide snippets` does.
    public enum Action: Sendable {
        case list(String)
        case show(String)
        case remove(String)
        case trust(String)
        case install(String, only: String?)
        case update([String])
        case share(String, to: String?)
        case index(folder: String)
        case verify
    }

    public static func perform(_ action: Action, _ options: ShellOptions) -> ExitCode {
        withSession(options) { session in
            let commands = SnippetCommands(session)
            switch action {
            case .list(let word): StandardStreams.writeLines(commands.list(word))
            case .show(let name): StandardStreams.writeLines(try commands.show(name))
            case .remove(let name): try commands.remove(name)
            case .trust(let name): try commands.trust(name)
            case .install(let text, let name): try install(text, only: name, commands)
            case .update(let names): try commands.update(names)
            case .share(let name, let path): StandardStreams.write(try commands.share(name, to: path) ?? "")
            case .index(let folder): try commands.index(folder)
            case .verify: try commands.verify()
            }
            return .success
        }
    }

    private static func install(_ text: String, only name: String?, _ commands: SnippetCommands) throws(CommandError) {
        let source = try commands.doing { () throws(SnippetError) in try SnippetSource(text) }
        guard source == .text else { return try commands.install(source, only: name) }
        guard let bytes = StandardStreams.readInput() else { throw CommandError("standard input cannot be read") }
        try commands.install(source, text: bytes)
    }

    private static func withSession(_ options: ShellOptions, _ body: (Session) throws -> ExitCode) -> ExitCode {
        StandardStreams.endQuietlyOnBrokenPipe()
        StandardStreams.surviveFileSizeLimit()
        do {
            let session = try Session(options)
            try TerminalSignals.installForBatch()
            var code = ExitCode.success
            do {
                code = try body(session)
            } catch {
                code = SnippetReport(session).show(error)
            }
            guard !StandardStreams.flush(), code == .success else { return code }
            StandardStreams.writeError("moontide: cannot write to standard output\n")
        } catch {
            StandardStreams.writeError("moontide: \(error)\n")
        }
        return .failure
    }
}
