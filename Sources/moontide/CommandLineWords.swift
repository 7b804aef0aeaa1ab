import ArgumentParser
import Shell

/// The words of the command line in the form that ArgumentParser can read: it knows no flag that may have a value, and no
/// option of a command before its name.
enum CommandLineWords {
    /// One word for each that was given. The words after a script's name are the script's own, and are taken from
    /// `CommandLine` itself.
    static var parsable: [String] {
        let words = CommandLine.arguments.dropFirst().map { $0 == "--yes=all" ? "--yes-all" : $0 }
        return CommandLineOrder.commandFirst(words, commands: Moontide.commandNames) { Moontide._dumpHelp() }
    }

    /// The last words, as they were given.
    static func last(_ count: Int) -> ArraySlice<String> { CommandLine.arguments.suffix(count) }
}
