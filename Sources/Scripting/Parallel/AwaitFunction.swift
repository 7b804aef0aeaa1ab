internal import Lua

/// `await(task)`, `await(tasks)`, with `{timeout=}`: waits for tasks of `async` to end.
struct AwaitFunction {
    unowned let engine: Engine
    let tasks: TaskTable

    /// Stack: pushes 1.
    func push(to stack: Stack) {
        stack.push(function: { try call($0) })
    }

    private func call(_ stack: Stack) throws -> Int {
        let position = stack.callerPosition
        let deadline = try deadline(on: stack)
        if let task = tasks.task(at: 1, on: stack) {
            return try wait(for: [task], deadline, position: position, on: stack) { stack in
                try task.pushResults(on: stack, position: position)
            }
        }
        let list = try list(on: stack)
        return try wait(for: list, deadline, position: position, on: stack) { stack in
            try pushResults(of: list, position: position, on: stack)
        }
    }

    private func list(on stack: Stack) throws -> [AsyncTask] {
        guard stack.kind(at: 1) == .table else {
            throw LuaError("await: expected a task or a list of tasks, found \(stack.kind(at: 1).name)")
        }
        return try (0..<stack.rawLength(at: 1)).map { index in
            let kind = stack.pushRaw(element: index + 1, of: 1)
            defer { stack.pop() }
            guard let task = tasks.task(at: stack.top, on: stack) else {
                throw LuaError("await: expected a list of tasks, found \(kind.name) at \(index + 1)")
            }
            return task
        }
    }

    private func deadline(on stack: Stack) throws -> (instant: ContinuousClock.Instant, timeout: Duration)? {
        guard !stack.isNil(at: 2) else { return nil }
        guard stack.kind(at: 2) == .table else { throw stack.typeError(at: 2, expected: "table") }
        var timeout: Duration?
        try stack.forEachPair(in: 2) { () throws(LuaError) in
            let option = stack.string(at: -2) ?? stack.kind(at: -2).name
            guard option == "timeout" else {
                throw LuaError("await: unknown option '\(option)'; the only one is 'timeout'")
            }
            timeout = try stack.duration("timeout", at: stack.top, for: "await")
        }
        return timeout.map { (.now + $0, $0) }
    }

    private func wait(
        for awaited: [AsyncTask], _ deadline: (instant: ContinuousClock.Instant, timeout: Duration)?, position: String,
        on stack: Stack, finish: @escaping (Stack) throws -> Int
    ) throws -> Int {
        let caller = engine.interpreter.currentCoroutine
        for task in awaited where task.state == .running && caller.map(tasks.waitsUpwards(for: task)) ?? false {
            throw AwaitFailure.deadlock(task, position: position)
        }
        var last: (task: AsyncTask, ticket: Ticket)?
        return try SuspensionLoop { [unowned engine] stack in
            if let (task, ticket) = last.take() {
                task.removeWaiter(ticket)
                if deadline != nil { engine.interpreter.cancelTimer(ticket) }
            }
            guard let task = awaited.first(where: { $0.state == .running }) else {
                return .finish(results: try finish(stack))
            }
            if let deadline, deadline.instant <= .now {
                throw AwaitFailure.timeout(task, after: deadline.timeout, position: position)
            }
            let interpreter = engine.interpreter
            let ticket = deadline.map { interpreter.startTimer(after: $0.instant - .now) } ?? interpreter.makeTicket()
            task.addWaiter(ticket, caller)
            last = (task, ticket)
            return .suspend(until: ticket)
        }.run(on: stack)
    }

    /// Pushes the first result of each, or throws one error for all that have not ended well. Stack: pushes 1.
    private func pushResults(of list: [AsyncTask], position: String, on stack: Stack) throws -> Int {
        let outcomes = ItemOutcomes(count: list.count, on: stack)
        for (index, task) in list.enumerated() {
            let base = stack.top
            defer { stack.truncate(to: base) }
            do {
                let count = try task.pushResults(on: stack, position: position)
                if count > 0 {
                    outcomes.succeed(index + 1, resultAt: base + 1, of: stack)
                } else {
                    stack.pushNil()
                    outcomes.succeed(index + 1, resultAt: base + 1, of: stack)
                }
            } catch let error as LuaError {
                stack.pushRaw(element: index + 1, of: 1)
                outcomes.fail(index + 1, error, on: stack)
            } catch let error as AwaitFailure {
                error.pushErrorValue(to: stack)
                let error = stack.popErrorValue()
                stack.pushRaw(element: index + 1, of: 1)
                outcomes.fail(index + 1, error, on: stack)
            }
        }
        guard outcomes.isSuccess else {
            throw ParallelFailure(
                .items, of: "await", position: position, outcomes, begun: list.count, total: list.count, engine: engine,
                on: stack)
        }
        outcomes.pushResults(count: list.count, engine: engine, on: stack)
        return 1
    }
}
