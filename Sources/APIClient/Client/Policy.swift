import Catalog

/// What a client may do: the one place that every request passes, whoever makes it.
///
/// It refuses what a person cannot allow, and turns the rest into one ``Question`` or none. Whoever makes the client gives
/// ``ask``, which puts the question to a person; what an answer is worth is decided here.
public struct Policy {
    /// What is asked about before it is sent.
    public enum Confirmations: String, Sendable, CaseIterable {
        /// Everything that is no read.
        case all
        /// Deletions, what is ``Catalog/Operation/Danger/wide``, and more than ``Policy/silentChanges`` changes at once.
        case destructive
        /// Nothing.
        case off
    }

    /// Which questions count as answered without being asked.
    public enum AssumedAnswers: Sendable {
        case none
        /// Those for yes or no.
        case yes
        /// Those for a text to type, too.
        case all
    }

    /// How many creations and updates one approval has at most for which nobody is asked.
    public static let silentChanges = 5

    /// Whom the calls go to, as questions name it: `prod`.
    public var context: String
    /// Why nothing but reads is sent, as the beginning of a sentence: `the context 'prod' is read-only`. Nil: all may be.
    public var readOnlyReason: String?
    /// Whether every question is answered by typing the name of the context.
    public var isProtected = false
    /// What is asked about. A protected context asks about what destroys, whatever this says.
    public var confirmations: Confirmations
    public var assumedAnswers = AssumedAnswers.none
    /// Why calls to other servers than the API's own are refused, as a sentence about the call; nil lets them go.
    public var otherServersRefusal: String?
    /// What the program that makes the calls may do with them, where that is less than the token allows; nil: everything.
    public var scopeLimit: ScopeLimit?
    /// Why nothing at all is sent any more, as a sentence: the session has gone on to another context. Nil: it is sent.
    public var closedReason: String?
    /// Puts a question to a person. May take its time; must not use the client.
    public var ask: (Question) -> Answer

    public init(
        context: String = "this context", isReadOnly: Bool = false, confirmations: Confirmations = .destructive,
        ask: @escaping (Question) -> Answer = { _ in .yes }
    ) {
        self.context = context
        readOnlyReason = isReadOnly ? "\(context) is read-only" : nil
        self.confirmations = confirmations
        self.ask = ask
    }

    /// Allows everything.
    public static var unrestricted: Policy { Policy(confirmations: .off) }

    /// Why a call is never sent, whatever a person says: what completes the sentence "refused: ...". Nil where it may be.
    ///
    /// - Parameter isDry: Whether nothing will be sent: then a read-only context may show what it would refuse.
    func refusal(of call: PreparedCall, isDry: Bool = false) -> String? {
        if let closedReason { return closedReason }
        if let reason = scopeLimit?.refusal(of: call) { return reason }
        if call.danger != .read, !isDry, let readOnlyReason { return "\(readOnlyReason), and \(call.name) is no read" }
        if call.server != nil, let otherServersRefusal { return otherServersRefusal }
        return nil
    }

    /// The same for something that is yet to become calls.
    func refusal(of intent: Intent) -> String? {
        if let closedReason { return closedReason }
        if let reason = scopeLimit?.refusal(ofOperationNamed: intent.operation) { return reason }
        guard intent.danger != .read, let readOnlyReason else { return nil }
        return "\(readOnlyReason), and \(intent.operation) is no read"
    }
}
