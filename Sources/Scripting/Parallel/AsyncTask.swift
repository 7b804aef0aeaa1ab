public import Lua

/// A function that a script runs beside itself: `async(fn, ...)`.
///
/// It belongs to the engine's thread.
public final class AsyncTask {
    public enum State: String, Sendable {
        case running
        /// Its function has returned.
        case done
        case failed
        case canceled
    }

    /// Counted from 1 in the order they were started.
    public let number: Int
    /// What a person calls it; at first where it was started: `script.lua:12`.
    public var name: String
    /// `script.lua:12`; empty where no Lua code started it.
    public let place: String
    public let started: ContinuousClock.Instant
    /// Nil while it runs.
    public private(set) var ended: ContinuousClock.Instant?
    public private(set) var state = State.running
    /// What its function raised; nil unless it failed.
    public private(set) var error: LuaError?
    /// Whether an interrupt ended it.
    public private(set) var isInterrupted = false
    /// Whether somebody got its results or its error with `await`.
    public private(set) var isAwaited = false
    /// What its function returned, as a Lua list, and how many.
    private var results: (list: Reference, count: Int)?
    /// Set as soon as it is made.
    var coroutine: Coroutine?
    /// The innermost `parallel` that it waits for, or has waited for.
    weak var parallelRun: ParallelRun?
    /// Who waits for its end.
    private var waiters: [(ticket: Ticket, coroutine: Coroutine?)] = []

    init(number: Int, place: String) {
        self.number = number
        self.place = place
        name = place.isEmpty ? "task \(number)" : place
        started = .now
    }

    /// Ends it: what it waits for is given up, its `__close` functions run. One that runs at this moment ends where it waits
    /// next. Does nothing where it has ended.
    public func cancel() { coroutine?.cancel() }

    /// `task 3 (script.lua:12): running`
    public var description: String { "\(label): \(state.rawValue)" }

    /// `task 3 (script.lua:12)`
    var label: String { name == "task \(number)" ? name : "task \(number) (\(name))" }

    // MARK: - Its end

    /// Takes over how its function ended; resumes those who wait.
    func end(_ result: Result<Stack, LuaError>, in interpreter: Interpreter) {
        ended = .now
        switch result {
        case .success(let stack):
            state = .done
            results = (stack.makeList(), stack.top)
        case .failure(let error) where error.kind == .canceled || error.kind == .interrupted:
            state = .canceled
            isInterrupted = error.kind == .interrupted
        case .failure(let error):
            state = .failed
            self.error = error
        }
        coroutine = nil
        let tickets = waiters.map(\.ticket)
        waiters = []
        for ticket in tickets { interpreter.resumeWaiter(of: ticket) }
    }

    func addWaiter(_ ticket: Ticket, _ coroutine: Coroutine?) { waiters.append((ticket, coroutine)) }

    func removeWaiter(_ ticket: Ticket) { waiters.removeAll { $0.ticket == ticket } }

    /// Whether somebody waits for its end with this ticket.
    func isAwaited(with ticket: Ticket) -> Bool { waiters.contains { $0.ticket == ticket } }

    /// The coroutines that go on when it ends.
    var waitingCoroutines: [Coroutine] { waiters.compactMap(\.coroutine) }

    /// Pushes what its function returned, or throws what it raised. Stack: pushes the number that is returned.
    func pushResults(on stack: Stack, position: String) throws -> Int {
        isAwaited = true
        if let error { throw error }
        guard results != nil else { throw AwaitFailure.canceled(self, position: position) }
        return try pushResults(on: stack)
    }

    /// Pushes what its function returned; nothing unless it is done. Stack: pushes the number that is returned.
    func pushResults(on stack: Stack) throws(LuaError) -> Int {
        guard let results else { return 0 }
        guard stack.ensure(slots: results.count + 2) else { throw LuaError("await: too many results") }
        stack.push(results.list)
        let list = stack.top
        for index in 0..<results.count { stack.pushRaw(element: index + 1, of: list) }
        stack.remove(at: list)
        return results.count
    }
}

extension Stack {
    /// A list of all values. Stack: unchanged.
    fileprivate func makeList() -> Reference {
        let count = top
        guard ensure(slots: 3) else { preconditionFailure("a coroutine has ended with a full stack") }
        pushTable(elements: count)
        for index in 0..<count {
            push(valueAt: index + 1)
            setRaw(element: index + 1, of: -2)
        }
        return popReference()
    }
}
