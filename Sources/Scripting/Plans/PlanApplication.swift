internal import APIClient
internal import JSON
internal import Lua
internal import Plans

/// A plan that is being carried out for a script: checked, approved, run.
///
/// Letting go of it before its end, as Ctrl-C does, lets what is under way end for a moment and says how far it got.
final class PlanApplication {
    private enum Phase {
        case checking(PlanCheck, ProgressMeter)
        case running(PlanRun, ProgressMeter)
        case ended
    }

    private unowned let engine: Engine
    /// For the end, which may be the engine's, too.
    private weak var listener: Engine?
    private let client: APIClient
    private let object: PlanObject?
    private let plan: Plan
    private let options: RunOptions
    private let position: String
    private var phase: Phase
    private var skips: [Int: PlanConflict] = [:]

    init(
        _ plan: Plan, of object: PlanObject?, with options: RunOptions, engine: Engine, client: APIClient,
        position: String
    ) {
        self.plan = plan
        self.object = object
        self.options = options
        self.engine = engine
        listener = engine
        self.client = client
        self.position = position
        let check = PlanCheck(plan, by: client, concurrency: options.run.concurrency, catalog: engine.catalog)
        phase = .checking(
            check, ProgressMeter(.plan, "reading what is to change", of: check.total, engine: engine))
    }

    /// Goes on with a run that has begun, as one that is resumed.
    init(_ run: PlanRun, with options: RunOptions, engine: Engine, client: APIClient, position: String) {
        plan = run.plan
        object = nil
        self.options = options
        self.engine = engine
        listener = engine
        self.client = client
        self.position = position
        phase = .running(run, ProgressMeter(.plan, plan.progressName, of: plan.steps.count, engine: engine))
    }

    deinit {
        guard case .running(let run, let meter) = phase else { return }
        meter.end()
        run.interrupt()
        let result = run.finish()
        listener?.partialRunCount += 1
        listener?.noteHandler?(result.interruptionText)
    }

    /// One step of a ``SuspensionLoop``.
    func step(_ stack: Stack) throws -> SuspensionLoop.Step {
        while true {
            switch phase {
            case .checking(let check, let meter):
                guard options.checks, !options.isForced else {
                    try begin()
                    continue
                }
                switch check.step() {
                case .waiting(let tickets):
                    meter.report(check.done, of: check.total)
                    return .suspend(until: engine.connection.ticket(forAnyOf: tickets))
                case .finished(let conflicts):
                    meter.end()
                    skips = conflicts
                    try begin()
                }
            case .running(let run, let meter):
                switch run.step() {
                case .waiting(let tickets):
                    let counts = run.counts
                    meter.report(
                        counts.total - counts.notStarted, of: plan.steps.count, failed: counts.failed)
                    return .suspend(until: engine.connection.ticket(forAnyOf: tickets))
                case .finished(let result):
                    meter.end()
                    phase = .ended
                    return .finish(results: end(result, on: stack))
                }
            case .ended: preconditionFailure("a loop that has finished takes no step")
            }
        }
    }

    /// Asks, opens the journal, and begins the run.
    private func begin() throws {
        if options.run.stopsAtFailure, !skips.isEmpty {
            phase = .ended
            throw PlanConflictFailure(plan, skips, position: position)
        }
        let indices = plan.steps.indices.filter { skips[$0] == nil }
        let intents = plan.intents(of: indices, engine.catalog)
        do throws(ClientError) {
            if client.isDry || client.asks(about: intents), object?.isShown != true {
                engine.planPrinter?(plan, .question)
                object?.isShown = true
            }
            var run = options.run
            run.approval = try client.approve(intents, isShown: object?.isShown ?? false)
            run.skips = skips.mapValues(\.reason)
            let journal = try openJournal()
            object?.journal = journal?.name ?? object?.journal
            object?.isApplied = !client.isDry
            let meter = ProgressMeter(.plan, plan.progressName, of: plan.steps.count, engine: engine)
            phase = .running(
                PlanRun(plan, by: client, journal: journal, options: run, catalog: engine.catalog), meter)
        } catch {
            phase = .ended
            throw CallFailure(error, position: position)
        }
    }

    private func openJournal() throws(ClientError) -> OpenJournal? {
        guard options.keepsJournal, !client.isDry, !plan.steps.isEmpty, let folder = engine.journalFolder else {
            return nil
        }
        do throws(JournalError) {
            return try folder.create(for: plan, undoing: object?.undoes, catalog: engine.catalog)
        } catch {
            throw ClientError.refused(options.name, "\(error); { journal = false } does without one")
        }
    }

    private func end(_ result: PlanRunResult, on stack: Stack) -> Int {
        if !result.isComplete { engine.partialRunCount += 1 }
        RunResultTable(result, plan: plan, conflicts: skips, isDry: client.isDry).push(to: stack)
        return 1
    }
}

extension Plan {
    /// What a line of progress calls its run: `12 updates`, `pause all`.
    fileprivate var progressName: String { title ?? "plan" }
}

extension PlanRunResult {
    /// `interrupted; 12 of 40 steps done, 2 of unknown fate; resume("20261121-083001-123-4c7a") goes on`
    fileprivate var interruptionText: String {
        let counts = counts
        var text = "interrupted; \(counts.done) of \(counts.total) steps done"
        if counts.unknown > 0 { text += ", \(counts.unknown) of unknown fate" }
        return text + (journal.map { "; resume(\"\($0)\") goes on" } ?? "; no journal was kept")
    }
}
