internal import CLua
internal import CLuaBridge

/// A Lua thread that the interpreter's scheduler runs, made by ``Stack/spawn(arguments:inBackground:completion:)``.
public final class Coroutine {
    /// What the program keeps with it.
    public var owner: AnyObject?
    /// Whether an interrupt leaves it alone unless it runs at that moment.
    public let isBackground: Bool
    /// Whether ``cancel()`` was called.
    public private(set) var isCanceled = false
    let thread: OpaquePointer
    /// Keeps the thread; nil once nobody reads its results any more.
    private var pin: Reference?
    var arguments: Int32 = 0
    /// See ``Interpreter/taskContext``. A coroutine begins with what that of its starter is inherited as.
    public var context: (any TaskContext)?
    /// What it waits for; nil while it runs.
    var ticket: Ticket?
    /// What it waits for; nil while it runs, is ready to, or has ended.
    public var awaitedTicket: Ticket? { isFinished ? nil : ticket }
    /// Whether frames of it are on the machine's stack.
    var isRunning = false
    /// Whether its `__close` functions run since it was canceled.
    private(set) var isClosing = false
    private unowned let scheduler: Scheduler
    private let keepsResults: Bool
    private var completion: ((Result<Stack, LuaError>) -> Void)?

    var stack: Stack { Stack(thread) }
    /// Whether its function has returned or failed, or it was canceled.
    public var isFinished: Bool { completion == nil }

    init(
        thread: OpaquePointer, pin: Reference, scheduler: Scheduler, isBackground: Bool, keepsResults: Bool,
        completion: @escaping (Result<Stack, LuaError>) -> Void
    ) {
        self.thread = thread
        self.pin = pin
        self.scheduler = scheduler
        self.isBackground = isBackground
        self.keepsResults = keepsResults
        self.completion = completion
    }

    /// Ends it as `coroutine.close` would: what it waits for is given up, `__close` functions run, in which operations
    /// are waited for in place, and nothing else of it; no `pcall` sees it. The completion gets an error of kind
    /// ``LuaError/Kind/canceled``, or the error of a `__close` function.
    ///
    /// One that runs at this moment ends where it waits next. Does nothing once it is finished.
    public func cancel() {
        guard !isFinished, !isCanceled else { return }
        isCanceled = true
        scheduler.giveUp(self)
    }

    func finish(_ result: Result<Stack, LuaError>) {
        let completion = completion
        self.completion = nil
        context = nil
        completion?(result)
        owner = nil
        if !keepsResults { pin = nil }
    }

    /// Lets go of what the program hangs on it: it will not run any more.
    func abandon() {
        completion = nil
        owner = nil
        context = nil
    }

    /// A C module yielded from the outermost frame, where there is nobody to yield to.
    func refuseYield() -> LuaError {
        _ = lua_bridge_close_task(thread)
        return LuaError("attempt to yield from outside a coroutine")
    }

    /// Closes the thread of a canceled coroutine that does not run.
    func close() {
        isClosing = true
        let status = lua_bridge_close_task(thread)
        finish(.failure(status == LUA_OK ? .canceled : stack.popError(status)))
    }
}

extension Stack {
    /// Makes a coroutine. Stack: unchanged.
    func makeCoroutine(
        inBackground: Bool = false, keepsResults: Bool = false,
        completion: @escaping (Result<Stack, LuaError>) -> Void
    ) -> Coroutine {
        precondition(ensure(slots: 4), "the Lua stack is full")
        let thread = lua_bridge_push_task(state)
        // There always is a thread: memory does not run out in the host.
        let coroutine = Coroutine(
            thread: thread.unsafelyUnwrapped, pin: popReference(), scheduler: requiredInterpreter.scheduler,
            isBackground: inBackground, keepsResults: keepsResults, completion: completion)
        coroutine.context = requiredInterpreter.scheduler.current?.context?.inherited()
        return coroutine
    }
}
