import APIClient
import JSON

// Finding out what became of a request.
extension PlanRun {
    /// Looks at once, but for creations that an earlier process sent: the server may still be at work on them.
    func settleDown(_ step: ActiveStep) {
        let pause = step.step.kind == .create && step.error == nil ? settlingTimeLeft(step.index) : .zero
        wait(step, pause)
    }

    private func wait(_ step: ActiveStep, _ pause: Duration) {
        if pause == .zero, isQuiet(step) { return inquire(step) }
        step.phase = .settling(until: client.now + pause, client.startTimer(after: pause))
    }

    private func settlingTimeLeft(_ index: Int) -> Duration {
        guard let start = startTimes[index] else { return options.settlingTime }
        let passed = Duration.milliseconds(WallClock.milliseconds - start)
        return passed < .zero ? options.settlingTime : max(.zero, options.settlingTime - passed)
    }

    /// Whether no request is under way that creates something which could be taken for this step's.
    func isQuiet(_ step: ActiveStep) -> Bool {
        guard listOfUnnamed(step) != nil else { return true }
        return !active.contains { other in
            guard other !== step, other.step.operation == step.step.operation, case .sending = other.phase else {
                return false
            }
            return true
        }
    }

    func inquire(_ step: ActiveStep) {
        let inquiry = FateInquiry(step.step, catalog)
        do throws(ArgumentError) {
            switch inquiry.look {
            case .impossible(let reason): conclude(.undecided(reason: reason), step)
            case .item(let call):
                let reader = ResourceReader(reading: try client.prepare(call), by: client)
                step.phase = .inquiring(reader, inquiry, list: nil)
            case .list(let call):
                let reader = ResourceReader(listing: try client.pages(of: call), by: client)
                step.phase = .inquiring(reader, inquiry, list: listOfUnnamed(step)?.key ?? "")
            }
        } catch {
            conclude(.undecided(reason: "it cannot be looked at: \(error)"), step)
        }
    }

    func judge(_ answer: ResourceReader.Answer, _ inquiry: FateInquiry, _ step: ActiveStep, _ list: String?) {
        switch answer {
        case .item(let current): conclude(inquiry.verdict(on: current), step)
        case .gone: conclude(inquiry.verdict(on: nil), step)
        case .failed(let error): conclude(.undecided(reason: "it could not be looked at: \(error)"), step)
        case .items(let items):
            let verdict =
                step.step.kind == .create
                ? verdict(on: items, inquiry, step, list ?? "") : inquiry.verdict(on: inquiry.own(among: items))
            conclude(verdict, step)
        }
    }

    /// Of things that the server gives their names: ours is like what was asked for, was not there before, and is no
    /// other step's. Steps that ask for the same are as good as each other.
    private func verdict(
        on items: [JSONValue], _ inquiry: FateInquiry, _ step: ActiveStep, _ list: String
    ) -> FateInquiry.Verdict {
        guard let resource = inquiry.resource else { return .undecided(reason: "what it creates is not known") }
        let match = CreationMatch(step.step, catalog)
        guard match.isTelling(of: resource) else {
            return .undecided(reason: "it does not give a name to what it creates, by which that could be found")
        }
        var isCertain = true
        let candidates = items.filter { item in
            guard match.difference(of: item) == nil,
                let identity = catalog.identity(of: item, createdBy: step.step, resource).map(JSONValue.object),
                !created.contains(identity)
            else { return false }
            guard let isOld = baselines.contains(identity, in: list) else {
                isCertain = false
                return true
            }
            return !isOld
        }
        guard let first = candidates.first else { return .notMade }
        guard isCertain else {
            return .undecided(reason: "there is one like it, and whether it was there before is not known")
        }
        let rivals = plan.steps.indices.count { index in
            guard case .unknown = outcomes[index] else { return index == step.index }
            return plan.steps[index].operation == step.step.operation
                && plan.steps[index].arguments == plan.steps[step.index].arguments
        }
        guard candidates.count <= rivals else {
            return .undecided(reason: "there are \(candidates.count) new ones like it, and \(rivals) were asked for")
        }
        return .made(first)
    }

    private func conclude(_ verdict: FateInquiry.Verdict, _ step: ActiveStep) {
        switch verdict {
        case .made(let item): found(step, item)
        case .changed(let reason): settle(step, .skipped(reason: reason), isFound: true)
        case .undecided(let reason):
            let cause = step.error.map { "\($0.headline); " } ?? ""
            settle(step, .unknown(reason: cause + reason))
        case .notMade: concludeNotMade(step)
        }
    }

    private func found(_ step: ActiveStep, _ item: JSONValue?) {
        if let item, step.step.kind == .create || references.targets.contains(step.index) {
            results[step.index] = item
            rememberCreation(step.index, item)
            settle(step, .done, result: item, isFound: true)
        } else {
            settle(step, .done, isFound: true)
        }
    }

    private func concludeNotMade(_ step: ActiveStep) {
        guard let error = step.error else {
            step.isFateUnknown = step.step.kind == .create
            return prepare(step)
        }
        // Without an answer the server may still be at work on it.
        guard step.step.kind == .create, error.status == nil else {
            return settle(step, .failed(StepFailure(error)), requestID: error.requestID, isFound: true)
        }
        if step.hasSettled { return settle(step, .unknown(reason: error.description)) }
        step.hasSettled = true
        wait(step, options.settlingTime)
    }
}
