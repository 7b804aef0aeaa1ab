import ArgumentParser
import Shell

/// The command lines that most starts have: nothing at all, a script and its arguments, or a chunk.
///
/// They are read here, because ArgumentParser takes more time than all that follows: 2 of 4 ms. Where there is an option
/// beside them ArgumentParser reads it all, with ``Run``.
enum PlainCommandLine {
    /// What a command line asks for; nil where ArgumentParser has to look.
    ///
    /// - Parameter commandLine: Begins with the name of the program.
    static func options(_ commandLine: [String]) -> ShellOptions? {
        let words = Array(commandLine.dropFirst())
        var options = ShellOptions()
        options.version = Moontide.configuration.version
        options.commandLine = commandLine
        if words.count == 2, words[0] == "-e", !words[1].hasPrefix("-") {
            options.steps = [.chunk(words[1])]
        } else if let script = words.first {
            guard !script.hasPrefix("-"), !isCommand(script) else { return nil }
            options.script = .file(path: script)
            options.arguments = Array(words.dropFirst())
            options.commandLine.removeLast(words.count)
        }
        return options
    }

    /// True where it is not known, of a command that does not say its name.
    private static func isCommand(_ word: String) -> Bool {
        if word == "help" { return true }
        return Moontide.configuration.subcommands.contains { command in
            let configuration = command.configuration
            return (configuration.commandName ?? word) == word || configuration.aliases.contains(word)
        }
    }
}
