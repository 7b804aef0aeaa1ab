internal import CLuaBridge
internal import Lua

/// One call of `parallel`: which items are under way, each in a coroutine, and what has come of the others.
///
/// Items of a list are begun here, one whenever another ends; those of an iterator by the caller's coroutine, which may
/// wait in the iterator, and waits here while there is no room.
final class ParallelRun {
    private unowned let engine: Engine
    private let options: ParallelOptions
    private let function: Reference
    /// Nil where an iterator gives the items.
    private let list: Reference?
    private let position: String
    /// The coroutine that waits for all of them.
    let caller: Coroutine?
    /// What every item runs in, those begun later, too.
    private let context: (any TaskContext)?
    private let outcomes: ItemOutcomes
    /// The items under way by their places.
    private let items: Reference
    private var underWay: [Coroutine?] = []
    private var freePlaces: [Int] = []
    private var underWayCount = 0
    private var begun = 0
    /// How many items there are; of an iterator's known at its end.
    private var total: Int?
    private var iteratorError: LuaError?
    private var isStopped = false
    private var isInterrupted = false
    private var isClosed = false
    /// What the caller waits for.
    private var waiter: Ticket?
    private var progress: ProgressMeter?

    /// - Parameter list: The table with the items, and their number.
    init(
        _ function: Reference, list: (table: Reference, count: Int)?, _ options: ParallelOptions, position: String,
        engine: Engine, on stack: Stack
    ) {
        self.engine = engine
        self.options = options
        self.function = function
        self.list = list?.table
        self.position = position
        total = list?.count
        caller = engine.interpreter.currentCoroutine
        context = engine.interpreter.taskContext?.inherited()
        outcomes = ItemOutcomes(count: list?.count, on: stack)
        stack.pushTable()
        items = stack.popReference()
        beginProgress()
        beginListed(on: stack)
    }

    // MARK: - Items

    private var hasRoom: Bool { underWayCount < options.concurrency }

    /// Begins items of the list as long as there is room. Stack: unchanged.
    private func beginListed(on stack: Stack) {
        guard let list, let total else { return }
        while hasRoom, begun < total, !isStopped {
            stack.push(function)
            stack.push(list)
            stack.pushRaw(element: begun + 1, of: -1)
            stack.remove(at: -2)
            begin(arguments: 1, on: stack)
        }
    }

    /// Begins an item. Stack: pops the function and the arguments, of which the first one is the item.
    private func begin(arguments: Int, on stack: Stack) {
        begun += 1
        underWayCount += 1
        let (index, place) = (begun, freePlaces.popLast() ?? underWay.count)
        stack.push(items)
        if arguments > 0 { stack.push(valueAt: -arguments - 1) } else { stack.pushNil() }
        stack.setRaw(element: place + 1, of: -2)
        stack.pop()
        let coroutine = stack.spawn(arguments: arguments) { [self] result in end(index, place, result) }
        coroutine.owner = self
        coroutine.context = context
        if place == underWay.count { underWay.append(coroutine) } else { underWay[place] = coroutine }
    }

    private func end(_ index: Int, _ place: Int, _ result: Result<Stack, LuaError>) {
        let stack = engine.interpreter.stack
        guard stack.ensure(slots: 10) else { preconditionFailure("the main thread's stack is nearly empty") }
        underWay[place] = nil
        freePlaces.append(place)
        underWayCount -= 1
        stack.push(items)
        stack.pushRaw(element: place + 1, of: -1)
        settle(index, result, on: stack)
        stack.pop()
        stack.pushNil()
        stack.setRaw(element: place + 1, of: -2)
        stack.pop()
        guard !isClosed else { return }
        reportProgress()
        beginListed(on: stack)
        if let waiter, isOver || list == nil { engine.interpreter.resumeWaiter(of: waiter) }
    }

    /// Stack: the item is on top; unchanged.
    private func settle(_ index: Int, _ result: Result<Stack, LuaError>, on stack: Stack) {
        switch result {
        case .success(let results): outcomes.succeed(index, resultAt: 1, of: results)
        case .failure(let error) where error.kind == .canceled: outcomes.cancel(on: stack)
        case .failure(let error) where error.kind == .interrupted:
            (isStopped, isInterrupted) = (true, true)
            outcomes.cancel(on: stack)
        case .failure(let error):
            outcomes.fail(index, error, on: stack)
            if options.errorHandling == .stop { stop() }
        }
    }

    /// Cancels what is under way; nothing more is begun.
    private func stop() {
        isStopped = true
        for coroutine in underWay { coroutine?.cancel() }
    }

    // MARK: - The caller

    /// Begins an item of an iterator: the values from 2 on. Returns when there is room for another, with the first value; nil
    /// where there is no more to do. Stack: pushes 1.
    func submit(_ stack: Stack) throws -> Int {
        guard !stack.isNil(at: 2), !isStopped else { return 0 }
        let values = stack.top - 1
        guard stack.ensure(slots: values + 10) else { throw LuaError("parallel: too many values of the iterator") }
        stack.push(function)
        for position in 2..<(values + 2) { stack.push(valueAt: position) }
        begin(arguments: values, on: stack)
        return try waitForRoom(stack)
    }

    private func waitForRoom(_ stack: Stack) throws -> Int {
        try SuspensionLoop(translatingErrors: { [self] error in translate(error) }) { [self] stack in
            guard !hasRoom, !isStopped else {
                if isStopped { stack.pushNil() } else { stack.push(valueAt: 2) }
                return .finish(results: 1)
            }
            return .suspend(until: newWaiter())
        }.run(on: stack)
    }

    /// Waits until nothing is under way; then pushes the results, or throws. Stack: whether the iterator came to its end is
    /// at 2, what it raised at 3; pushes 1 or 2.
    func finish(_ stack: Stack) throws -> Int {
        if list == nil {
            total = begun
            if !stack.boolean(at: 2) { noteIteratorError(on: stack) }
        }
        return try SuspensionLoop(translatingErrors: { [self] error in translate(error) }) { [self] stack in
            isOver ? .finish(results: try pushOutcome(on: stack)) : .suspend(until: newWaiter())
        }.run(on: stack)
    }

    private func noteIteratorError(on stack: Stack) {
        stack.push(valueAt: 3)
        let error = stack.popErrorValue()
        total = nil
        guard error.kind != .interrupted else {
            isInterrupted = true
            return stop()
        }
        iteratorError = error
        if options.errorHandling == .stop { stop() }
    }

    /// Whether its caller waits with this ticket.
    func isAwaited(with ticket: Ticket) -> Bool { waiter == ticket }

    /// What its caller waits for.
    var wait: TaskWait { .items(ended: outcomes.endedCount, total: total) }

    private var isOver: Bool { underWayCount == 0 && (isStopped || list == nil || begun == total) }

    private func newWaiter() -> Ticket {
        let ticket = engine.interpreter.makeTicket()
        waiter = ticket
        (caller?.owner as? AsyncTask)?.parallelRun = self
        return ticket
    }

    private func pushOutcome(on stack: Stack) throws -> Int {
        progress?.end()
        waiter = nil
        if outcomes.isSuccess, iteratorError == nil {
            outcomes.pushResults(count: begun, engine: engine, on: stack)
            return 1
        }
        let failure = failure(isInterrupted ? .interrupted : reason)
        guard options.errorHandling == .return, !isInterrupted else { throw failure }
        outcomes.pushResults(count: total ?? begun, engine: engine, on: stack)
        failure.pushErrorValue(to: stack)
        return 2
    }

    private var reason: ParallelFailure.Reason {
        if let iteratorError { return .iterator(iteratorError) }
        return isStopped ? .stopped : .items
    }

    private func failure(_ reason: ParallelFailure.Reason) -> ParallelFailure {
        ParallelFailure(
            reason, of: "parallel", position: position, outcomes, begun: begun, total: total, engine: engine,
            on: engine.interpreter.stack)
    }

    /// An interrupt becomes an error that tells what was done until then.
    private func translate(_ error: any Error) -> any Error {
        guard let error = error as? LuaError, error.kind == .interrupted else { return error }
        isInterrupted = true
        stop()
        return failure(.interrupted)
    }

    /// Cancels what is under way: the caller was canceled, or has failed.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        stop()
        progress?.end()
    }

    // MARK: - Progress

    /// Without a client there is no clock yet: then it begins with the first item that ends.
    private func beginProgress() {
        guard progress == nil, engine.progressHandler != nil, engine.connection.now != nil else { return }
        progress = ProgressMeter(.run, options.name, of: total, engine: engine)
    }

    private func reportProgress() {
        guard engine.progressHandler != nil else { return }
        beginProgress()
        progress?.report(outcomes.endedCount, of: total, failed: outcomes.failedCount)
    }
}
