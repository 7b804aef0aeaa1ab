import ArgumentParser
import Glibc
import Shell

/// The command line of `moontide`.
///
/// Every command of it says its name: to make one of a type's name ArgumentParser takes 0.1 ms, for each command there is.
@main
struct Moontide: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moontide",
        abstract: "A shell for the DigitalOcean API in which every endpoint is a Lua function.",
        discussion: """
            Without a script or a chunk it reads from the terminal, or runs standard input where that is no terminal. \
            Without a token it works against an API of its own on this machine.
            """,
        version: VersionText.text,
        subcommands: [
            Run.self, RunSnippet.self, Snippets.self, Serve.self, MintToken.self, WriteAnnotations.self,
            WriteReference.self, Complete.self, WriteManual.self
        ],
        defaultSubcommand: Run.self)

    /// What may stand in the place of a script.
    static var commandNames: [String] { configuration.subcommands.dropFirst().map { $0._commandName } }

    static func main() {
        // A question of the completion scripts: its words need not be a command line yet.
        if CommandLine.arguments.dropFirst().first == CompletionProgram.request {
            let words = Array(CommandLine.arguments.dropFirst(2))
            Glibc.exit(CompletionProgram.answer(words, description: _dumpHelp()).rawValue)
        }
        // Packagers know ArgumentParser's own flag; its scripts know nothing of the default command's options.
        if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--generate-completion-script",
            let shell = CompletingShell(rawValue: CommandLine.arguments[2])
        {
            Glibc.exit(CompletionProgram.writeScript(for: shell).rawValue)
        }
        // The options of the default command are those of the program.
        if let first = CommandLine.arguments.dropFirst().first, first == "--help" || first == "-h" {
            print(helpMessage(for: Run.self))
            return
        }
        if let options = PlainCommandLine.options(CommandLine.arguments) {
            Glibc.exit(ShellProgram.run(options).rawValue)
        }
        do {
            var command = try parseAsRoot(CommandLineWords.parsable)
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// ArgumentParser ends with 64 (EX_USAGE) where the command line is wrong; this program's code for that is 2.
    private static func end(with error: any Error) -> Never {
        let code = exitCode(for: error)
        guard code == .validationFailure else { exit(withError: error) }
        // The default command has a name for the parser only.
        let text = fullMessage(for: error)
        let last = text.split(separator: "\n").last ?? ""
        let ending = last.contains("'moontide repl --help'") ? "  See 'moontide --help' for more information." : last
        let message = Array((text.dropLast(last.count) + ending + "\n").utf8)
        _ = write(STDERR_FILENO, message, message.count)
        Glibc.exit(2)
    }
}
