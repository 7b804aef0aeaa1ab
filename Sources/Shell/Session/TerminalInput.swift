internal import Glibc
internal import LineEditor

/// Waiting for somebody to type, while Ctrl-C is a signal.
enum TerminalInput {
    /// In milliseconds. A signal that comes just before a poll does not end it: so late it is seen then.
    private static let longestPoll: Int32 = 100

    /// Waits for input; false where Ctrl-C comes first, or came since there were so many of them.
    static func isReadable(_ descriptor: Int32, unlessInterruptedSince interrupts: Int) -> Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while TerminalSignals.interruptCount == interrupts {
            let count = poll(&watched, 1, longestPoll)
            if count > 0 { return true }
            // Signals end a poll whatever their handlers say, and not a read.
            guard count == 0 || errno == EINTR else { return false }
        }
        return false
    }
}
