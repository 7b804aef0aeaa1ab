internal import APIClient

/// What a run of the program was asked for, from whichever command line.
public struct ShellOptions: Sendable {
    /// Something to do before the script.
    public enum Step: Sendable, Equatable {
        /// Runs a chunk and prints what it returns.
        case chunk(String)
        /// Requires a module and makes it a global.
        case library(String)
    }

    public enum Script: Sendable, Equatable {
        case file(path: String)
        case standardInput
    }

    /// In the order of the command line.
    public var steps: [Step] = []
    public var script: Script?
    /// The commands of the program: a script that is not there may be one of them, misspelled.
    public var commands: [String] = []
    /// What the script gets as `...` and in `arg`.
    public var arguments: [String] = []
    /// The words of the command line before the script, for the negative indexes of `arg`.
    public var commandLine: [String] = ["moontide"]
    /// The file that is run before the first prompt.
    public enum Startup: Sendable, Equatable {
        /// `init.lua` in the folder of the configuration, where there is one; before a script none.
        case standard
        case none
        /// Before a script, too.
        case file(path: String)
    }

    public var startup = Startup.standard
    /// Whether a prompt follows the script.
    public var isInteractive = false
    /// How results are written; nil: `table`, and what a script file returns is not written.
    public var format: OutputFormat?
    /// Paths of the members that are written; empty: those the format chooses.
    public var columns: [String] = []
    /// What lists are sorted by: `name`, or `-name` for the greatest first.
    public var sort: [String] = []
    /// How many records of a list a terminal is shown; nil: all.
    public var rowLimit: Int? = 40
    public var showsHeader = true
    /// A file that gets what is entered and what comes of it.
    public var transcript: String?
    public var color = ColorChoice.auto
    /// No first lines, no notes.
    public var isQuiet = false
    /// Whether waits and long lists show how far they are; never where ``isQuiet``.
    public var showsProgress = true
    /// The whole traceback of errors.
    public var isVerbose = false
    /// Whether the history file is left alone.
    public var keepsNoHistory = false
    public var connection = ConnectionOptions()
    /// Of this program; snippets may ask for one that is not older.
    public var version = MoontideVersion.number
    /// The program that the shell is part of.
    package var application = ApplicationOptions()

    public init() {}

    /// How results are written.
    package var rendering: RenderOptions {
        var rendering = RenderOptions(format: format ?? .table)
        rendering.columns = columns
        rendering.sort = sort.map { SortKey($0) }
        rendering.showsHeader = showsHeader
        rendering.rowLimit = rowLimit
        return rendering
    }
}

/// Whom to talk to.
public struct ConnectionOptions: Sendable, Equatable {
    /// A context of doctl's configuration.
    public var context: String?
    public var tokenFile: String?
    /// Certificates to trust instead of the system's.
    public var certificateFile: String?
    public var url: String?
    /// The local API's data: a path, or `:memory:`; nil: under the XDG data directory.
    public var data: String?
    /// Which questions count as answered with yes.
    public enum AssumedAnswers: Sendable, Equatable {
        case none
        /// Those for yes or no: `--yes`.
        case yesOrNo
        /// Those for a text to type, too: `--yes=all`.
        case all
    }

    public var assumedAnswers = AssumedAnswers.none
    /// Whether writes are shown and not sent.
    public var isDryRun = false
    /// Whether requests to a real context keep within its rate limits by themselves.
    public var pacesRequests = true
    /// How long one request may take, in seconds; nil: the client's own limit.
    public var timeoutSeconds: Double?
    /// Whether requests and answers are shown on standard error, without secrets.
    public var isTraced = false
    /// How many items of `parallel` and steps of a plan are under way at most, where a call does not say; from 1 to 256.
    public var concurrency = 16
    /// Whether nothing but reads is sent, because the program that embeds the shell wants it so.
    package var isReadOnly = false

    public init() {}
}
