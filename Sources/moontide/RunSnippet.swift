import ArgumentParser
import Glibc
import Shell

/// How results are written, for commands beside the default one.
struct OutputArguments: ParsableArguments {
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("How results are written.", valueName: "format"))
    var format: OutputFormat?

    @Option(help: ArgumentHelp("The columns of tables, with commas between.", valueName: "a,b"))
    var columns: String = ""

    @Flag(name: .customLong("no-header"), help: "Write tables, CSV and TSV without the line of titles.")
    var hasNoHeader = false

    @Option(help: ArgumentHelp("When output is colored.", valueName: "when"))
    var color: ColorChoice = .auto

    @Flag(name: .shortAndLong, help: "No notes.")
    var quiet = false

    @Flag(name: .customLong("no-progress"), help: "Do not show how far waits and long lists are.")
    var showsNoProgress = false

    @Flag(name: .shortAndLong, help: "Whole tracebacks.")
    var verbose = false

    func options(_ connection: ConnectionArguments) -> ShellOptions {
        var options = ShellOptions()
        options.connection = connection.options
        options.format = format
        options.columns = columns.split(separator: ",").map(String.init)
        options.showsHeader = !hasNoHeader
        options.color = color
        options.isQuiet = quiet
        options.isVerbose = verbose
        options.showsProgress = !showsNoProgress
        return options
    }
}

struct RunSnippet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a snippet.",
        usage: "moontide run [<options>] <snippet> [<name>=<value> ...]",
        discussion: """
            A snippet is one of those that 'moontide snippets' lists, or a file. A value @path is read from a file.
            """)

    @OptionGroup var connection: ConnectionArguments
    @OptionGroup var output: OutputArguments

    @Argument(help: "The snippet's name, or its file.", completion: .values(.snippets))
    var snippet: String

    @Argument(
        help: ArgumentHelp("Values of its parameters.", valueName: "name=value"), completion: .values(.snippetValues))
    var values: [String] = []

    func run() throws {
        Glibc.exit(SnippetProgram.run(snippet, words: values, output.options(connection)).rawValue)
    }
}
