import Glibc

/// How long a program takes to answer.
extension PseudoTerminal {
    /// Types and returns the time until the first of the answer is there: the whole of it, for a program that writes once
    /// for each key. Waits without counting until nothing more comes.
    public func timeToAnswer(_ keys: String) throws -> Duration {
        try settle()
        let clock = ContinuousClock()
        let start = clock.now
        try send(Array(keys.utf8))
        guard try waitForOutput(milliseconds: 10_000) else { throw Failure(description: "no answer to \(keys)") }
        let time = clock.now - start
        try settle()
        return time
    }

    /// Types and returns the time until the screen fulfils a condition.
    public func timeUntil(_ what: String, typing keys: [UInt8], _ condition: (TerminalScreen) -> Bool) throws
        -> Duration
    {
        let clock = ContinuousClock()
        let start = clock.now
        try type(keys)
        try wait(for: what, until: condition)
        return clock.now - start
    }

    /// Reads until nothing has come for some milliseconds. Not for waiting: for what belongs to what has come already.
    public func settle() throws {
        while try waitForOutput(milliseconds: 3) { try readAvailable(wait: 0) }
    }
}
