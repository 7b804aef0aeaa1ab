public import APIClient
public import Lua

extension Engine {
    /// Installs `parallel`, `async`, `await` and `sleep`.
    func installTasks(on stack: Stack) throws(LuaError) {
        try ParallelFunction(engine: self, on: stack).push(to: stack)
        stack.setRaw(global: "parallel")
        let tasks = tasks
        stack.push(function: { [unowned self] stack in
            guard stack.isCallable(at: 1) else { throw stack.typeError(at: 1, expected: "function") }
            _ = tasks.start(on: stack, engine: self)
            return 1
        })
        stack.setRaw(global: "async")
        AwaitFunction(engine: self, tasks: tasks).push(to: stack)
        stack.setRaw(global: "await")
        stack.push(function: sleep)
        stack.setRaw(global: "sleep")
    }

    // MARK: - For a shell

    /// The tasks that run, in the order they were started.
    public var runningTasks: [AsyncTask] { tasks.running }

    /// The task that a Lua value stands for; nil for any other value. Stack: unchanged.
    public func task(at position: Int, on stack: Stack) -> AsyncTask? { tasks.task(at: position, on: stack) }

    /// What has to come about for a program that does something else to call ``runReady()`` again; nil where no task is left.
    ///
    /// It holds until something of the engine runs.
    public var nextRun: WaitCondition? {
        guard !tasks.isIdle else { return nil }
        guard !interpreter.canAdvance else { return .fulfilled }
        var condition = connection.waitCondition
        condition.look(by: interpreter.timeToNextTimer.map { .now + $0 })
        return condition
    }

    /// Lets tasks go on as far as they come without waiting, while nothing else of the interpreter runs: at a prompt. It
    /// returns after some 10 ms in any case, unless a task runs longer without waiting for anything.
    ///
    /// - Returns: Whether some are left.
    @discardableResult
    public func runReady() -> Bool {
        let end = ContinuousClock.now + .milliseconds(10)
        repeat { interpreter.advance() } while interpreter.canAdvance && .now < end
        return !tasks.isIdle
    }

    /// Pushes what the function of a task has returned; nothing unless it is done. Stack: pushes as many as are returned.
    public func pushResults(of task: AsyncTask, on stack: Stack) -> Int { (try? task.pushResults(on: stack)) ?? 0 }

    /// Ends tasks as ``AsyncTask/cancel()`` does. What they do at their end may take its time, until an interrupt or the time
    /// limit comes: then that fails, as an error of the task.
    ///
    /// - Throws: ``Lua/LuaError`` of kind `interrupted` or `timeLimit`; tasks may be left.
    public func cancel(_ tasks: [AsyncTask], timeLimit: Duration? = nil) throws(LuaError) {
        let stack = interpreter.stack
        stack.push(function: { _ in
            for task in tasks { task.cancel() }
            return 0
        })
        try interpreter.run(stack.popReference(), timeLimit: timeLimit)
    }

    /// Takes the tasks that have failed since the last time and that nobody has awaited.
    public func takeFailedTasks() -> [AsyncTask] { tasks.takeUnheard() }

    /// Runs all tasks to their end, as a program does before it ends.
    ///
    /// - Returns: Those that have failed and that nobody has awaited.
    /// - Throws: ``Lua/LuaError`` of kind `interrupted` after an interrupt, which cancels them.
    public func finishTasks() throws(LuaError) -> [AsyncTask] {
        tasks.wasInterrupted = false
        try interpreter.finishCoroutines()
        if tasks.wasInterrupted { throw LuaError(kind: .interrupted, message: "interrupted!") }
        return tasks.takeUnheard()
    }
}

private func sleep(_ stack: Stack) throws -> Int {
    guard let interpreter = stack.interpreter else { return 0 }
    let duration = try stack.duration("the time", at: 1, for: "sleep")
    return try stack.suspend(until: interpreter.startTimer(after: duration)) { _ in 0 }
}
