import Catalog

extension APIClient {
    /// The dry run that a call started now is part of; nil where it is sent.
    public var activeDryRun: DryRun? { dryRunSource() ?? dryRun }

    /// Whether a write started now is shown and not sent.
    public var isDry: Bool { activeDryRun != nil }

    /// The result of a call that is not sent; nil for one that is.
    func dryResult(of call: PreparedCall) -> Result<APIResponse, ClientError>? {
        guard let run = activeDryRun else { return nil }
        if let reason = configuration.policy.refusal(of: call, isDry: true) { return .failure(.refused(call, reason)) }
        return run.result(of: call, by: mark)
    }
}
