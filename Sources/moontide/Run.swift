public import ArgumentParser
import Glibc
public import Shell

extension OutputFormat: ExpressibleByArgument {}
extension ColorChoice: ExpressibleByArgument {}

/// The default command: scripts, chunks and the prompt.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl", abstract: Moontide.configuration.abstract,
        usage: """
            moontide [<options>] [<script> [<arguments> ...]]
            moontide [<options>] -e <chunk>
            moontide run <snippet> [<name>=<value> ...]
            moontide snippets [list | search | show | install | update | remove | share | trust | index | verify]
            moontide serve [--port <port>] [--data <path>] [--seed <script>] [--token <token> ...] [--tls]
            moontide token --scopes <a,b>
            moontide annotations [-o <path>]
            moontide reference -o <path>
            moontide complete bash | zsh | fish
            moontide man
            """,
        discussion: Moontide.configuration.discussion, shouldDisplay: false)

    @OptionGroup var connection: ConnectionArguments

    @Option(name: .customShort("e"), help: ArgumentHelp("Run a chunk and print what it returns.", valueName: "chunk"))
    var chunks: [String] = []

    @Option(
        name: .customShort("l"), help: ArgumentHelp("Require a module and make it a global.", valueName: "module"),
        completion: .values(.modules))
    var libraries: [String] = []

    @Flag(name: .customShort("i"), help: "Read from the terminal after the script.")
    var isInteractive = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("How results are written.", valueName: "format"))
    var format: OutputFormat?

    @Option(help: ArgumentHelp("The members that are written: name,region.slug.", valueName: "a,b"))
    var columns: String = ""

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Sort lists by members; -b has the greatest first.", valueName: "a,-b"))
    var sort: String = ""

    @Option(
        help: ArgumentHelp("How many records a terminal is shown, or all; 40 without.", valueName: "number"),
        completion: .list(["all"]))
    var rows: String?

    @Flag(name: .customLong("no-header"), help: "Write tables, CSV and TSV without the line of titles.")
    var hasNoHeader = false

    @Option(help: ArgumentHelp("When output is colored.", valueName: "when"))
    var color: ColorChoice = .auto

    @Flag(name: .shortAndLong, help: "No first lines and no notes.")
    var quiet = false

    @Flag(name: .customLong("no-progress"), help: "Do not show how far waits and long lists are.")
    var showsNoProgress = false

    @Flag(name: .shortAndLong, help: "Whole tracebacks.")
    var verbose = false

    @Option(
        help: ArgumentHelp("Keep what is entered and what comes of it in a file.", valueName: "path"),
        completion: .file())
    var log: String?

    @Flag(name: .customLong("no-history"), help: "Read and write no history file.")
    var keepsNoHistory = false

    @Option(
        help: ArgumentHelp("Run this file before the first prompt, or before the script.", valueName: "path"),
        completion: .file(extensions: ["lua"]))
    var rc: String?

    @Flag(name: .customLong("norc"), help: "Do not run init.lua before the first prompt.")
    var runsNoStartupFile = false

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp(
            "A script and its arguments, which are its own; - runs standard input.", valueName: "script"),
        completion: .values(.script))
    var words: [String] = []

    /// Everything after the script is the script's; before it there is nothing that is not known.
    func validate() throws {
        if let word = words.first, word.hasPrefix("-"), word != "-", word != "--" {
            let hint = CommandLineMistake.hint(forOption: word, description: Moontide._dumpHelp())
            throw ValidationError("Unknown option '\(word)'" + hint)
        }
        if rc != nil, runsNoStartupFile {
            throw ValidationError("--norc and --rc: expected one of them, found both")
        }
        if let rows, rows != "all", Int(rows).map({ $0 < 1 }) ?? true {
            throw ValidationError("--rows: expected a number from 1 up, or all, found '\(rows)'")
        }
    }

    func run() throws {
        Glibc.exit(ShellProgram.run(options()).rawValue)
    }

    private func options() -> ShellOptions {
        var options = ShellOptions()
        options.connection = connection.options
        options.format = format
        options.columns = columns.split(separator: ",").map(String.init)
        options.sort = sort.split(separator: ",").map(String.init)
        if let rows { options.rowLimit = Int(rows) }
        options.transcript = log
        options.showsHeader = !hasNoHeader
        options.color = color
        options.isQuiet = quiet
        options.isVerbose = verbose
        options.showsProgress = !showsNoProgress
        options.isInteractive = isInteractive
        options.keepsNoHistory = keepsNoHistory
        options.startup = runsNoStartupFile ? .none : rc.map { .file(path: $0) } ?? .standard
        options.steps = libraries.map(ShellOptions.Step.library) + chunks.map(ShellOptions.Step.chunk)
        var words = CommandLineWords.last(words.count)
        if words.first == "--" { words = words.dropFirst() }
        options.commands = Moontide.commandNames
        if let script = words.first {
            options.script = script == "-" ? .standardInput : .file(path: script)
            options.arguments = Array(words.dropFirst())
        }
        options.commandLine = CommandLine.arguments.dropLast(words.count)
        return options
    }
}
