/// Why a shell could not do what the program asked for.
///
/// The description is a sentence for a person, with tokens and the like masked.
public struct ShellError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// A name that is no name in Lua, or no name of a folder.
        case invalidName
        /// A name that Lua, the API or the program itself uses for something else.
        case nameTaken
        /// A parameter that contradicts itself or another of its function: a default that its type does not allow.
        case invalidParameter
        /// A token or an address that cannot be one.
        case invalidConnection
        /// There is no terminal for a prompt, or it cannot be used.
        case noTerminal
        /// The text is not Lua.
        case syntax
        /// What ran raised an error: of Lua, of the API, of a function of the program.
        case evaluation
        /// Ctrl-C ended what ran.
        case interrupted
        /// A value that cannot cross between Swift and Lua: a function, a table in a circle, endless nesting.
        case unusableValue
        /// There was not the memory for it.
        case memory
    }

    public let kind: Kind
    public let description: String
    /// The calls that were open when an evaluation failed, innermost first; else empty.
    public let traceback: [String]

    init(_ kind: Kind, _ description: String, traceback: [String] = []) {
        self.kind = kind
        self.description = description
        self.traceback = traceback
    }
}
