/// Tells a client from others: approvals and answers carry it, so that nothing of one account is taken for another's.
public final class ClientMark: Sendable {
    /// The name of the client's context when it was made.
    public let context: String

    init(context: String) { self.context = context }
}
