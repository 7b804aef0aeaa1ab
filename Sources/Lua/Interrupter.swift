internal import CLuaBridge
internal import Synchronization

/// Interrupts an interpreter, from any thread; does nothing once the interpreter is gone.
public final class Interrupter: Sendable {
    /// The address of the state, for which the lock stands: the state is closed only after it was taken out.
    private let state: Mutex<UInt?>

    init(_ state: OpaquePointer) {
        self.state = Mutex(UInt(bitPattern: state))
    }

    func disconnect() {
        state.withLock { $0 = nil }
    }

    /// Stops what runs: the operations in flight are canceled, and the chunk and all coroutines get the error
    /// `interrupted!` at their next instruction.
    ///
    /// `pcall` may catch that to clean up, but it comes again until the call from Swift has ended. Ignored while
    /// nothing runs. One C function of the library is not stopped, such as a pattern match; nor is a `__gc` function,
    /// or a message handler that `xpcall` calls for the interrupt itself.
    public func interrupt() {
        state.withLock { state in
            if let state { lua_bridge_interrupt(UnsafeMutableRawPointer(bitPattern: state)) }
        }
    }
}

extension Interpreter {
    /// The error of what an interrupt has ended, for a callback that noticed it by itself.
    package static var interruption: LuaError { LuaError(kind: .interrupted, message: "interrupted!") }

    /// Interrupts what runs, from a callback; see ``Interrupter/interrupt()``.
    public func interrupt() {
        interrupter.interrupt()
    }

    /// The same as a C function and its argument, for a signal handler: it takes no lock. The handler must be gone
    /// before the interpreter is.
    public var signalRequest:
        (function: @convention(c) (UnsafeMutableRawPointer?) -> Void, state: UnsafeMutableRawPointer)
    {
        (lua_bridge_interrupt, UnsafeMutableRawPointer(lua_bridge_state_of(state)))
    }
}
