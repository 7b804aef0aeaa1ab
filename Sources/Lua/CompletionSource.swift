/// Names an operation in flight. The program numbers its own from 0 up; negative numbers are the interpreter's.
public struct Ticket: Hashable, Sendable {
    public let rawValue: Int64

    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }
}

/// What completes the operations that callbacks start: an event loop of the program, on the interpreter's thread.
public protocol CompletionSource: AnyObject {
    /// Waits until operations are complete and returns their tickets, each once.
    ///
    /// Returns, perhaps with none, when `duration` has passed (nil for no limit, zero to look and not to wait) or
    /// when `wakeup` becomes readable, which means that the interpreter was interrupted: poll it along with the
    /// program's own descriptors, and do not read it. What this throws ends the run.
    func wait(for duration: Duration?, wakeup: Int32) throws -> [Ticket]

    /// Gives up an operation; its ticket must not be returned any more.
    func cancel(_ ticket: Ticket)
}
