internal import Catalog
internal import Glibc

/// What may have been meant by a command line that is wrong.
public enum CommandLineMistake {
    /// `. Did you mean '--context'?`, in the words of the parser of the command line; empty where nothing is near.
    ///
    /// - Parameter description: What the parser says of the command line.
    public static func hint(forOption word: String, description: String) -> String {
        guard let program = try? CommandDescription(parserDescription: description) else { return "" }
        let known = (program.options + (program.defaultCommand?.options ?? [])).filter(\.isShown)
        let name = String(word.prefix { $0 != "=" })
        let spellings = known.flatMap(\.spellings).filter { $0.hasPrefix("--") }
        let nearest = Suggestion.nearest(to: name, in: spellings, limit: 1)
        return nearest.first.map { ". Did you mean '\($0)'?" } ?? ""
    }

    /// What a script that is not there may have been meant for: a command.
    static func hint(for error: SourceError, among commands: [String]) -> String {
        guard error.reason == .unreadable(errno: ENOENT) else { return "" }
        if commands.contains(error.file) {
            return "; options before the command '\(error.file)' must be its own: write them after it"
        }
        return Suggestion.ending(for: error.file, in: commands)
    }
}
