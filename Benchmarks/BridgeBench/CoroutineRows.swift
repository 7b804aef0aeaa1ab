import CBaselines
import Lua

/// Coroutines that wait, beside Swift tasks that wait, in milliseconds.
func sleepRow(coroutines count: Int, rounds: Int) async throws -> Row {
    var row = Row("\(count) coroutines, 10 ms each (ms)", target: 1.10)
    for round in 0...rounds {
        let reference = await timeTasks(count)
        let value = try timeCoroutines(count)
        if round > 0 { row.rounds.append((value, reference)) }
    }
    return row
}

private func timeTasks(_ count: Int) async -> Double {
    let start = baseline_wall_nanoseconds()
    await withTaskGroup(of: Void.self) { group in
        for _ in 0..<count { group.addTask { try? await Task.sleep(for: .milliseconds(10)) } }
    }
    return Double(baseline_wall_nanoseconds() - start) / 1e6
}

private func timeCoroutines(_ count: Int) throws -> Double {
    let lua = try Interpreter()
    lua.stack.push(function: { stack in
        guard let interpreter = stack.interpreter else { return 0 }
        let ticket = interpreter.startTimer(after: .milliseconds(try stack.argument(1, as: Int.self)))
        return try stack.suspend(until: ticket) { _ in 0 }
    })
    try lua.stack.set(global: "sleep")
    lua.stack.push(function: { stack in
        stack.push(valueAt: 1)
        stack.spawn { _ in }
        return 0
    })
    try lua.stack.set(global: "spawn")
    let start = baseline_wall_nanoseconds()
    try lua.run("for i = 1, \(count) do spawn(function() sleep(10) end) end")
    try lua.finishCoroutines()
    return Double(baseline_wall_nanoseconds() - start) / 1e6
}

/// A source whose operations are complete at the next wait.
private final class ReadySource: CompletionSource {
    var started: Int64 = 0
    var open: [Ticket] = []
    var completed: [Ticket] = []

    func start() -> Ticket {
        started += 1
        open.append(Ticket(started))
        return Ticket(started)
    }

    func wait(for duration: Duration?, wakeup: Int32) -> [Ticket] {
        completed.removeAll(keepingCapacity: true)
        swap(&open, &completed)
        return completed
    }

    func cancel(_ ticket: Ticket) {}
}

/// The whole way of an operation that is ready at once: suspend, wait, resume; in microseconds.
func readyOperationRow(rounds: Int, operations: Int) throws -> Row {
    var row = Row("operation that is ready at once (us)", target: 1.0)
    let source = ReadySource()
    let lua = try Interpreter(completions: source)
    lua.stack.push(function: { stack in
        try stack.suspend(until: source.start()) { stack in
            stack.push(1)
            return 1
        }
    })
    try lua.stack.set(global: "ready")
    for round in 0...rounds {
        let start = baseline_cpu_nanoseconds()
        try lua.run("local n = 0 for i = 1, \(operations) do n = n + ready() end assert(n == \(operations))")
        let time = Double(baseline_cpu_nanoseconds() - start) / Double(operations) / 1e3
        if round > 0 { row.rounds.append((time, 0.4)) }
    }
    return row
}
