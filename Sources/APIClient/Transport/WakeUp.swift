import Glibc

/// An event that makes a waiting thread look up. May be signalled from any thread and from signal handlers.
///
/// Stays signalled until it is cleared, so that no signal is lost between two waits.
public final class WakeUp: Sendable {
    /// An eventfd. A signal handler in C may write the eight bytes of a 64-bit 1 to it.
    public let descriptor: Int32

    public init() {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC.rawValue | EFD_NONBLOCK.rawValue))
        precondition(descriptor >= 0, "no file descriptor is left for a wake-up event")
    }

    deinit { close(descriptor) }

    /// Async-signal-safe: one `write(2)`, and `errno` as it was.
    public func signal() {
        let saved = errno
        var one: UInt64 = 1
        // Fails only when the counter is full, and then it is signalled anyway.
        _ = write(descriptor, &one, 8)
        errno = saved
    }

    /// Takes the signal back.
    ///
    /// - Returns: Whether there was one.
    @discardableResult
    public func clear() -> Bool {
        var count: UInt64 = 0
        return read(descriptor, &count, 8) == 8
    }
}

extension WakeUp {
    /// Waits for this event or a readable descriptor and clears the event. Nil waits without end; a signal ends it early.
    ///
    /// - Returns: The descriptors that are readable or closed by the other side.
    func wait(orReadable descriptors: [Int32], timeout: Duration?) -> [Int32] {
        var watched = ([descriptor] + descriptors).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let milliseconds = timeout.map { max(0, $0.millisecondsRoundedUp) } ?? -1
        guard poll(&watched, nfds_t(watched.count), Int32(clamping: milliseconds)) > 0 else { return [] }
        if watched[0].revents != 0 { clear() }
        return watched.dropFirst().filter { $0.revents != 0 }.map(\.fd)
    }
}
