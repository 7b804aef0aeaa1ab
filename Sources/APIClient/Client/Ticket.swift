import Synchronization

/// A call under way in a client. No two clients of a process have the same.
public struct Ticket: Sendable, Hashable {
    let number: UInt64

    private static let clients = Atomic<UInt64>(0)

    /// Where the numbers of one client begin: a trillion below those of the next.
    static func firstNumber() -> UInt64 { clients.add(1, ordering: .relaxed).newValue << 40 }
}
