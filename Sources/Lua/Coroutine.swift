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

    /// A C module yielded from the outermost frame, where there is nobody to yield to.
    func refuseYield() -> LuaError {
        _ = lua_bridge_close_task(thread)
        return LuaError("attempt to yield from outside a coroutine")
    }
}

extension Stack {
    /// Makes a coroutine. Stack: unchanged.
    func makeCoroutine(completion: @escaping (Result<Stack, LuaError>) -> Void) -> Coroutine {
        precondition(ensure(slots: 4), "the Lua stack is full")
        let thread = lua_bridge_push_task(state)
        // There always is a thread: memory does not run out in the host.
        return Coroutine(thread: thread.unsafelyUnwrapped, pin: popReference(), completion: completion)
    }
}
