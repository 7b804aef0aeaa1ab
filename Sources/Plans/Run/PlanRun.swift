public import APIClient
public import Catalog
public import JSON

/// Makes the changes of a plan, several at once, and writes each down before and after.
///
/// Whoever drives it takes steps and waits in between for the calls that it names:
///
///     let run = PlanRun(plan, by: client, journal: try folder.create(for: plan))
///     while case .waiting(let tickets) = run.step() {
///         // until the client has finished one of them; their results must not be taken
///     }
///
/// or calls ``finish(unless:)``. Steps begin in the order of the plan. One that refers to others begins after they are done,
/// and is skipped where one of them is not; one on the same resource as another, or above or below it, begins after that has
/// ended. Lives on the client's thread. Letting go of it cancels what is under way.
public final class PlanRun {
    /// How to go about it.
    public struct Options {
        /// How many steps are under way at most.
        public var concurrency = 16
        /// Whether no further step begins after one that failed.
        public var stopsAtFailure = false
        /// Whether a resumed run tries again what failed or was skipped.
        public var retriesFailures = true
        /// How long an interrupted run waits for the answers to what is under way.
        public var patience = Duration.seconds(5)
        /// How long after its request a creation of unknown fate is looked for: a server may still be at work on it.
        public var settlingTime = Duration.seconds(2)
        /// What was said to ``Plan/intents(_:)``; nil: each step is asked about by itself where the policy says so.
        public var approval: Approval?
        /// Steps that are not to begin, by their indices, and why not: a sentence without its period.
        public var skips: [Int: String] = [:]
        /// Asked with the resource as it is now, before a step that updates or deletes it is sent: why it must not be. The
        /// reason is a sentence without its period. Costs a request for each such step; nil asks nobody.
        public var refusal: ((PlanStep, JSONValue) -> String?)?

        public init() {}
    }

    /// What to do next.
    public enum Event {
        /// There is nothing to do before the client has finished one of these calls, which must not be taken from it.
        case waiting(for: [Ticket])
        case finished(PlanRunResult)
    }

    public let plan: Plan
    public let options: Options
    let client: APIClient
    let catalog: StepCatalog
    let journal: OpenJournal?
    let references: PlanReferences
    var schedule: StepSchedule
    /// The outcomes so far, by the index of the step.
    public internal(set) var outcomes: [StepOutcome]
    /// How many steps there are of each outcome so far; those under way count as not started.
    public internal(set) var counts: StepCounts
    var results: [Int: JSONValue] = [:]
    var active: [ActiveStep] = []
    /// What resumed steps wait for: when their former requests left.
    let startTimes: [Int: Int64]
    var baselines: CreationBaselines
    /// The creations of this run and of those before, by their lists: what no other step may take for its own.
    var created: Set<JSONValue> = []
    /// Steps whose request has left in this run.
    var sent: Set<Int> = []
    var hasBegun = false
    /// When the patience with what is under way ends; nil as long as nobody interrupts.
    var interruption: (end: ContinuousClock.Instant, timer: Ticket)?
    var stopReason: String?
    /// How many steps in a row have ended because there was no connection.
    var unreachedCount = 0
    static let maximumUnreached = 5
    var finished: PlanRunResult?

    /// - Parameters:
    ///   - client: Sends the requests, at the pace of its rate budget.
    ///   - journal: A new one for this plan; nil keeps none. See ``init(resuming:by:at:originally:options:catalog:)`` for one
    ///     that is there.
    public init(
        _ plan: Plan, by client: APIClient, journal: OpenJournal?, options: Options = Options(),
        catalog: Catalog = .standard
    ) {
        self.plan = plan
        self.client = client
        self.journal = journal
        self.options = options
        self.catalog = StepCatalog(catalog)
        references = PlanReferences(plan)
        outcomes = journal?.journal.outcomes ?? Array(repeating: .notStarted, count: plan.steps.count)
        results = journal?.journal.results ?? [:]
        startTimes = journal?.journal.startTimes ?? [:]
        baselines = journal.map { CreationBaselines($0.journal) } ?? CreationBaselines()
        let order = PlanOrder(plan, references, catalog: self.catalog)
        schedule = StepSchedule(order, outcomes, retriesFailures: options.retriesFailures)
        for index in schedule.queue where outcomes[index].isRetried { outcomes[index] = .notStarted }
        counts = StepCounts(outcomes)
        for (index, result) in results { rememberCreation(index, result) }
    }

    deinit {
        for step in active { step.ticket.map(client.cancel) }
        interruption.map { client.cancel($0.timer) }
    }

    /// How many steps are under way.
    public var activeCount: Int { active.count }

    /// Does what can be done without waiting.
    public func step() -> Event {
        if let finished { return .finished(finished) }
        begin()
        endPatience()
        while true {
            let hasAdvanced = advance()
            let hasBegun = beginSteps()
            guard depart() || hasAdvanced || hasBegun else { break }
        }
        guard active.isEmpty else { return .waiting(for: tickets) }
        return .finished(end())
    }

    private var tickets: [Ticket] {
        var tickets = active.compactMap(\.ticket)
        if let interruption { tickets.append(interruption.timer) }
        return tickets
    }

    /// Carries everything out and blocks until the end.
    ///
    /// - Parameter isInterrupted: Asked after every event, a signal or the transport's `wakeUp` among them; each time that it
    ///   says so counts as an ``interrupt()``.
    public func finish(unless isInterrupted: () -> Bool = { false }) -> PlanRunResult {
        while true {
            switch step() {
            case .finished(let result): return result
            case .waiting:
                _ = client.wait(until: nil)
                if isInterrupted() { interrupt() }
            }
        }
    }

    /// Asks the run to stop: no further step begins, and what is under way has ``Options/patience`` left to end. Asked
    /// once more, it drops what is under way, whose fate is then unknown.
    public func interrupt() {
        guard finished == nil else { return }
        if let interruption {
            self.interruption?.end = client.now
            client.cancel(interruption.timer)
        }
        let patience = interruption == nil ? options.patience : .zero
        interruption = (client.now + patience, client.startTimer(after: patience))
    }
}

extension StepOutcome {
    /// Whether a resumed run may try it again.
    var isRetried: Bool {
        switch self {
        case .failed, .skipped: true
        case .notStarted, .done, .unknown: false
        }
    }
}
