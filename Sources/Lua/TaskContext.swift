internal import CLua

/// Something that the code of one coroutine of the scheduler has with it, wherever it is called from: as a task-local value
/// of Swift, for a program's own bookkeeping.
public protocol TaskContext: AnyObject {
    /// What a coroutine gets that is started while this one runs; nil for nothing.
    func inherited() -> (any TaskContext)?
}

extension Interpreter {
    /// The context of the coroutine that runs; nil where it has none, or none runs. It ends with the coroutine.
    public var taskContext: (any TaskContext)? {
        get { scheduler.current?.context }
        set { scheduler.current?.context = newValue }
    }
}

extension Stack {
    /// A reference to the thread of Lua whose stack this is, so that it stays. Stack: unchanged.
    public func threadReference() -> Reference {
        lua_pushthread(state)
        return popReference()
    }

    /// Whether a thread whose function has begun runs, or has resumed another that runs: it neither waits nor has yielded.
    public var isInProgress: Bool { lua_status(state) == LUA_OK }
}
