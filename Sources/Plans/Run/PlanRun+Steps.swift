import APIClient
import Catalog
import JSON

// Beginning and sending.
extension PlanRun {
    func begin() {
        guard !hasBegun else { return }
        hasBegun = true
        journal?.begin()
    }

    var isStopping: Bool { interruption != nil || stopReason != nil }

    /// - Returns: Whether a step has begun.
    func beginSteps() -> Bool {
        var hasBegun = false
        while !isStopping, active.count < options.concurrency, let index = schedule.take() {
            begin(index)
            hasBegun = true
        }
        return hasBegun
    }

    private func begin(_ index: Int) {
        let isFateUnknown = if case .unknown = outcomes[index] { !hasNewReference(index) } else { false }
        if let reason = blockade(of: index) { return settle(index, .skipped(reason: reason)) }
        do throws(MissingReference) {
            let step = try references.resolved(plan.steps[index], at: index, results: results)
            let active = ActiveStep(index, step, isFateUnknown: isFateUnknown)
            self.active.append(active)
            if isFateUnknown { settleDown(active) } else { prepare(active) }
        } catch {
            settle(index, .skipped(reason: error.reason))
        }
    }

    /// Whether it refers to what was created in this run only, so that it cannot have begun before.
    private func hasNewReference(_ index: Int) -> Bool {
        references.references[index]?.contains { sent.contains($0.step - 1) } ?? false
    }

    /// Why a step must not begin, because of those that it refers to.
    private func blockade(of index: Int) -> String? {
        if let reason = options.skips[index] { return reason }
        let numbers = (references.references[index] ?? []).map(\.step).filter { number in
            !outcomes.indices.contains(number - 1) || outcomes[number - 1] != .done
        }
        return numbers.min().map { "it needs step \($0), which is not done" }
    }

    /// Looks first where that was asked for, or where the server gives new things their names.
    func prepare(_ step: ActiveStep) {
        if step.step.kind != .create {
            guard options.refusal != nil else { return leave(step) }
            guard case .item(let call) = FateInquiry(step.step, catalog).look, let call = try? client.prepare(call)
            else {
                return leave(step)
            }
            step.phase = .checking(ResourceReader(reading: call, by: client))
        } else if let list = listOfUnnamed(step), !baselines.isKnown(list.key) {
            prepareBaseline(step, list)
        } else {
            leave(step)
        }
    }

    private func prepareBaseline(_ step: ActiveStep, _ list: (key: String, call: Call)) {
        let isListed = active.contains { if case .listing(_, list.key) = $0.phase { true } else { false } }
        guard !isListed, let pages = try? client.pages(of: list.call) else {
            step.phase = .awaitingList(list.key)
            if !isListed { baselines.setUnreadable(list.key) }
            return
        }
        step.phase = .listing(ResourceReader(listing: pages, by: client), list: list.key)
    }

    /// The call that lists what a creation adds to, where the server gives it its name; nil elsewhere.
    func listOfUnnamed(_ step: ActiveStep) -> (key: String, call: Call)? {
        guard step.step.kind == .create, let resource = catalog.resource(of: step.step),
            catalog.identity(ofNew: step.step, resource) == nil,
            case .list(let call) = FateInquiry(step.step, catalog).look
        else { return nil }
        let arguments = (try? JSONValue.object(call.arguments).jsonText) ?? ""
        return ("\(call.operation.qualifiedName) \(arguments)", call)
    }

    /// Makes the request. It leaves with ``depart()``.
    func leave(_ step: ActiveStep) {
        guard let entry = catalog.entry(step.step.operation) else {
            return settle(step, .skipped(reason: "there is no operation \(step.step.operation)"))
        }
        let secrets = SecretMark.places(in: step.step.arguments)
        guard secrets.isEmpty else {
            let names = secrets.map { "'\($0)'" }.joined(separator: ", ")
            return settle(step, .skipped(reason: "its \(names) was secret and is not in the journal"))
        }
        do throws(ArgumentError) {
            let call = Call(entry.operation, of: entry.group, arguments: step.step.arguments)
            step.phase = .departing(try client.prepare(call))
        } catch {
            settle(step, .skipped(reason: error.description))
        }
    }

    /// Writes down what is about to leave, and sends it.
    ///
    /// - Returns: Whether anything was sent.
    func depart() -> Bool {
        guard !isStopping else {
            dropUnsent()
            return false
        }
        var departures: [(step: ActiveStep, call: PreparedCall)] = []
        let time = WallClock.milliseconds
        for step in active {
            guard case .departing(let call) = step.phase, mayLeave(step) else { continue }
            journal?.start(step.index, at: time)
            departures.append((step, call))
        }
        commit()
        guard !isStopping else {
            for departure in departures { journal?.withdraw(departure.step.index) }
            dropUnsent()
            return false
        }
        for (step, call) in departures {
            step.phase = .sending(client.start(call, approval: options.approval))
            sent.insert(step.index)
        }
        return !departures.isEmpty
    }

    /// Nothing is created that another step, looking for what became of its request, could take for its own.
    private func mayLeave(_ step: ActiveStep) -> Bool {
        guard step.step.kind == .create, listOfUnnamed(step) != nil else { return true }
        return !active.contains { other in
            guard other.step.kind == .create, other.step.operation == step.step.operation else { return false }
            switch other.phase {
            case .settling, .inquiring: return true
            default: return false
            }
        }
    }

    /// Puts everything written so far where it survives this process; stops where that is impossible.
    func commit() {
        do throws(JournalError) {
            try journal?.commit()
        } catch {
            stopReason = stopReason ?? error.description
        }
    }
}

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
    private func settle(_ index: Int, _ outcome: StepOutcome) {
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
