import APIClient
import JSON

// Ending.
extension PlanRun {
    /// Steps that are told to stop before their request has left go back to what they were.
    func dropUnsent() {
        for step in active {
            switch step.phase {
            case .sending(let ticket):
                if client.wasSent(ticket) { continue }
                journal?.withdraw(step.index)
                sent.remove(step.index)
            case .inquiring, .settling: if step.error != nil { continue }
            case .listing, .awaitingList, .checking, .departing, nil: break
            }
            step.ticket.map(client.cancel)
            remove(step)
        }
    }

    /// Drops what has not ended in time.
    func endPatience() {
        guard let interruption, client.now >= interruption.end else { return }
        let time = WallClock.milliseconds
        for step in active {
            step.ticket.map(client.cancel)
            if case .sending = step.phase {
                settle(step, .unknown(reason: "the run was interrupted before the answer came"), at: time)
            } else if let error = step.error {
                settle(step, .unknown(reason: error.description), at: time)
            }
        }
        active = []
    }

    func remove(_ step: ActiveStep) { active.removeAll { $0 === step } }

    func settle(
        _ step: ActiveStep, _ outcome: StepOutcome, result: JSONValue? = nil, requestID: String? = nil,
        isFound: Bool = false, at time: Int64 = WallClock.milliseconds
    ) {
        remove(step)
        let settlement = StepSettlement(outcome: outcome, result: result, requestID: requestID, isFound: isFound)
        journal?.settle(step.index, settlement, of: step.step, at: time)
        note(step.index, outcome)
    }

    /// Settles a step that did not get its turn.
    func settle(_ index: Int, _ outcome: StepOutcome) {
        let settlement = StepSettlement(outcome: outcome)
        journal?.settle(index, settlement, of: plan.steps[index], at: WallClock.milliseconds)
        note(index, outcome)
    }

    private func note(_ index: Int, _ outcome: StepOutcome) {
        counts.add(outcomes[index], -1)
        counts.add(outcome)
        outcomes[index] = outcome
        schedule.release(index)
        if case .failed = outcome, options.stopsAtFailure, stopReason == nil {
            stopReason = "step \(index + 1) failed"
        }
    }

    func end() -> PlanRunResult {
        if let interruption { client.cancel(interruption.timer) }
        journal?.end(isInterrupted: interruption != nil)
        commit()
        journal?.close()
        let result = PlanRunResult(
            outcomes: outcomes, results: results, isInterrupted: interruption != nil, stopReason: stopReason,
            journal: journal?.name)
        finished = result
        return result
    }
}
