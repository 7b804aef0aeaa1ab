import ArgumentParser
import Glibc
import Shell

/// Looking at snippets, getting them and giving them to others.
struct Snippets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snippets", abstract: "List, show, install, update, share and remove snippets.",
        subcommands: [
            List.self, Search.self, Show.self, Install.self, Update.self, Remove.self, Share.self, Trust.self,
            Index.self, Verify.self
        ], defaultSubcommand: List.self)

    /// What is common to all.
    struct Common: ParsableArguments {
        @Option(help: ArgumentHelp("When output is colored.", valueName: "when"))
        var color: ColorChoice = .auto

        func perform(_ action: SnippetProgram.Action, assumesYes: Bool = false, certificateFile: String? = nil) -> Never
        {
            var options = ShellOptions()
            options.color = color
            options.connection.assumedAnswers = assumesYes ? .yesOrNo : .none
            options.connection.certificateFile = certificateFile
            Glibc.exit(SnippetProgram.perform(action, options).rawValue)
        }
    }

    /// What is common to those that get snippets.
    struct Getting: ParsableArguments {
        @Flag(name: .customLong("yes"), help: "Install without asking.")
        var assumesYes = false

        @Option(
            name: .customLong("ca-file"),
            help: ArgumentHelp("Trust these certificates instead of the system's.", valueName: "path"),
            completion: .file())
        var certificateFile: String?
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the snippets there are.")
        @OptionGroup var common: Common
        func run() throws { common.perform(.list("")) }
    }

    struct Search: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "search", abstract: "List those with a word in name or summary.")
        @OptionGroup var common: Common
        @Argument var word: String
        func run() throws { common.perform(.list(word)) }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a snippet's header and source.")
        @OptionGroup var common: Common
        @Argument(help: "A name or a file.", completion: .values(.snippets)) var name: String
        func run() throws { common.perform(.show(name)) }
    }

    struct Install: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "install",
            abstract: "Show snippets from elsewhere, and install them. Nothing of them is run.")
        @OptionGroup var common: Common
        @OptionGroup var getting: Getting
        @Argument(
            help: ArgumentHelp(
                "A file, a folder, a git repository (with #TAG:PATH), an https address, or - for standard input.",
                valueName: "source"), completion: .file())
        var source: String
        @Argument(help: "Only this one.") var name: String?

        func run() throws {
            common.perform(
                .install(source, only: name), assumesYes: getting.assumesYes,
                certificateFile: getting.certificateFile)
        }
    }

    struct Update: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "update",
            abstract: "Look for newer ones of what was installed, and show what has changed.")
        @OptionGroup var common: Common
        @OptionGroup var getting: Getting
        @Argument(help: "Only these.", completion: .values(.installedSnippets)) var names: [String] = []

        func run() throws {
            common.perform(
                .update(names), assumesYes: getting.assumesYes, certificateFile: getting.certificateFile)
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Remove a snippet of your own, or one that was installed.")
        @OptionGroup var common: Common
        /// So that a script that says it of everything may say it here, too.
        @Flag(name: .customLong("yes"), help: "Nothing is asked here; for scripts that always give it.")
        var assumesYes = false
        @Argument(completion: .values(.removableSnippets)) var name: String
        func run() throws { common.perform(.remove(name)) }
    }

    struct Share: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "share",
            abstract: "Write a snippet as a text to paste, or into a file or folder.")
        @OptionGroup var common: Common
        @Argument(completion: .values(.snippets)) var name: String
        @Argument(help: "A file or folder.", completion: .file()) var path: String?
        func run() throws { common.perform(.share(name, to: path)) }
    }

    struct Trust: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trust", abstract: "Trust a snippet of the project as it is now.")
        @OptionGroup var common: Common
        @Flag(name: .customLong("yes"), help: "Without asking.") var assumesYes = false
        @Argument(completion: .values(.projectSnippets)) var name: String
        func run() throws { common.perform(.trust(name), assumesYes: assumesYes) }
    }

    struct Index: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "index", abstract: "Write index.json for a folder that is shared.")
        @OptionGroup var common: Common
        @Argument(completion: .directory) var folder: String
        func run() throws { common.perform(.index(folder: folder)) }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Check that what was installed is unchanged.")
        @OptionGroup var common: Common
        func run() throws { common.perform(.verify) }
    }
}
