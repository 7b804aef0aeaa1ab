internal import CLua
internal import CLuaBridge

/// A Lua state: its memory, its globals, and the scheduler of its coroutines.
///
/// It belongs to the thread that creates it and is not `Sendable`. Chunks run as coroutines, so that a callback may
/// suspend its caller while an operation is in flight; see ``Stack/suspend(until:then:)``.
public final class Interpreter {
    let state: OpaquePointer
    let references = ReferenceRegistry()
    let scheduler: Scheduler
    /// Interrupts this interpreter from any thread.
    public let interrupter: Interrupter
    /// See ``announceStreamUse(to:)``.
    var streamUseHandler: (() -> Void)?

    /// Opens a state; throws if there is not the memory for it or its libraries.
    ///
    /// - Parameter source: completes the operations that callbacks suspend for; without one there are only the
    ///   interpreter's own tickets and timers. The interpreter holds it.
    public init(
        _ configuration: Configuration = Configuration(), completions source: (any CompletionSource)? = nil
    ) throws(LuaError) {
        guard let state = lua_bridge_open(configuration.memoryLimit ?? 0) else {
            throw LuaError(kind: .memory, message: "not enough memory for a Lua state")
        }
        self.state = state
        self.scheduler = Scheduler(state: state, source: source)
        self.interrupter = Interrupter(lua_bridge_state_of(state))
        lua_bridge_set_host(state, makeHost())
        try stack.check(lua_bridge_open_libraries(state, configuration.libraries.rawValue))
        scheduler.countsWaits = configuration.countsWaits
        if configuration.boundsLibraries { try stack.check(lua_bridge_bound_libraries(state)) }
        if !configuration.acceptsBinaryChunks { try stack.check(lua_bridge_refuse_binary_chunks(state)) }
    }

    deinit {
        interrupter.disconnect()
        // Finalizers that run while the state closes find no interpreter.
        lua_bridge_set_host(state, lua_bridge_host())
        scheduler.cancelAll()
        lua_bridge_close(state)
    }

    /// The stack of the main thread, to prepare globals on. What is pushed here stays until it is popped.
    ///
    /// A stack does not keep its interpreter: hold the interpreter, in a property or with `withExtendedLifetime`, as
    /// long as the stack is used.
    public var stack: Stack { Stack(state) }

    /// The bytes that Lua values take.
    public var memoryUsed: Int { lua_bridge_memory_used(state) }

    /// The most bytes that Lua values may take; nil for no limit.
    public var memoryLimit: Int? {
        get {
            let limit = lua_bridge_memory_limit(state)
            return limit == 0 ? nil : limit
        }
        set { lua_bridge_set_memory_limit(state, newValue ?? 0) }
    }

    /// Collects all garbage; throws if a finalizer's error makes that impossible.
    public func collectGarbage() throws(LuaError) {
        references.collect(on: stack)
        try stack.check(lua_bridge_collect(state))
    }
}

extension Stack {
    /// The interpreter of this stack; nil while it closes.
    public var interpreter: Interpreter? {
        guard let context = lua_bridge_host_context(state) else { return nil }
        return Unmanaged<Interpreter>.fromOpaque(context).takeUnretainedValue()
    }

    var requiredInterpreter: Interpreter {
        guard let interpreter else { preconditionFailure("the interpreter is closing") }
        return interpreter
    }
}
