/// A call under way in a client.
public struct Ticket: Sendable, Hashable {
    let number: UInt64
}
