internal import APIClient
internal import Catalog
internal import JSON

/// A shell that completes command lines.
public enum CompletingShell: String, Sendable, CaseIterable {
    case bash, zsh, fish
}

/// What `moontide complete` prints, and what the scripts it prints ask for.
public enum CompletionProgram {
    /// What stands before the words in a question of the scripts. It looks like no option, so that it hides none.
    public static let request = "---complete"

    /// Writes the script for a shell to standard output.
    public static func writeScript(for shell: CompletingShell) -> ExitCode {
        StandardStreams.endQuietlyOnBrokenPipe()
        StandardStreams.write(CompletionScript.text(for: shell))
        return StandardStreams.flush() ? .success : .failure
    }

    /// Writes what may stand at the cursor to standard output, and never anything to standard error.
    ///
    /// - Parameters:
    ///   - words: The shell's name, the word that names the program, and the words after it up to the cursor.
    ///   - description: What the parser says of the command line.
    public static func answer(_ words: [String], description: String) -> ExitCode {
        StandardStreams.endQuietlyOnBrokenPipe()
        guard let shell = words.first.flatMap(CompletingShell.init),
            let program = try? CommandDescription(parserDescription: description)
        else { return .usage }
        var words = words.dropFirst(2).map { shell == .bash ? ShellQuotes.removed(from: $0) : $0 }
        if words.isEmpty { words = [""] }
        let sources = ValueSources(library: SnippetLibrary(version: MoontideVersion.number), catalog: .standard)
        let answer = CommandLineCompletion(program: program, sources: sources).answer(to: words)
        StandardStreams.writeLines(answer.lines)
        return StandardStreams.flush() ? .success : .failure
    }
}
