internal import CLua
internal import CLuaBridge

/// A Lua thread that the scheduler resumes. The registry keeps it while it is not finished.
final class Coroutine {
    let thread: OpaquePointer
    let pin: Reference
    var arguments: Int32
    private var completion: ((Result<Stack, LuaError>) -> Void)?

    var stack: Stack { Stack(thread) }
    var isFinished: Bool { completion == nil }

    init(thread: OpaquePointer, pin: Reference, completion: @escaping (Result<Stack, LuaError>) -> Void) {
        self.thread = thread
        self.pin = pin
        self.arguments = 0
        self.completion = completion
    }

    func finish(_ result: Result<Stack, LuaError>) {
        let completion = completion
        self.completion = nil
        completion?(result)
    }

    /// Takes the error of a failed resume, with the traceback of the dead calls, and closes pending variables.
    func takeError(_ status: Int32) -> LuaError {
        var traceback: String?
        let main = Stack(lua_bridge_main_thread(thread))
        if lua_bridge_traceback(main.state, thread, 0) == LUA_OK { traceback = main.string(at: -1) }
        main.pop()
        let closed = lua_bridge_close_task(thread)
        return stack.popError(closed == LUA_OK ? status : closed, traceback: traceback)
    }

    /// A C module yielded from the outermost frame, where there is nobody to yield to.
    func refuseYield(_ results: Int32) -> LuaError {
        stack.pop(Int(results))
        _ = lua_bridge_close_task(thread)
        return LuaError("attempt to yield from outside a coroutine")
    }
}

extension Stack {
    /// Makes a coroutine. Stack: unchanged.
    func makeCoroutine(completion: @escaping (Result<Stack, LuaError>) -> Void) -> Coroutine {
        precondition(ensure(slots: 4), "the Lua stack is full")
        let thread = lua_newthread(state)
        // lua_newthread returns a thread; running out of memory does not return.
        return Coroutine(thread: thread.unsafelyUnwrapped, pin: popReference(), completion: completion)
    }
}
