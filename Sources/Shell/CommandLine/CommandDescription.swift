/// A command of the program and what it takes, as the parser of the command line describes it.
///
/// Completion and the manual page are made of it, so that neither has a list of options of its own.
package struct CommandDescription: Sendable, Equatable {
    /// What is typed: `snippets`.
    package var name: String
    package var summary: String
    package var discussion: String
    /// Whether lists of commands show it.
    package var isShown: Bool
    package var parameters: [ParameterDescription]
    package var subcommands: [CommandDescription]
    /// The command that is meant where none is named.
    package var defaultName: String?

    package var options: [ParameterDescription] { parameters.filter { $0.kind != .positional } }
    package var positionals: [ParameterDescription] { parameters.filter { $0.kind == .positional } }
    package var shownCommands: [CommandDescription] { subcommands.filter(\.isShown) }
    package var defaultCommand: CommandDescription? { subcommands.first { $0.name == defaultName } }

    /// The option or flag that is written like this: `--output`, `-o`.
    package func option(_ spelling: String) -> ParameterDescription? {
        options.first { $0.spellings.contains(spelling) }
    }
}

/// An option, a flag or a positional argument.
package struct ParameterDescription: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case positional, option, flag
    }

    package var kind: Kind
    /// How it is written, the long one first: `--output`, `-o`; empty for a positional argument.
    package var spellings: [String]
    /// What its value is called: `path`.
    package var valueName: String
    package var summary: String
    /// What completion offers.
    package var values: ValueKind
    /// Every value there is; empty where there are too many.
    package var allowedValues: [String]
    package var defaultText: String?
    package var isRepeating: Bool
    package var isOptional: Bool
    package var isShown: Bool
    /// Whether everything after it belongs to it, options as well.
    package var takesRest: Bool
}

/// What the values of an option or an argument are.
package enum ValueKind: Sendable, Equatable {
    case any
    /// One of some words.
    case words([String])
    /// Files with one of these endings, without the dot; of any kind where there are none.
    case files([String])
    case folders
    /// What the program itself knows.
    case source(ValueSource)
}

/// Where the values of an option or an argument come from that only the running program knows.
///
/// The parser of the command line carries it by its raw value, as it would a shell's command.
public enum ValueSource: String, Sendable, CaseIterable {
    /// Contexts of doctl's configuration and of contexts.yaml, and the local API.
    case contexts
    /// Snippets, and files with one.
    case snippets
    /// `NAME=VALUE` for the snippet that the first argument names.
    case snippetValues
    /// Snippets that the user wrote or installed.
    case removableSnippets
    case installedSnippets
    case projectSnippets
    /// Scopes of tokens, with commas between.
    case scopes
    /// Modules that `require` finds in this folder.
    case modules
    /// A data file, or `:memory:`.
    case data
    /// A script, and then what is the script's own.
    case script
}
