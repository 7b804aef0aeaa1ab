package import Catalog
package import JSON
package import Snippets

/// A name that is defined, and what stands behind it.
package struct Symbol: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case function
        case table
        case value
    }

    package var name: String
    package var kind: Kind
    /// A few words; empty where there is nothing to say.
    package var summary: String

    package init(_ name: String, _ kind: Kind, summary: String = "") {
        self.name = name
        self.kind = kind
        self.summary = summary
    }
}

/// An operation that a call goes to.
package struct CallTarget {
    package var operation: Operation
    /// The group whose named types the operation's schemas refer to.
    package var group: Group
    /// Path parameters that the object of a method call fills in.
    package var implied: Set<String>
    /// Arguments that the method gives itself.
    package var fixed: [String: String]
    /// What else a parameter may be given, by its name; asked only when somebody asks for completions.
    package var suggestions: (_ parameter: String) -> [Symbol] = { _ in [] }
    /// Whether names that are keywords of Lua have others to be written with: `func` for `function`.
    package var hasLuaNames = true

    package init(operation: Operation, group: Group, implied: Set<String> = [], fixed: [String: String] = [:]) {
        self.operation = operation
        self.group = group
        self.implied = implied
        self.fixed = fixed
    }
}

/// One step on the way to a value: a name as in `a.b`, or a place in a list as in `a[1]`.
package enum PathStep: Sendable, Hashable, ExpressibleByStringLiteral {
    case name(String)
    case index(Int)

    package init(stringLiteral name: String) { self = .name(name) }

    /// The name; nil for a place in a list.
    package var name: String? { if case .name(let name) = self { name } else { nil } }
}

/// What the argument of a dot-command can be.
package enum CommandArgument: Sendable {
    /// One of these, or anything.
    case words([Symbol])
    /// A file or a folder, or one of these.
    case path(or: [Symbol] = [])
    /// A name that help knows.
    case subject
    /// `NAME=VALUE` for the parameters of a snippet.
    case parameters(SnippetHeader)
}

/// What completion may ask a running interpreter: answered by raw access only, so that nothing runs and nothing is sent.
package protocol SymbolSource: AnyObject {
    func globals() -> [Symbol]
    /// The fields of the value that a chain of names leads to.
    func fields(of path: [PathStep]) -> [Symbol]
    /// What can be called with `:` on the value that a chain of names leads to.
    func methods(of path: [PathStep]) -> [Symbol]
    /// The operation that `path(...)`, or `path:name(...)` when `isMethod`, calls.
    func callTarget(_ path: [PathStep], isMethod: Bool) -> CallTarget?
    /// The value that a chain of names leads to, as an argument for the field: a string or an integer itself, of a
    /// resource what identifies it.
    func value(of path: [PathStep], for field: Field) -> JSONValue?
    /// Whether an argument of a method of the value that a chain of names leads to is a path.
    func takesPath(_ path: [PathStep], method: String, position: Int) -> Bool
    /// The dot-commands with their leading dot.
    func commands() -> [Symbol]
    /// What can be assigned to the value that a chain of names leads to, as Lua writes it: `"json"`, `true`.
    func values(assignableTo path: [PathStep]) -> [String]
    /// What the next word of a dot-command's argument can be.
    ///
    /// - Parameters:
    ///   - command: With its leading dot.
    ///   - words: The words of the argument before it.
    func argument(of command: String, after words: [String]) -> CommandArgument
    /// The names of snippets.
    func snippetNames() -> [String]
    /// What a snippet says of itself; nil where there is none of that name.
    func snippet(named name: String) -> SnippetHeader?
    /// What the API has.
    var catalog: Catalog { get }
}

extension SymbolSource {
    package func values(assignableTo path: [PathStep]) -> [String] { [] }
}
