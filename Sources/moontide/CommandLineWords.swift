/// The words of the command line in the form that ArgumentParser can read: it knows no flag that may have a value.
enum CommandLineWords {
    /// One word for each that was given. The words after a script's name are the script's own, and are taken from
    /// `CommandLine` itself.
    static var parsable: [String] {
        CommandLine.arguments.dropFirst().map { $0 == "--yes=all" ? "--yes-all" : $0 }
    }

    /// The last words, as they were given.
    static func last(_ count: Int) -> ArraySlice<String> { CommandLine.arguments.suffix(count) }
}
