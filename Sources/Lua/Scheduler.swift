internal import CLua
internal import CLuaBridge

/// Runs coroutines of the host, each until it ends or waits for an operation, and waits for operations when none can
/// run.
final class Scheduler {
    let state: OpaquePointer
    let source: (any CompletionSource)?
    var ready = ReadyQueue()
    var suspensions = TicketTable<Suspension>()
    var timers = TimerHeap()
    /// Tickets of the interpreter that were completed before anyone waited for them.
    var completedEarly: Set<Ticket> = []
    private(set) var current: Coroutine?
    private var lastTicket: Int64 = 0
    /// See ``Interpreter/Configuration/countsWaits``.
    var countsWaits = true
    /// The suspended operations that only the source can complete.
    var inFlight = 0

    init(state: OpaquePointer, source: (any CompletionSource)?) {
        self.state = state
        self.source = source
    }

    func makeTicket() -> Ticket {
        lastTicket -= 1
        return Ticket(lastTicket)
    }

    /// Resumes coroutines and waits until `isDone`. Under an interrupt all coroutines run to their end.
    func run(until isDone: () -> Bool) {
        while !isDone() {
            if let next = ready.pop() {
                resume(next)
            } else {
                _ = failAllIfRequested()
                if ready.isEmpty { wait(blocking: true) }
            }
        }
        guard lua_bridge_pending(state) != LUA_BRIDGE_RUNS else { return }
        _ = failAllIfRequested()
        while let next = ready.pop() { resume(next) }
    }

    /// Resumes what can run now, without waiting.
    func advance() {
        wait(blocking: false)
        for _ in 0..<ready.count {
            if let next = ready.pop() { resume(next) }
        }
    }

    func resume(_ coroutine: Coroutine) {
        let outer = current
        current = coroutine
        let status = lua_bridge_resume_task(coroutine.thread, coroutine.arguments)
        current = outer
        switch status {
        case LUA_OK: coroutine.finish(.success(coroutine.stack))
        case LUA_YIELD where lua_bridge_is_waiting(coroutine.thread): break
        case LUA_YIELD: coroutine.finish(.failure(coroutine.refuseYield()))
        default: coroutine.finish(.failure(coroutine.stack.popTracedError(status)))
        }
    }
}

/// First in, first out, without moving the rest at each removal.
struct ReadyQueue {
    private var items: [Coroutine] = []
    private var head = 0

    var isEmpty: Bool { head == items.count }
    var count: Int { items.count - head }

    mutating func append(_ coroutine: Coroutine) {
        items.append(coroutine)
    }

    mutating func pop() -> Coroutine? {
        guard head < items.count else { return nil }
        defer {
            head += 1
            if head == items.count {
                items.removeAll(keepingCapacity: true)
                head = 0
            }
        }
        return items[head]
    }
}
