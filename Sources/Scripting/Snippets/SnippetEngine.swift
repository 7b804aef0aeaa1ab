public import APIClient
public import Catalog
public import JSON
public import Lua
public import Plans
public import Snippets

/// A Lua state that runs one snippet, with a client that does what the snippet's header declares and no more.
///
/// Nothing in it can reach another state: what goes in and what comes out are JSON values. It lives on the thread that makes it.
public final class SnippetEngine {
    public let snippet: Snippet
    public let engine: Engine
    private let limits: SnippetLimits
    /// Gets what the snippet prints, without the line's end.
    public var printHandler: (String) -> Void = { _ in }
    private let limit: ScopeLimit
    private let connect: () throws -> APIClient

    /// - Parameter connect: Makes a client that nobody else uses; its policy is narrowed.
    /// - Throws: `LuaError` where there is not the memory for it.
    public init(
        _ snippet: Snippet, limits: SnippetLimits = SnippetLimits(), catalog: Catalog = .standard,
        connect: @escaping () throws -> APIClient
    ) throws(LuaError) {
        self.snippet = snippet
        self.limits = limits
        let limit = ScopeLimit(
            owner: "the snippet '\(snippet.name)'", scopes: snippet.header.scopes,
            maximumDanger: snippet.header.danger, catalog: catalog)
        let (isForeign, memory) = (snippet.origin.isForeign, limits.memory)
        let connect = {
            let client = try connect()
            client.configuration.policy.scopeLimit = limit
            if isForeign {
                let bytes = client.configuration.limits.maximumResponseBytes
                client.configuration.limits.maximumResponseBytes = min(bytes, memory / 8)
            }
            return client
        }
        self.limit = limit
        self.connect = connect
        engine = try Engine(
            Sandbox.configuration(isForeign: isForeign, limits: limits), catalog: catalog, connect: connect)
        if isForeign { try Sandbox.close(engine, limits: limits) }
        installPrint()
    }

    /// A value that a snippet returned.
    public struct Value: Sendable {
        public var json: JSONValue
        /// The kind of resource it is, or of which it is a list.
        public var resource: Resource?
    }

    /// What came of a run.
    public struct Outcome: Sendable {
        /// What it returned.
        public var values: [Value]
        /// What it planned; nil where it planned nothing at all.
        public var plan: Plan?
    }

    /// Runs the snippet to its end. What it planned is left to be carried out.
    ///
    /// - Parameters:
    ///   - parameters: The values of the header's parameters, checked.
    ///   - interrupt: Lends the interpreter's request to stop to whoever turns Ctrl-C into it.
    /// - Throws: ``SnippetFailure``, for plans with steps that the header does not allow, too.
    public func run(
        parameters: JSONObject,
        whileInterruptible interrupt: (Interpreter, () throws(LuaError) -> Results) throws(LuaError) -> Results =
            { (_, body) throws(LuaError) in try body() }
    ) throws(SnippetFailure) -> Outcome {
        let draft = engine.planning.makeDraft(title: snippet.name)
        defer { draft.isClosed = true }
        do throws(LuaError) {
            let results = try interrupt(engine.interpreter) { () throws(LuaError) in try start(parameters, draft) }
            let plan = engine.finished(draft)
            try check(plan)
            let isEmpty = plan.steps.isEmpty && plan.unchangedCount == 0
            return Outcome(values: try values(of: results), plan: isEmpty ? nil : plan)
        } catch {
            throw SnippetFailure(error, of: self)
        }
    }

    /// An engine without anything of the snippet in it, whose client may do what the snippet may: to carry out its plan.
    ///
    /// - Throws: `LuaError` where there is not the memory for it.
    public func makePlanEngine() throws(LuaError) -> Engine { try Engine(catalog: engine.catalog, connect: connect) }

    private func start(_ parameters: JSONObject, _ draft: PlanDraft) throws(LuaError) -> Results {
        let stack = engine.interpreter.stack
        pushParameters(parameters, on: stack)
        let values = stack.popReference()
        let time = snippet.origin.isForeign ? limits.time : nil
        return try engine.interpreter.run(snippet.text, named: "@\(snippet.name).lua", timeLimit: time) { stack in
            stack.push(values)
            engine.push(draft, to: stack)
            return 2
        }
    }

    /// Refuses a plan that would only fail later.
    private func check(_ plan: Plan) throws(LuaError) {
        for step in plan.steps {
            guard let operation = engine.catalog.operation(step.operation), let reason = limit.refusal(of: operation)
            else {
                continue
            }
            throw LuaError("\(snippet.name): the plan is refused: \(reason)")
        }
    }

    /// A table that knows its names: a mistyped one is no absent value. Stack: pushes 1.
    private func pushParameters(_ parameters: JSONObject, on stack: Stack) {
        stack.push(json: .object(parameters))
        let names = snippet.header.parameters.map(\.name)
        stack.pushTable(fields: 1)
        stack.push(function: { stack in
            let name = stack.string(at: 2) ?? stack.kind(at: 2).name
            guard !names.contains(name) else { return 0 }
            throw LuaError(
                "the header has no parameter '\(name)'" + Suggestion.ending(for: name, in: names))
        })
        stack.setRaw(field: "__index", of: -2)
        stack.setMetatable(of: -2)
    }

    private func values(of results: Results) throws(LuaError) -> [Value] {
        var values: [Value] = []
        for position in 0..<results.count {
            let place = position + 1
            do throws(JSONError) {
                let json = try engine.jsonValue(at: place, on: results.stack)
                values.append(Value(json: json, resource: engine.origin(at: place, on: results.stack)?.resource))
            } catch {
                throw LuaError("\(snippet.name): what it returns cannot leave the snippet: \(error.reason)")
            }
        }
        return values
    }

    /// `print`, which writes notes: results are what the snippet returns.
    private func installPrint() {
        let stack = engine.interpreter.stack
        stack.push(function: { [unowned self] stack in
            let texts = try (0..<stack.top).map { try stack.description(of: $0 + 1) }
            printHandler(texts.joined(separator: "\t"))
            return 0
        })
        stack.setRaw(global: "print")
    }

    /// Why a run was stopped, where that was this machine's limits; nil for others.
    func limitMessage(of error: LuaError) -> String? {
        guard snippet.origin.isForeign else { return nil }
        return switch error.kind {
        case .timeLimit:
            "it computed for more than \(limits.time.shortText); MOONTIDE_SNIPPET_TIME=SECONDS allows more"
        case .memory:
            "it needs more than \(limits.memory >> 20) MiB; MOONTIDE_SNIPPET_MEMORY=MIB allows more"
        default: nil
        }
    }
}
