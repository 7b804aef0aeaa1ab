internal import CLua
internal import CLuaBridge

extension Interpreter {
    /// Runs a chunk as a coroutine, and others meanwhile, until it ends.
    ///
    /// Coroutines that it spawned may be left; they go on in the next run or in ``finishCoroutines(timeLimit:)``. May
    /// be called in a callback.
    ///
    /// - Parameters:
    ///   - source: Lua text; binary chunks are refused.
    ///   - name: how messages name it: `=name` as it is, `@path` for a file.
    ///   - timeLimit: the most time the run may take, waiting included; setting one costs two system calls.
    ///   - arguments: pushes the values of `...` and returns their number.
    @discardableResult
    public func run(
        _ source: String, named name: String = "=(chunk)", timeLimit: Duration? = nil,
        arguments: (Stack) -> Int = { _ in 0 }
    ) throws(LuaError) -> Results {
        try run(timeLimit: timeLimit) { (stack) throws(LuaError) -> Int in
            try stack.load(source, named: name)
            return arguments(stack)
        }
    }

    /// Runs a function of Lua as ``run(_:named:timeLimit:arguments:)`` runs a chunk.
    @discardableResult
    public func run(
        _ function: Reference, timeLimit: Duration? = nil, arguments: (Stack) -> Int = { _ in 0 }
    ) throws(LuaError) -> Results {
        try run(timeLimit: timeLimit) { (stack) throws(LuaError) -> Int in
            stack.push(function)
            return arguments(stack)
        }
    }

    /// Runs all coroutines that are left to their end. An interrupt stops all of them.
    public func finishCoroutines(timeLimit: Duration? = nil) throws(LuaError) {
        scheduler.sparesBackground = false
        defer { scheduler.sparesBackground = true }
        try entered(timeLimit: timeLimit) { () throws(LuaError) in
            scheduler.run { [scheduler] in scheduler.isIdle && scheduler.suspensions.isEmpty }
        }
    }

    /// Runs coroutines that can go on now, without waiting; whether some are left.
    @discardableResult
    public func advance() -> Bool {
        lua_bridge_enter(state)
        defer { lua_bridge_leave(state) }
        scheduler.advance()
        return !scheduler.isIdle || !scheduler.suspensions.isEmpty
    }

    /// Whether ``advance()`` would resume a coroutine at once.
    public var canAdvance: Bool { !scheduler.isIdle }

    private func run(
        timeLimit: Duration?, pushing push: (Stack) throws(LuaError) -> Int
    ) throws(LuaError) -> Results {
        references.collect(on: stack)
        var outcome: LuaError?
        let base = Stack(lua_bridge_running_thread(state) ?? state)
        let coroutine = base.makeCoroutine(keepsResults: true) { result in
            if case .failure(let error) = result { outcome = error }
        }
        try entered(timeLimit: timeLimit) { () throws(LuaError) in
            coroutine.arguments = Int32(clamping: try push(coroutine.stack))
            scheduler.enqueue(coroutine)
            scheduler.run { coroutine.isFinished }
        }
        if let outcome { throw outcome }
        return Results(coroutine, self)
    }

    /// Runs `body` as one entry: interrupts count in it and end with it.
    func entered(timeLimit: Duration?, _ body: () throws(LuaError) -> Void) throws(LuaError) {
        lua_bridge_enter(state)
        defer { lua_bridge_leave(state) }
        let former = try setDeadline(after: timeLimit)
        defer {
            var failure: Int32 = 0
            if timeLimit != nil { _ = lua_bridge_set_deadline(state, former, &failure) }
        }
        try body()
    }

    /// Sets the deadline unless an outer one comes first; returns the outer one.
    private func setDeadline(after timeLimit: Duration?) throws(LuaError) -> UInt64 {
        guard let timeLimit else { return 0 }
        let deadline = lua_bridge_monotonic_nanoseconds() &+ timeLimit.nanoseconds
        var failure: Int32 = 0
        let former = lua_bridge_set_deadline(state, deadline, &failure)
        if former != 0 && former < deadline { _ = lua_bridge_set_deadline(state, former, &failure) }
        guard failure == 0 else { throw LuaError("the time limit cannot be set: error \(failure)") }
        return former
    }
}
