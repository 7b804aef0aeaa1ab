internal import CLuaBridge

extension Scheduler {
    /// Takes note of complete operations; waits for one if `blocking` and no coroutine can run.
    func wait(blocking: Bool) {
        expireTimers()
        takeCompletions(blocking: blocking && isIdle)
    }

    /// The same for a function that waits in place, whatever else could run.
    func wait(for ticket: Ticket) {
        expireTimers()
        if isWaiting(for: ticket) { takeCompletions(blocking: true) }
    }

    /// If nothing is in flight, nothing ever completes: then all that wait fail.
    private func takeCompletions(blocking: Bool) {
        guard inFlight > 0 || timers.nextDeadline != nil else {
            if blocking { failAll(LuaError("waits for an operation that nothing completes")) }
            return
        }
        do {
            for ticket in try poll(for: blocking ? timeToWait() : .zero) { complete(ticket) }
        } catch {
            failAll(error)
        }
        expireTimers()
    }

    func startTimer(after duration: Duration) -> Ticket {
        let ticket = makeTicket()
        timers.insert(ticket, at: lua_bridge_monotonic_nanoseconds() &+ duration.nanoseconds)
        return ticket
    }

    private func expireTimers() {
        guard timers.nextDeadline != nil else { return }
        let now = lua_bridge_monotonic_nanoseconds()
        while let ticket = timers.popExpired(now: now) { complete(ticket) }
    }

    /// Until the next timer; the time limit wakes the wait by itself.
    func timeToWait() -> Duration? {
        guard let deadline = timers.nextDeadline else { return nil }
        let now = lua_bridge_monotonic_nanoseconds()
        return .nanoseconds(deadline > now ? Int64(clamping: deadline - now) : 0)
    }

    func timeLeft(of ticket: Ticket) -> Duration? {
        guard let deadline = timers.deadline(of: ticket) else { return nil }
        let now = lua_bridge_monotonic_nanoseconds()
        return .nanoseconds(deadline > now ? Int64(clamping: deadline - now) : 0)
    }

    private func poll(for duration: Duration?) throws -> [Ticket] {
        let left = duration == .zero ? nil : pauseTimeLimit()
        defer { if let left { resumeTimeLimit(left) } }
        if let source, inFlight > 0 {
            return try source.wait(for: duration, wakeup: lua_bridge_wakeup_descriptor(state))
        }
        if let duration, duration > .zero { lua_bridge_sleep(state, duration.nanoseconds) }
        return []
    }

    /// Lifts the time limit while the interpreter waits, where waits do not count; the nanoseconds that are left.
    private func pauseTimeLimit() -> UInt64? {
        guard !countsWaits, lua_bridge_pending(state) == LUA_BRIDGE_RUNS else { return nil }
        var failure: Int32 = 0
        let deadline = lua_bridge_set_deadline(state, 0, &failure)
        guard deadline != 0 else { return nil }
        let now = lua_bridge_monotonic_nanoseconds()
        return deadline > now ? deadline - now : 1
    }

    private func resumeTimeLimit(_ left: UInt64) {
        var failure: Int32 = 0
        _ = lua_bridge_set_deadline(state, lua_bridge_monotonic_nanoseconds() &+ left, &failure)
    }
}

extension Duration {
    /// Rounded down; a negative duration is 0, one too long the longest.
    var nanoseconds: UInt64 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        let (product, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? UInt64(Int64.max) : product &+ UInt64(attoseconds / 1_000_000_000)
    }
}
