internal import Glibc
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

    // MARK: - Beside a line that is edited

    /// When the turn of tasks began, in nanoseconds; 0 while none has one.
    private static let turnStart = Atomic<UInt64>(0)
    private static let wasMeantForLine = Atomic<Bool>(false)
    /// A turn usually takes far less: who presses Control-C in its first moments means the line.
    private static let shortTurn: UInt64 = 250_000_000

    /// Runs a turn of the tasks beside a line. One that does not come to its end is interrupted by Control-C.
    ///
    /// - Returns: Whether Control-C was meant for the line.
    static func whileTurnLasts(_ interpreter: Interpreter, _ body: () -> Void) -> Bool {
        turnStart.store(monotonicNanoseconds(), ordering: .releasing)
        whileRunning(interpreter, body)
        turnStart.store(0, ordering: .releasing)
        return wasMeantForLine.exchange(false, ordering: .acquiring)
    }

    /// May be called in a signal handler.
    private static func monotonicNanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// In a signal handler: a few loads, the time, and a call of a function that may be called there.
    private static let interrupt: TerminalSignals.Interrupt = { _ in
        let start = turnStart.load(ordering: .acquiring)
        guard start == 0 || monotonicNanoseconds() &- start >= shortTurn else {
            wasMeantForLine.store(true, ordering: .releasing)
            return
        }
        let target = state.load(ordering: .acquiring)
        let address = function.load(ordering: .relaxed)
        guard target != 0, address != 0 else { return }
        // The address of a C function with this very signature, which whileRunning stored.
        unsafeBitCast(Int(bitPattern: address), to: TerminalSignals.Interrupt.self)(
            UnsafeMutableRawPointer(bitPattern: target))
    }
}
