import Glibc

/// An event that makes a waiting thread look up. May be signalled from any thread and from signal handlers.
///
/// Stays signalled until it is cleared, so that no signal is lost between two waits.
public final class WakeUp: Sendable {
    /// Readable while the event is signalled.
    package let readEnd: Int32
    /// A signal handler in C may write any byte to it. It never blocks.
    public let writeEnd: Int32

    public init() {
        var ends: [Int32] = [-1, -1]
        let result = pipe(&ends)
        precondition(result == 0, "no file descriptor is left for a wake-up event")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Async-signal-safe: one `write(2)`, and `errno` as it was.
    public func signal() {
        let saved = errno
        var byte: UInt8 = 1
        // Fails only when the pipe is full, and then it is signalled anyway.
        _ = write(writeEnd, &byte, 1)
        errno = saved
    }

    /// Takes the signal back.
    package func clear() {
        var bytes: (UInt64, UInt64) = (0, 0)
        while read(readEnd, &bytes, 16) > 0 {}
    }

    /// Waits for this event or a readable descriptor and clears the event. Nil waits without end; a signal ends it early.
    ///
    /// - Returns: The descriptors that are readable or closed by the other side.
    func wait(orReadable descriptors: [Int32], timeout: Duration?) -> [Int32] {
        var watched = ([readEnd] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let milliseconds = timeout.map { max(0, $0.millisecondsRoundedUp) } ?? -1
        guard poll(&watched, nfds_t(watched.count), Int32(clamping: milliseconds)) > 0 else { return [] }
        if watched[0].revents != 0 { clear() }
        return watched.dropFirst().filter { $0.revents != 0 }.map(\.fd)
    }
}
