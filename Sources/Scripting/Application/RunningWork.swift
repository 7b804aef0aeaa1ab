internal import APIClient
internal import Glibc
internal import Lua
internal import Synchronization

/// Swift tasks that functions of Lua wait for: they end on any thread, and are told of on the interpreter's.
final class RunningWork {
    private var tasks: [Lua.Ticket: Task<Void, Never>] = [:]
    private let ended = EndedWork()

    var isEmpty: Bool { tasks.isEmpty }

    /// Readable when a task has ended.
    var descriptor: Int32 { ended.wakeUp.readEnd }

    /// The bits of `poll` that say so.
    var readableEvents: Int16 { Int16(POLLIN) }

    /// Starts a task of which ``takeEnded()`` will tell under the ticket.
    func start(_ ticket: Lua.Ticket, _ body: @escaping @Sendable () async -> Void) {
        tasks[ticket] = Task { [ended] in
            await body()
            ended.add(ticket)
        }
    }

    /// Tells a task that nobody waits for it any more.
    func cancel(_ ticket: Lua.Ticket) -> Bool {
        guard let task = tasks.removeValue(forKey: ticket) else { return false }
        task.cancel()
        return true
    }

    /// The tickets of the tasks that have ended since the last time, without those that were canceled.
    func takeEnded() -> [Lua.Ticket] {
        guard !tasks.isEmpty else { return [] }
        return ended.take().filter { tasks.removeValue(forKey: $0) != nil }
    }
}

/// The tickets of tasks that have ended.
private final class EndedWork: Sendable {
    private let tickets = Mutex<[Lua.Ticket]>([])
    let wakeUp = WakeUp()

    func add(_ ticket: Lua.Ticket) {
        tickets.withLock { $0.append(ticket) }
        wakeUp.signal()
    }

    func take() -> [Lua.Ticket] {
        wakeUp.clear()
        return tickets.withLock { tickets in
            defer { tickets = [] }
            return tickets
        }
    }
}

/// What a task came to, handed from its thread to the one that waits.
final class WorkOutcome<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)

    func set(_ result: Result<Value, any Error>) { self.result.withLock { $0 = result } }

    /// Nil before the task has ended.
    func get() throws -> Value? { try result.withLock { $0 }?.get() }
}
