internal import LineEditor
internal import Lua
internal import Synchronization

/// Which interpreter Ctrl-C stops: the innermost that runs, where one runs another.
enum RunningInterpreter {
    /// The address of its state; 0 while none runs.
    private static let state = Atomic<UInt>(0)
    private static let function = Atomic<UInt>(0)

    /// Runs `body`; signals meanwhile interrupt `interpreter`, which must outlive them: keep it until another runs.
    static func whileRunning<Result, Failure: Error>(
        _ interpreter: Interpreter, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let request = interpreter.signalRequest
        function.store(UInt(bitPattern: unsafeBitCast(request.function, to: Int.self)), ordering: .relaxed)
        let outer = state.exchange(UInt(bitPattern: request.state), ordering: .releasing)
        defer { state.store(outer, ordering: .releasing) }
        guard outer == 0 else { return try body() }
        return try TerminalSignals.whileRunning(interrupt: interrupt, context: nil, body)
    }

    /// In a signal handler: two loads and a call of a function that may be called there.
    private static let interrupt: TerminalSignals.Interrupt = { _ in
        let target = state.load(ordering: .acquiring)
        let address = function.load(ordering: .relaxed)
        guard target != 0, address != 0 else { return }
        // The address of a C function with this very signature, which whileRunning stored.
        unsafeBitCast(Int(bitPattern: address), to: TerminalSignals.Interrupt.self)(
            UnsafeMutableRawPointer(bitPattern: target))
    }
}
