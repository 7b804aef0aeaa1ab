internal import CLua
internal import CLuaBridge

extension Stack {
    /// Suspends the calling Lua code until an operation is complete. A callback starts the operation, then returns
    /// what this returns, at once: `return try stack.suspend(until: ticket) { stack in ... }`.
    ///
    /// Other coroutines run meanwhile. When the ticket completes, `resume` gets the stack of the callback, as it was,
    /// pushes the results and returns their number; it may throw, or suspend again. Where the Lua code cannot yield
    /// (a comparator of `table.sort`, a callback of `gsub`, `__tostring`, `require`, `__gc`) this waits in place and
    /// calls `resume` itself. Throws if the run was interrupted; the operation is canceled then.
    ///
    /// - Parameter translate: Makes the error that Lua gets of one that ends the wait: an interrupt, say.
    public func suspend(
        until ticket: Ticket, translatingErrors translate: ((any Error) -> any Error)? = nil,
        then resume: @escaping Function
    ) throws -> Int {
        guard let interpreter else { throw LuaError("the interpreter is closing") }
        return try interpreter.scheduler.suspend(self, until: ticket, translatingErrors: translate, then: resume)
    }

    /// Starts a coroutine that calls the function under the arguments. It begins when the scheduler has a turn.
    ///
    /// - Parameters:
    ///   - inBackground: Whether an interrupt leaves it alone, unless it runs at that moment; without a word as the
    ///     coroutine that this is called in.
    ///   - completion: gets the results at 1, 2, ... of a stack that is valid during the call, or the error.
    ///     It is called on the interpreter's thread between runs of Lua code.
    ///
    /// Stack: pops the function and the arguments.
    @discardableResult
    public func spawn(
        arguments: Int = 0, inBackground: Bool? = nil, completion: @escaping (Result<Stack, LuaError>) -> Void
    ) -> Coroutine {
        let scheduler = requiredInterpreter.scheduler
        let coroutine = makeCoroutine(
            inBackground: inBackground ?? scheduler.current?.isBackground ?? false, completion: completion)
        precondition(coroutine.stack.ensure(slots: arguments + 1), "too many arguments")
        lua_xmove(state, coroutine.thread, Int32(clamping: arguments + 1))
        coroutine.arguments = Int32(clamping: arguments)
        scheduler.enqueue(coroutine)
        return coroutine
    }
}

extension Interpreter {
    /// A ticket that the program completes with ``complete(_:)``, to build on other coroutines, say.
    public func makeTicket() -> Ticket {
        scheduler.makeTicket()
    }

    /// Completes a ticket of ``makeTicket()``.
    public func complete(_ ticket: Ticket) {
        precondition(ticket.rawValue < 0, "the source completes its own tickets")
        scheduler.complete(ticket)
    }

    /// Completes a ticket of ``makeTicket()`` for the function that waits for it; nothing happens where none does any
    /// more.
    public func resumeWaiter(of ticket: Ticket) {
        if scheduler.isWaiting(for: ticket) { scheduler.complete(ticket) }
    }

    /// The coroutine that runs; nil in a call from Swift outside of all.
    public var currentCoroutine: Coroutine? { scheduler.current }

    /// How long until the first timer expires; nil where there is none.
    public var timeToNextTimer: Duration? { scheduler.timeToWait() }

    /// How long until a timer of ``startTimer(after:)`` expires; nil where there is none of this ticket. Looks at all timers.
    public func timeLeft(of ticket: Ticket) -> Duration? { scheduler.timeLeft(of: ticket) }

    /// A ticket that completes when the time has passed.
    public func startTimer(after duration: Duration) -> Ticket {
        scheduler.startTimer(after: duration)
    }

    /// Stops a timer of ``startTimer(after:)`` for which nobody waits any more.
    public func cancelTimer(_ ticket: Ticket) {
        scheduler.timers.remove(ticket)
    }
}

/// Called by the bridge when a coroutine is resumed after its operation.
let completeOperation: @convention(c) (OpaquePointer?, Int64) -> Int32 = { state, ticket in
    Stack.run(state) { stack in
        guard let interpreter = stack.interpreter else { throw LuaError("the interpreter is closing") }
        return try interpreter.scheduler.finish(Ticket(ticket), on: stack)
    }
}

/// Called by the bridge when an operation's yield meets a thread that cannot yield.
let waitForOperation: @convention(c) (OpaquePointer?, Int64) -> Void = { state, ticket in
    // Lua passes its thread, never NULL.
    Stack(state.unsafelyUnwrapped).interpreter?.scheduler.waitInPlace(for: Ticket(ticket))
}
