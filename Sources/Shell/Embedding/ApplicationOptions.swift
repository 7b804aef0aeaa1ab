internal import Catalog

/// The program that a shell is part of: the `moontide` executable, or one that embeds it.
package struct ApplicationOptions: Sendable {
    /// Messages begin with it, and the folders of its files have it.
    package var name = "moontide"
    /// Of the program, for its greeting; nil: this project's.
    package var version: String?
    /// Whether the API's groups are there.
    package var hasAPI = true
    /// Whether it is another program than ours, which goes on when the prompt has ended.
    package var isEmbedded = false

    package init() {}

    var catalog: Catalog { hasAPI ? .standard : Catalog(unchecked: []) }
}

/// What an embedding program has of a session, beside functions and commands.
struct Embedding {
    /// The first lines of the prompt; nil: the shell's own.
    var greeting: [String]?
    /// What stands in the prompt in place of the context's name; nil: that.
    var label: (() -> String)?
    /// How the program ends, once somebody has said that the prompt is to be left; nil: it goes on.
    var exitStatus: Int32?
    /// What the parameters of each function may be given, by the function's name.
    var suggestions: [String: (_ parameter: String) -> [Symbol]] = [:]
}
