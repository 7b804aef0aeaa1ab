internal import JSON
internal import Lua
internal import Scripting

/// A function of the program, which scripts and the prompt call as they call the API's.
///
/// ```swift
/// Function(
///     "deploy", "Deploys an app.", Parameter("app", .string, "Which one."),
///     Parameter("replicas", .integer(in: 1...9), "How many.", default: 1)
/// ) { app, replicas in
///     try platform.deploy(app, replicas: replicas)
/// }
/// ```
///
/// It is called with a table of all arguments, `deploy{ app = "web", replicas = 2 }`, or with the required ones before the
/// table, in their order: `deploy("web", { replicas = 2 })`. What the parameters do not allow is refused before the closure
/// runs, in the words the API's functions have for it.
///
/// The closure runs on the thread of the shell, which waits for it; it may call ``Shell/evaluate(_:named:)``. Work that
/// takes long calls ``Shell/checkInterruption()`` now and then. Asynchronous code is given as `concurrently`. An error that it throws becomes an error of Lua with the
/// description of that error, which the prompt shows and `pcall` catches: a table with `kind = "application"`, `operation`,
/// `message` and `where`.
public struct Function {
    let name: String
    let summary: String
    let result: String
    let notes: [String]
    let parameters: [ParameterDescription]
    let body: ApplicationFunction.Body

    /// A function that returns something: a ``Value``, or what can be encoded as one, such as a structure of the program.
    ///
    /// - Parameters:
    ///   - name: A name in Lua, without dots; a ``FunctionGroup`` puts its own before it.
    ///   - summary: One sentence for help and completion.
    ///   - returns: What comes back, in words, for help.
    ///   - notes: Sentences beyond the summary.
    ///   - body: Gets an argument for each parameter, in their order.
    public init<each Input: Sendable, Output: Encodable>(
        _ name: String, _ summary: String, _ parameters: repeat Parameter<each Input>, returns: String = "a value",
        notes: [String] = [], body: @escaping (repeat each Input) throws -> Output
    ) {
        let all = (repeat each parameters)
        self.init(
            name, summary, (repeat each parameters), result: returns, notes: notes,
            body: .interruptible { try Value(encoding: body(repeat (each all).read(from: $0))) })
    }

    /// A function that returns nothing.
    ///
    /// - Parameters: As those of the other initializer.
    public init<each Input: Sendable>(
        _ name: String, _ summary: String, _ parameters: repeat Parameter<each Input>, notes: [String] = [],
        body: @escaping (repeat each Input) throws -> Void
    ) {
        let all = (repeat each parameters)
        self.init(
            name, summary, (repeat each parameters), result: "", notes: notes,
            body: .interruptible { arguments in
                try body(repeat (each all).read(from: arguments))
                return nil
            })
    }

    /// A function of asynchronous code, which runs on other threads while other calls go on: `parallel(names, acme.build)`
    /// has several under way. Where nothing else is to do the shell waits for it. Ctrl-C cancels its task.
    ///
    /// The main thread belongs to the prompt: what is bound to the main actor never runs while it is shown.
    ///
    /// - Parameters: As those of the initializer for closures that are not asynchronous.
    public init<each Input: Sendable, Output: Encodable & SendableMetatype>(
        _ name: String, _ summary: String, _ parameters: repeat Parameter<each Input>, returns: String = "a value",
        notes: [String] = [], concurrently body: @escaping @Sendable (repeat each Input) async throws -> Output
    ) {
        let all = (repeat (each parameters).reading)
        self.init(
            name, summary, (repeat each parameters), result: returns, notes: notes,
            body: .concurrent { try await Value(encoding: body(repeat (each all)($0))) })
    }

    private init<each Input: Sendable>(
        _ name: String, _ summary: String, _ parameters: (repeat Parameter<each Input>), result: String,
        notes: [String], body: ApplicationFunction.Body
    ) {
        self.name = name
        self.summary = summary
        self.result = result
        self.notes = notes
        self.body = body
        var descriptions: [ParameterDescription] = []
        for parameter in repeat each parameters { descriptions.append(parameter.description) }
        self.parameters = descriptions
    }
}

extension ApplicationFunction.Body {
    /// A body in which ``Shell/checkInterruption()`` may throw, which Lua is to take for the interrupt that it is.
    fileprivate static func interruptible(_ body: @escaping (JSONObject) throws -> JSONValue?) -> Self {
        .immediate { arguments in
            do {
                return try body(arguments)
            } catch let error as ShellError where error.kind == .interrupted {
                throw Interpreter.interruption
            }
        }
    }
}
