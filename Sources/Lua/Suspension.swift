internal import CLua
internal import CLuaBridge

/// A function that waits for an operation.
struct Suspension {
    /// The coroutine to resume; nil if the function waits in place.
    var coroutine: Coroutine?
    var isComplete = false
    var failure: (any Error)?
    /// What to make of an error that ended the wait.
    let translate: ((any Error) -> any Error)?
    let resume: Function
}

extension Scheduler {
    /// The body of ``Stack/suspend(until:translatingErrors:then:)``.
    func suspend(
        _ stack: Stack, until ticket: Ticket, translatingErrors translate: ((any Error) -> any Error)?,
        then resume: @escaping Function
    ) throws -> Int {
        precondition(suspensions.index(of: ticket) == nil, "another function waits for this ticket")
        precondition(!ticket.isOfSource || source != nil, "the interpreter has no source of completions")
        if let error = requestedError() {
            cancel(ticket)
            throw translate?(error) ?? error
        }
        guard !refusesToWait else {
            cancel(ticket)
            throw LuaError("this function must not wait")
        }
        if let current, current.isCanceled, !current.isClosing { return try refuse(ticket, on: stack) }
        if !completedEarly.isEmpty, completedEarly.remove(ticket) != nil { return try resume(stack) }
        suspensions.insert(Suspension(coroutine: current, translate: translate, resume: resume), for: ticket)
        current?.ticket = ticket
        if ticket.isOfSource { inFlight += 1 }
        guard stack.isYieldable else {
            waitInPlace(for: ticket)
            return try finish(ticket, on: stack)
        }
        lua_bridge_set_ticket(stack.state, ticket.rawValue)
        return Int(LUA_BRIDGE_YIELD)
    }

    /// A canceled coroutine waits for nothing any more: it is closed as soon as it has yielded.
    private func refuse(_ ticket: Ticket, on stack: Stack) throws -> Int {
        cancel(ticket)
        guard stack.isYieldable else { throw LuaError.canceled }
        lua_bridge_set_ticket(stack.state, ticket.rawValue)
        return Int(LUA_BRIDGE_YIELD)
    }

    /// Delivers a complete operation to the function that waited for it.
    func finish(_ ticket: Ticket, on stack: Stack) throws -> Int {
        guard let suspension = suspensions.remove(ticket) else {
            throw LuaError("the operation was given up")
        }
        current?.ticket = nil
        if let failure = suspension.failure { throw suspension.translate?(failure) ?? failure }
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
            if !ticket.isOfSource, let next = popReady() {
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
        if let coroutine = suspensions[index].coroutine { enqueue(coroutine) }
    }

    func cancel(_ ticket: Ticket) {
        if ticket.isOfSource {
            source?.cancel(ticket)
        } else {
            timers.remove(ticket)
        }
    }

    /// Cancels what is in flight; every function that waits fails with `error`.
    func failAll(_ error: any Error, butBackground sparesBackground: Bool = false) {
        for ticket in suspensions.allTickets where isWaiting(for: ticket) {
            if sparesBackground, isOfBackground(ticket) { continue }
            cancel(ticket)
            complete(ticket, failure: error)
        }
    }

    /// What waits in place holds up the foreground, wherever it belongs.
    private func isOfBackground(_ ticket: Ticket) -> Bool {
        suspensions.index(of: ticket).flatMap { suspensions[$0].coroutine?.isBackground } ?? false
    }

    /// Cancels what is in flight and lets all coroutines go: the state closes.
    func cancelAll() {
        for ticket in suspensions.allTickets where ticket.isOfSource && isWaiting(for: ticket) {
            source?.cancel(ticket)
        }
        for ticket in suspensions.allTickets {
            suspensions.index(of: ticket).flatMap { suspensions[$0].coroutine }?.abandon()
        }
        suspensions = TicketTable()
        while let coroutine = popReady() { coroutine.abandon() }
    }

    /// Fails all operations if an interrupt or the time limit came; whether one did.
    func failAllIfRequested() -> Bool {
        guard let error = requestedError() else { return false }
        failAll(error, butBackground: sparesBackground && error.kind == .interrupted)
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
