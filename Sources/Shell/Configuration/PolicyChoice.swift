internal import APIClient

/// What the session says about its calls, beside what the user's file says of each context.
///
/// It never takes away what a context protects: what `contexts.yaml` says of a context holds there, whatever this says.
struct PolicyChoice: Equatable {
    /// What is asked about where the context does not say it.
    var confirmations = Policy.Confirmations.destructive
    /// Whether nothing but reads is sent, in every context.
    var isReadOnly = false
    /// Whether somebody is at a prompt. A script is asked for as much as ever: there `--yes` answers.
    var isAtPrompt = false
    /// Why nothing at all may be sent at the moment; nil: it may.
    var refusal: String?

    /// What holds unless the context says something else. The local API, where nothing is asked, asks about everything or
    /// nothing.
    func apply(to policy: inout Policy) {
        if policy.confirmations == .off, confirmations != .all { return }
        policy.confirmations = confirmations == .off && !isAtPrompt ? .destructive : confirmations
    }

    /// What holds whatever the context says.
    func restrict(_ policy: inout Policy) {
        if isReadOnly, policy.readOnlyReason == nil {
            policy.readOnlyReason = "the session is read-only (config.readonly)"
        }
        policy.closedReason = refusal
    }
}
