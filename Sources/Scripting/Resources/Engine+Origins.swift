internal import APIClient

extension Engine {
    /// Why something that a call returned is nothing to the client that calls go to now; nil where it may be used.
    ///
    /// Identifiers of one account mean something else in another, or nothing.
    func objection(to origin: CompletedCall) -> String? {
        guard let mark = origin.response.client, let client = try? client() else { return nil }
        if let dryRun = origin.response.dryRun, dryRun !== client.activeDryRun?.mark {
            return "a dry run that is over made it; it does not exist, or is not what it shows"
        }
        guard mark !== client.mark else { return nil }
        let (former, present) = (mark.context, client.mark.context)
        return former == present
            ? "it was got over a connection that has ended; get it again"
            : "it is of the context '\(former)', and calls go to '\(present)' now; get it again"
    }
}
