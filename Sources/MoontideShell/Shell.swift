public import Lua
internal import Shell

/// The prompt of Moontide in a program of your own, with the program's functions, commands, completions and help beside
/// the API's.
///
/// ```swift
/// let shell = try Shell(name: "acme")
/// try shell.add(Function("greet", "Greets.", Parameter("name", .string, "Whom.")) { name in "Hello \(name)" })
/// exit(try shell.run())
/// ```
///
/// A shell belongs to the thread that makes it, and its prompt to the main thread: the terminal and its signals are the
/// process's, so that a process has one prompt at a time. Two shells may be there side by side, or one after the other.
/// What a shell changes about the process, and for how long, is told by <doc:Embedding>.
public final class Shell {
    let embedded: EmbeddedShell
    let configuration: Configuration
    /// The functions there are, by group; "" for globals.
    var functionNames: [String: Set<String>] = [:]

    /// A shell that talks to whom the configuration says. Nothing is read, sent or opened yet.
    ///
    /// - Throws: ``ShellError`` of the kinds `.invalidName` and `.memory`.
    public init(_ configuration: Configuration) throws(ShellError) {
        try ShellName.check(program: configuration.name)
        self.configuration = configuration
        do throws(LuaError) {
            embedded = try EmbeddedShell(configuration.options, talkingTo: configuration.peer)
        } catch {
            throw ShellError(.memory, error.message)
        }
        prompt = { configuration.name }
    }

    /// A shell of the program's name that talks to whom the `moontide` program would talk to, or to another.
    ///
    /// - Throws: ``ShellError`` of the kinds `.invalidName` and `.memory`.
    public convenience init(name: String, connection: Connection = .automatic()) throws(ShellError) {
        try self.init(Configuration(name: name, connection: connection))
    }

    /// The first lines of the prompt; nil: the program's name and version, and whom it talks to.
    public var greeting: [String]? {
        get { embedded.greeting }
        set { embedded.greeting = newValue }
    }

    /// What stands before `> `, asked before each entry: the program's name, unless this says something else. Nil: the
    /// context's name.
    public var prompt: (() -> String)? {
        get { embedded.label }
        set { embedded.label = newValue }
    }

    /// The Lua state behind the shell, for what ``Function`` does not do: coroutines, metatables, the raw stack. For programs
    /// that have the product `Lua`, too.
    public var interpreter: Interpreter { embedded.interpreter }
}
