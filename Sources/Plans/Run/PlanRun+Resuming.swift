public import APIClient
public import Catalog

extension PlanRun {
    /// Goes on with a run that has not come to its end. Steps of unknown fate are looked up first, never blindly repeated.
    ///
    /// - Parameters:
    ///   - target: Whom the client talks to.
    ///   - original: The plan as it was made, where somebody has it still: the journal lacks its secrets.
    /// - Throws: ``JournalError`` of kind `otherTarget`.
    public convenience init(
        resuming journal: OpenJournal, by client: APIClient, at target: PlanTarget?, originally original: Plan? = nil,
        options: Options = Options(), catalog: Catalog = .standard
    ) throws(JournalError) {
        try journal.journal.check(target)
        let hiding = SecretHiding(StepCatalog(catalog))
        var plan = journal.journal.plan
        if let original, original.steps.map(hiding.hidden) == plan.steps { plan = original }
        self.init(plan, by: client, journal: journal, options: options, catalog: catalog)
    }
}

extension Journal {
    /// - Throws: ``JournalError`` of kind `otherTarget` where the journal is of another account or address.
    package func check(_ target: PlanTarget?) throws(JournalError) {
        guard let own = plan.target, let target else { return }
        guard own.address == target.address else {
            throw JournalError(
                .otherTarget, name,
                "is of the context '\(own.context)' at \(own.address), and this session talks to \(target.address)")
        }
        guard let account = own.account, let other = target.account, account != other else { return }
        throw JournalError(
            .otherTarget, name,
            "is of another account: the context '\(own.context)', and this session has '\(target.context)'")
    }
}
