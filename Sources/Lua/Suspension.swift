internal import CLua
internal import CLuaBridge

/// A function that waits for an operation.
struct Suspension {
    /// The coroutine to resume; nil if the function waits in place.
    var coroutine: Coroutine?
    var isComplete = false
    var failure: (any Error)?
    let resume: Function
}

extension Scheduler {
    /// The body of ``Stack/suspend(until:then:)``.
    func suspend(_ stack: Stack, until ticket: Ticket, then resume: @escaping Function) throws -> Int {
        precondition(suspensions.index(of: ticket) == nil, "another function waits for this ticket")
        precondition(!ticket.isOfSource || source != nil, "the interpreter has no source of completions")
        if let error = requestedError() {
            cancel(ticket)
            throw error
        }
        if !completedEarly.isEmpty, completedEarly.remove(ticket) != nil { return try resume(stack) }
        suspensions.insert(Suspension(coroutine: current, resume: resume), for: ticket)
        if ticket.isOfSource { inFlight += 1 }
        guard stack.isYieldable else {
            waitInPlace(for: ticket)
            return try finish(ticket, on: stack)
        }
        lua_bridge_set_ticket(stack.state, ticket.rawValue)
        return Int(LUA_BRIDGE_YIELD)
    }

    /// Delivers a complete operation to the function that waited for it.
    func finish(_ ticket: Ticket, on stack: Stack) throws -> Int {
        guard let suspension = suspensions.remove(ticket) else {
            throw LuaError("the operation was given up")
        }
        if let failure = suspension.failure { throw failure }
        guard suspension.isComplete else {  // a C module resumed a coroutine that was not its own
            if ticket.isOfSource { inFlight -= 1 }
            cancel(ticket)
            throw LuaError("resumed before the operation was complete")
        }
        return try suspension.resume(stack)
    }

    /// Waits for one operation where the Lua code cannot yield. Completions of others are kept for later; for a
    /// ticket of the interpreter, which may need other coroutines to be completed, these run meanwhile.
    func waitInPlace(for ticket: Ticket) {
        guard let index = suspensions.index(of: ticket) else { return }
        suspensions[index].coroutine = nil
        while isWaiting(for: ticket) {
            if failAllIfRequested() { continue }
            if !ticket.isOfSource, let next = ready.pop() {
                resume(next)
            } else {
                wait(for: ticket)
            }
        }
    }

    /// Whether a function waits for the ticket, which is not complete.
    func isWaiting(for ticket: Ticket) -> Bool {
        suspensions.index(of: ticket).map { !suspensions[$0].isComplete } ?? false
    }

    /// Marks an operation complete and makes its coroutine ready.
    func complete(_ ticket: Ticket, failure: (any Error)? = nil) {
        guard let index = suspensions.index(of: ticket) else {
            if !ticket.isOfSource { completedEarly.insert(ticket) }
            return
        }
        guard !suspensions[index].isComplete else { return }
        suspensions[index].isComplete = true
        suspensions[index].failure = failure
        if ticket.isOfSource { inFlight -= 1 }
        if let coroutine = suspensions[index].coroutine { ready.append(coroutine) }
    }

    func cancel(_ ticket: Ticket) {
        if ticket.isOfSource {
            source?.cancel(ticket)
        } else {
            timers.removeAll { $0 == ticket }
        }
    }

    /// Cancels what is in flight; every function that waits fails with `error`.
    func failAll(_ error: any Error) {
        timers = TimerHeap()
        for ticket in suspensions.allTickets where isWaiting(for: ticket) {
            if ticket.isOfSource { source?.cancel(ticket) }
            complete(ticket, failure: error)
        }
    }

    func cancelAll() {
        for ticket in suspensions.allTickets where ticket.isOfSource && isWaiting(for: ticket) {
            source?.cancel(ticket)
        }
        suspensions = TicketTable()
    }

    /// Fails all operations if an interrupt or the time limit came; whether one did.
    func failAllIfRequested() -> Bool {
        guard let error = requestedError() else { return false }
        failAll(error)
        return true
    }

    private func requestedError() -> LuaError? {
        switch lua_bridge_pending(state) {
        case LUA_BRIDGE_INTERRUPTED: LuaError(kind: .interrupted, message: "interrupted!")
        case LUA_BRIDGE_TIME_LIMIT: LuaError(kind: .timeLimit, message: "time limit exceeded")
        default: nil
        }
    }
}

extension Ticket {
    var isOfSource: Bool { rawValue >= 0 }
}
