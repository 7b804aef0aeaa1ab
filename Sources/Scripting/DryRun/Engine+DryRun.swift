internal import APIClient
internal import JSON
internal import Lua

extension Engine {
    /// Whether a call that Lua makes now is shown and not sent: within `dry_run`, or since the whole client is dry.
    public var isDry: Bool { (try? client().isDry) ?? (scopedDryRun != nil) }

    /// The dry run of `dry_run` around the code that runs; nil outside.
    var scopedDryRun: DryRun? { (interpreter.taskContext as? DryScopes)?.active }

    /// Installs `dry_run(fn, ...)`: calls the function with no write sent, and returns the list of the requests that were not,
    /// then what the function returned. Within another one, or a client that is dry, it belongs to that.
    ///
    /// - Throws: `LuaError` where there is not the memory for it.
    func installDryRun(on stack: Stack) throws(LuaError) {
        let scopes = ObjectClass<DryScope>("dry run", on: stack)
        scopes.metamethod("__close", on: stack) { scope, _ in
            scope.end()
            return 0
        }
        try stack.load(Self.dryRunSource, named: "=dry_run")
        stack.push(function: { [unowned self] stack in try enterDryRun(scopes, on: stack) })
        stack.push(function: { stack in
            let scope = try scopes.argument(1, of: stack)
            stack.push(json: .array(scope.run.requests[scope.firstRequest...].map(\.value)))
            stack.replace(at: 1)
            return stack.top
        })
        try stack.call(arguments: 2, results: 1)
        stack.setRaw(global: "dry_run")
    }

    /// The scope closes when the function returns, fails, or its coroutine is closed.
    private static let dryRunSource = """
        local enter, results = ...
        return function(fn, ...) local scope <close> = enter(fn) return results(scope, fn(...)) end
        """

    private func enterDryRun(_ scopes: ObjectClass<DryScope>, on stack: Stack) throws -> Int {
        guard stack.kind(at: 1) == .function else { throw stack.typeError(at: 1, expected: "function") }
        let client = try client()
        let run = client.activeDryRun ?? DryRun(catalog: catalog) { [unowned self] in dryRunHandler?($0) }
        let context = interpreter.taskContext as? DryScopes ?? DryScopes()
        interpreter.taskContext = context
        scopes.push(DryScope(run, in: context, on: stack), to: stack)
        return 1
    }
}
