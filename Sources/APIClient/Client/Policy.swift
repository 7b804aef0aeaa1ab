public import Catalog

/// What a client may do: the one place that every request passes, whoever makes it.
public struct Policy {
    public enum Decision: Sendable, Equatable {
        case allow
        /// Nothing is sent; the reason completes the sentence "refused: ...".
        case refuse(reason: String)
    }

    /// Whether everything that is not a read is refused.
    public var isReadOnly: Bool
    /// Why calls to other servers than the API's own are refused, as a sentence about the call; nil lets them go.
    public var otherServersRefusal: String?
    /// What the program that makes the calls may do with them, where that is less than the token allows; nil: everything.
    public var scopeLimit: ScopeLimit?
    /// What ``confirm`` is asked about.
    public var askedDangers: Set<Operation.Danger>
    /// Asked before a call that can do harm is sent. May take its time: to ask a person, for example.
    public var confirm: (PreparedCall) -> Decision

    public init(
        isReadOnly: Bool = false, askedDangers: Set<Operation.Danger> = [.delete, .wide],
        confirm: @escaping (PreparedCall) -> Decision = { _ in .allow }
    ) {
        self.isReadOnly = isReadOnly
        self.askedDangers = askedDangers
        self.confirm = confirm
    }

    /// Allows everything.
    public static var unrestricted: Policy { Policy() }

    func decision(on call: PreparedCall) -> Decision {
        if let refusal = scopeLimit?.refusal(of: call) { return .refuse(reason: refusal) }
        if isReadOnly && call.danger != .read {
            return .refuse(reason: "this context is read-only, and \(call.name) is no read")
        }
        if call.server != nil, let otherServersRefusal { return .refuse(reason: otherServersRefusal) }
        return askedDangers.contains(call.danger) ? confirm(call) : .allow
    }
}
