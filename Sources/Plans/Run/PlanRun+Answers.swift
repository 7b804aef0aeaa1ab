import APIClient
import Catalog
import JSON

// What has come back.
extension PlanRun {
    /// - Returns: Whether anything has.
    func advance() -> Bool {
        var hasAdvanced = false
        for step in active {
            if advance(step) { hasAdvanced = true }
        }
        return hasAdvanced
    }

    private func advance(_ step: ActiveStep) -> Bool {
        switch step.phase {
        case .sending(let ticket):
            guard let result = client.take(ticket) else { return false }
            handle(result, of: step)
        case .checking(let reader):
            guard let answer = reader.take() else { return false }
            check(answer, step)
        case .listing(let reader, let list):
            guard let answer = reader.take() else { return false }
            adopt(answer, of: step, list)
        case .awaitingList(let list):
            guard baselines.isKnown(list) else { return false }
            leave(step)
        case .settling(let end, _):
            guard client.now >= end, isQuiet(step) else { return false }
            inquire(step)
        case .inquiring(let reader, let inquiry, let list):
            guard let answer = reader.take() else { return false }
            judge(answer, inquiry, step, list)
        case .departing, nil: return false
        }
        return true
    }

    private func handle(_ result: Result<APIResponse, ClientError>, of step: ActiveStep) {
        do throws(ClientError) {
            let response = try result.get()
            let isKept = step.step.kind == .create || references.targets.contains(step.index)
            var item: JSONValue?
            if isKept, response.isJSON {
                let answer = try response.json()
                item = response.call.operation?.success.item(of: answer) ?? answer
            }
            succeed(step, with: item, requestID: response.requestID)
        } catch {
            fail(step, error)
        }
    }

    private func succeed(_ step: ActiveStep, with item: JSONValue?, requestID: String? = nil, isFound: Bool = false) {
        unreachedCount = 0
        if let item {
            results[step.index] = item
            rememberCreation(step.index, item)
        }
        settle(step, .done, result: item, requestID: requestID, isFound: isFound)
    }

    /// No other step may take what this one has created for its own.
    func rememberCreation(_ index: Int, _ item: JSONValue) {
        let step = plan.steps[index]
        guard step.kind == .create, let resource = catalog.resource(of: step) else { return }
        for item in item.array ?? [item] {
            guard let identity = catalog.identity(of: item, createdBy: step, resource) else { continue }
            created.insert(.object(identity))
        }
    }

    private func fail(_ step: ActiveStep, _ error: ClientError) {
        heed(error)
        if error.kind == .refused { return settle(step, .skipped(reason: error.message)) }
        if step.step.kind == .delete, error.status == 404 {
            return error.mayHaveBeenApplied || step.isFateUnknown
                ? settle(step, .done, requestID: error.requestID, isFound: true)
                : settle(step, .skipped(reason: "it does not exist any more"), requestID: error.requestID)
        }
        guard step.isFateUnknown || error.leavesDoubt else {
            return settle(step, .failed(StepFailure(error)), requestID: error.requestID)
        }
        step.error = error
        settleDown(step)
    }

    /// Where nobody answers several steps in a row, each after all attempts of the client, nobody will answer the others.
    private func heed(_ error: ClientError) {
        unreachedCount = error.isUnreached ? unreachedCount + 1 : 0
        guard unreachedCount == Self.maximumUnreached, stopReason == nil else { return }
        stopReason = "the API cannot be reached; what did not begin is left, and resume goes on"
    }

    // MARK: Looking before

    private func check(_ answer: ResourceReader.Answer, _ step: ActiveStep) {
        switch answer {
        case .gone: settle(step, .skipped(reason: "it does not exist any more"))
        case .failed(let error): settle(step, .skipped(reason: "it could not be looked at: \(error)"))
        case .items: leave(step)
        case .item(let current):
            if let reason = options.refusal?(step.step, current) { return settle(step, .skipped(reason: reason)) }
            leave(step)
        }
    }

    private func adopt(_ answer: ResourceReader.Answer, of step: ActiveStep, _ list: String) {
        if case .items(let items) = answer, let resource = catalog.resource(of: step.step) {
            let identities = items.compactMap { item in
                catalog.identity(of: item, createdBy: step.step, resource).map { JSONValue.object($0) }
            }
            baselines.set(identities, of: list)
            journal?.note(existing: .array(identities), of: list)
        } else {
            baselines.setUnreadable(list)
        }
        leave(step)
    }
}

extension ClientError {
    /// Whether there was no connection at all.
    fileprivate var isUnreached: Bool {
        switch kind {
        case .transport(.unknownHost), .transport(.refused), .transport(.connectTimeout): true
        default: false
        }
    }

    /// Whether the change may have been made all the same: there was no answer, or it does not say.
    var leavesDoubt: Bool {
        switch kind {
        case .unreadable: true
        case .api: mayHaveBeenApplied || status.map { $0 >= 500 || $0 == 408 } ?? true
        case .transport: mayHaveBeenApplied
        case .redirect, .refused, .cancelled: false
        }
    }
}
