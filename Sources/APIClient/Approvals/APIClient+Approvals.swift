import Catalog

// What a person is asked, and what was said.
extension APIClient {
    /// Asks once about everything a caller means to do, and gives what lets exactly that pass:
    ///
    ///     let approval = try client.approve(plan.intents)
    ///     for call in calls { tickets.append(client.start(call, approval: approval)) }
    ///
    /// Nothing is asked where the policy has no question about the whole: only reads, at most ``Policy/silentChanges``
    /// creations and updates, or an answer that is assumed. The approval covers the set all the same.
    /// In a dry run nobody is asked: nothing will be sent.
    ///
    /// - Throws: ``ClientError`` of kind `refused` where the context is read-only or the answer is no; nothing was sent.
    public func approve(_ intents: [Intent]) throws(ClientError) -> Approval {
        if isDry { return Approval([], mark: mark) }
        let policy = configuration.policy
        for intent in intents {
            if let reason = policy.refusal(of: intent) { throw .refused(intent.operation, reason) }
        }
        if let question = policy.question(about: intents), !policy.assumesYes(to: question) {
            let answer = policy.ask(question)
            if let reason = policy.refusal(answer, to: question) {
                throw .refused(question.intents.count == 1 ? question.intents[0].operation : "approval", reason)
            }
        }
        return Approval(intents, mark: mark)
    }

    /// Says that another entry of the prompt, or another script, begins: an answer "yes to all" ends here.
    public func beginEntry() { entryAnswers = EntryAnswers() }

    /// Why a call is not sent; asks where that needs an answer.
    func refusal(of call: PreparedCall, covered isCovered: Bool) -> String? {
        let policy = configuration.policy
        if let reason = policy.refusal(of: call) { return reason }
        guard !isCovered, call.danger != .read else { return nil }
        let intent = Intent(call)
        let offersAll = entryAnswers.offersAll(intent)
        guard let question = policy.question(about: [intent], offersAll: offersAll) else { return nil }
        if policy.assumesYes(to: question) { return nil }
        if case .yesOrNo = question.expected, entryAnswers.allows(intent) { return nil }
        let answer = policy.ask(question)
        entryAnswers.note(answer, to: intent)
        return policy.refusal(answer, to: question)
    }
}

extension ClientError {
    package static func refused(_ call: PreparedCall, _ reason: String) -> ClientError {
        var error = ClientError(.refused, call: call)
        error.message = "refused: \(reason)"
        return error
    }

    /// For what is not a call yet.
    package static func refused(_ operation: String, _ reason: String) -> ClientError {
        var error = ClientError(.refused, operation: operation)
        error.message = "refused: \(reason)"
        return error
    }
}
