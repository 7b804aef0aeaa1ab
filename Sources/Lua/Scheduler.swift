internal import CLua
internal import CLuaBridge

/// Runs coroutines of the host, each until it ends or waits for an operation, and waits for operations when none can
/// run.
final class Scheduler {
    let state: OpaquePointer
    let source: (any CompletionSource)?
    private var ready = ReadyQueue()
    private var backgroundReady = ReadyQueue()
    private var isTurnOfBackground = false
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
    /// Whether functions that would wait fail: see ``Interpreter/callWithoutWaiting(_:timeLimit:arguments:_:)``.
    var refusesToWait = false
    /// Whether an interrupt leaves coroutines of the background as they are.
    var sparesBackground = true

    init(state: OpaquePointer, source: (any CompletionSource)?) {
        self.state = state
        self.source = source
    }

    func makeTicket() -> Ticket {
        lastTicket -= 1
        return Ticket(lastTicket)
    }

    /// Whether no coroutine can run.
    var isIdle: Bool { ready.isEmpty && backgroundReady.isEmpty }

    func enqueue(_ coroutine: Coroutine) {
        if coroutine.isBackground { backgroundReady.append(coroutine) } else { ready.append(coroutine) }
    }

    /// The next one that may run: of both queues in turns, but of the foreground only while it is stopped by an
    /// interrupt.
    func popReady() -> Coroutine? {
        guard !backgroundReady.isEmpty, !(sparesBackground && lua_bridge_pending(state) == LUA_BRIDGE_INTERRUPTED)
        else { return ready.pop() }
        isTurnOfBackground.toggle()
        if isTurnOfBackground || ready.isEmpty { return backgroundReady.pop() }
        return ready.pop()
    }

    /// Resumes coroutines and waits until `isDone`. Under an interrupt all coroutines run to their end, but those of the
    /// background.
    func run(until isDone: () -> Bool) {
        while !isDone() {
            if let next = popReady() {
                resume(next)
            } else {
                _ = failAllIfRequested()
                if isIdle { wait(blocking: true) }
            }
        }
        guard lua_bridge_pending(state) != LUA_BRIDGE_RUNS else { return }
        _ = failAllIfRequested()
        while let next = popReady() { resume(next) }
    }

    /// Resumes what can run now, without waiting.
    func advance() {
        wait(blocking: false)
        for _ in 0..<(ready.count + backgroundReady.count) {
            if let next = popReady() { resume(next) }
        }
    }

    func resume(_ coroutine: Coroutine) {
        guard !coroutine.isFinished else { return }  // canceled while it stood in the queue
        let outer = current
        (current, coroutine.isRunning) = (coroutine, true)
        let status = lua_bridge_resume_task(coroutine.thread, coroutine.arguments)
        (current, coroutine.isRunning) = (outer, false)
        switch status {
        case LUA_OK: coroutine.finish(.success(coroutine.stack))
        case LUA_YIELD where !lua_bridge_is_waiting(coroutine.thread):
            coroutine.finish(.failure(coroutine.refuseYield()))
        case LUA_YIELD: if coroutine.isCanceled { close(coroutine) }
        default: coroutine.finish(.failure(coroutine.stack.popTracedError(status)))
        }
    }

    /// Ends a canceled coroutine: at once unless it runs.
    func giveUp(_ coroutine: Coroutine) {
        guard coroutine.isRunning else { return close(coroutine) }
        guard let ticket = coroutine.ticket, isWaiting(for: ticket) else { return }
        cancel(ticket)  // which it waits for in place
        complete(ticket, failure: LuaError.canceled)
    }

    private func close(_ coroutine: Coroutine) {
        if let ticket = coroutine.ticket, let suspension = suspensions.remove(ticket), !suspension.isComplete {
            if ticket.isOfSource { inFlight -= 1 }
            cancel(ticket)
        }
        let outer = current
        (current, coroutine.isRunning) = (coroutine, true)
        coroutine.close()
        (current, coroutine.isRunning) = (outer, false)
    }
}
