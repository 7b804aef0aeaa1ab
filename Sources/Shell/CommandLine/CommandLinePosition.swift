/// Where a command line stands at the cursor: in which command, and what may come there.
struct CommandLinePosition: Equatable {
    /// What the word at the cursor is.
    enum Place: Equatable {
        /// The value of an option; what the word has before the value is kept: `--log=`.
        case value(of: ParameterDescription, after: String)
        /// Anything but an option's value: a command, an option, an argument.
        case word
    }

    private(set) var command: CommandDescription
    /// The word at the cursor, up to the cursor.
    let stem: String
    private(set) var place = Place.word
    /// The arguments before it.
    private(set) var arguments: [String] = []
    /// Options that stand before it.
    private(set) var givenOptions: [ParameterDescription] = []
    /// Whether the name of a command may come.
    private(set) var mayNameCommand = true
    /// Whether options may come.
    private(set) var mayBeOption = true

    /// - Parameters:
    ///   - words: The words up to the cursor, without the program's name; the last one is what is being typed.
    ///   - program: The program's command.
    init(_ words: [String], of program: CommandDescription) {
        command = program
        stem = words.last ?? ""
        var pending: ParameterDescription?
        for word in words.dropLast() {
            if pending == nil { pending = read(word) } else { pending = nil }
        }
        if let pending {
            place = .value(of: pending, after: "")
        } else if mayBeOption, stem.hasPrefix("--"), let sign = stem.firstIndex(of: "=") {
            guard let option = lookUp(String(stem[..<sign])), option.kind == .option else { return }
            place = .value(of: option, after: String(stem[...sign]))
        }
    }

    /// The argument that the word at the cursor is; nil where there are enough of them.
    var argument: ParameterDescription? {
        let positionals = (command.defaultCommand ?? command).positionals
        if arguments.count < positionals.count { return positionals[arguments.count] }
        return positionals.last.flatMap { $0.isRepeating ? $0 : nil }
    }

    /// Takes a whole word; the option whose value the next word is.
    private mutating func read(_ word: String) -> ParameterDescription? {
        guard mayBeOption, word.hasPrefix("-"), word != "-" else {
            readArgument(word)
            return nil
        }
        if word == "--" {
            enterDefault()
            mayBeOption = false
            return nil
        }
        let spelling = word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : lastShort(of: word)
        guard let option = lookUp(spelling) else { return nil }
        givenOptions.append(option)
        return option.kind == .option && !word.contains("=") ? option : nil
    }

    private mutating func readArgument(_ word: String) {
        if mayNameCommand, let subcommand = possibleCommands.first(where: { $0.name == word }) {
            command = subcommand
            return
        }
        enterDefault()
        mayNameCommand = false
        // After a script every word is the script's.
        if argument?.takesRest == true { mayBeOption = false }
        arguments.append(word)
    }

    /// The commands that may be named: options may come before them where they are theirs, too.
    var possibleCommands: [CommandDescription] {
        command.subcommands.filter { subcommand in
            givenOptions.allSatisfy { given in subcommand.options.contains { $0.spellings == given.spellings } }
        }
    }

    /// What comes belongs to the command that is meant where none is named.
    private mutating func enterDefault() {
        guard let meant = command.defaultCommand else { return }
        command = meant
        mayNameCommand = false
    }

    /// An option of the command, or of the one that is meant.
    private func lookUp(_ spelling: String) -> ParameterDescription? {
        command.option(spelling) ?? command.defaultCommand?.option(spelling)
    }

    /// Of letters in one word, as in `-qo`, only the last may take a value.
    private func lastShort(of word: String) -> String { "-" + String(word.last.map { [$0] } ?? []) }
}
