import Catalog
import HTTPMessage

/// Sends calls to one API: applies the policy, adds the token, repeats what failed for a while, and maps errors.
///
/// Lives on the thread that made it, and works only inside ``wait(until:orReadable:)`` and ``send(_:unless:)``. Many calls
/// may be under way at once:
///
///     let ticket = client.start(call)
///     while !client.wait(until: nil).finished.contains(ticket) {}
///     let response = try client.take(ticket)!.get()
public final class APIClient {
    /// What holds for every call.
    public struct Configuration {
        /// Nil sends no `authorization`.
        public var token: Token?
        /// Where the token comes from, for the error when it is rejected: `the context 'prod' of doctl`.
        public var tokenOrigin: String?
        public var retry: RetryPolicy
        public var limits: TransferLimits
        public var policy: Policy

        public init(
            token: Token? = nil, tokenOrigin: String? = nil, retry: RetryPolicy = RetryPolicy(),
            limits: TransferLimits = TransferLimits(), policy: Policy = .unrestricted
        ) {
            self.token = token
            self.tokenOrigin = tokenOrigin
            self.retry = retry
            self.limits = limits
            self.policy = policy
        }
    }

    /// What one wait brought.
    public struct Events: Sendable {
        /// Calls that have a result to take, each told once.
        public var finished: [Ticket] = []
        /// The watched descriptors that are readable or closed by the other side.
        public var readable: [Int32] = []
    }

    /// Changes apply to calls started from then on.
    public var configuration: Configuration
    public let transport: any Transport
    /// Shows every write instead of sending it; nil sends.
    public var dryRun: DryRun?
    /// Tells whether the program is at a place where a call is dry, for parts of a program that are; asked at the start of
    /// each call.
    public var dryRunSource: () -> DryRun? = { nil }
    /// What the last answer with such header fields said.
    public internal(set) var rateLimit: RateLimit?
    /// Gets what calls begin to wait for, and nil when none waits any more: for a line of progress. Called within waits.
    public var rateWaitHandler: ((RateWait?) -> Void)?
    /// Gets every call that is no read once it is over, whatever came of it: what is known from before may be old. Not called
    /// where nothing was sent. Called within waits; must not use the client.
    public var writeHandler: ((PreparedCall) -> Void)?
    var toldRateWait: RateWait?
    /// Gets what goes over the wire, without secrets: every request as it is sent, and what came of it. Called within
    /// ``start(_:after:approval:)`` and within waits; it must not use the client.
    public var traceHandler: ((TraceEvent) -> Void)?
    var lastTraceNumber = 0
    let time: TimeSource
    let pacer: RatePacer?
    let jitter: () -> Double
    private let checker = ArgumentChecker()
    var underWay: [Ticket: Attempt] = [:]
    var tickets: [TransferID: Ticket] = [:]
    /// Attempts that may not be sent yet, by their time: repetitions, and whatever a rate budget holds back.
    var waiting: [(ticket: Ticket, notBefore: ContinuousClock.Instant)] = []
    var results: [Ticket: Result<APIResponse, ClientError>] = [:]
    /// What finishes at its time in ``waiting``, without a result.
    var timers: Set<Ticket> = []
    /// Finished calls that no wait has told of.
    var untold: [Ticket] = []
    private var lastNumber = Ticket.firstNumber()
    /// What was said to the questions of the entry that runs.
    var entryAnswers = EntryAnswers()
    /// What its approvals and answers carry.
    public let mark: ClientMark

    /// - Parameters:
    ///   - rateBudget: Paces the requests; the one of the configuration's token. Nil sends everything at once.
    ///   - jitter: Gives random numbers in 0..<1 for the pauses between attempts.
    public init(
        transport: any Transport, configuration: Configuration = Configuration(), rateBudget: RateBudget? = nil,
        time: TimeSource = .system, jitter: @escaping () -> Double = { .random(in: 0..<1) }
    ) {
        self.transport = transport
        self.configuration = configuration
        mark = ClientMark(context: configuration.policy.context)
        self.time = time
        pacer = rateBudget.map { RatePacer($0, time: time) }
        self.jitter = jitter
    }

    deinit {
        for attempt in underWay.values {
            attempt.transfer.map(transport.cancel)
            attempt.passage.map { pacer?.budget.abandon($0) }
        }
    }

    /// Checks a call's arguments against the catalog and places them; sends nothing.
    ///
    /// - Throws: ``ArgumentError`` with every problem at once.
    public func prepare(_ call: Call) throws(ArgumentError) -> PreparedCall {
        try checker.prepare(call)
    }

    /// Starts a call. Never blocks, but for the policy's question; what goes wrong is the call's result.
    ///
    /// - Parameters:
    ///   - pause: How long to wait before the request is sent; the policy is asked at once.
    ///   - approval: What ``approve(_:)`` gave. A call that it does not cover is asked about by itself.
    public func start(_ call: PreparedCall, after pause: Duration = .zero, approval: Approval? = nil) -> Ticket {
        lastNumber += 1
        let ticket = Ticket(number: lastNumber)
        if let result = dryResult(of: call) {
            finish(ticket, result)
            return ticket
        }
        let use = approval?.use(for: call, by: self)
        if let reason = refusal(of: call, covered: use != nil) {
            use?.giveBack()
            finish(ticket, .failure(.refused(call, reason)))
            return ticket
        }
        underWay[ticket] = Attempt(call, configuration: configuration, approvalUse: use)
        if pause > .zero { hold(ticket, until: time.now() + pause) } else { admit(ticket) }
        return ticket
    }

    /// A ticket that finishes when the time has passed, by the client's clock. There is no result to take.
    package func startTimer(after duration: Duration) -> Ticket {
        lastNumber += 1
        let ticket = Ticket(number: lastNumber)
        timers.insert(ticket)
        hold(ticket, until: time.now() + duration)
        return ticket
    }

    /// Drops a call; no result of it will come any more. Does nothing for one whose result has been taken.
    ///
    /// A request that was sent may be carried out all the same.
    public func cancel(_ ticket: Ticket) {
        if let attempt = underWay.removeValue(forKey: ticket) {
            if attempt.wasSent { tellWrite(attempt.call) } else { attempt.approvalUse?.giveBack() }
            if !waiting.isEmpty { waiting.removeAll { $0.ticket == ticket } }
            pacer?.remove(ticket)
            if let passage = attempt.passage { pacer?.budget.abandon(passage) }
            if let transfer = attempt.transfer {
                tickets[transfer] = nil
                transport.cancel(transfer)
            }
        }
        if timers.remove(ticket) != nil { waiting.removeAll { $0.ticket == ticket } }
        _ = take(ticket)
        untold.removeAll { $0 == ticket }
    }

    /// Ends every call under way with an error, as ``ClientError/Kind/cancelled`` with this message; waits and lists that go on
    /// in them end, too.
    ///
    /// Requests that were sent may be carried out all the same.
    public func cancelAll(saying message: String) {
        for ticket in underWay.keys.sorted(by: { $0.number < $1.number }) {
            guard let attempt = underWay[ticket] else { continue }
            var error = ClientError.cancelled(attempt.call, attempts: attempt.retry.attempts)
            error.message = message
            error.mayHaveBeenApplied = attempt.wasSent && error.mayHaveBeenApplied
            cancel(ticket)
            finish(ticket, .failure(error))
        }
    }

    /// The result of a finished call, once; nil while it is under way and after it was taken or cancelled.
    public func take(_ ticket: Ticket) -> Result<APIResponse, ClientError>? {
        guard let result = results.removeValue(forKey: ticket) else { return nil }
        untold.removeAll { $0 == ticket }
        return result
    }

    /// Works until a call finishes, a descriptor is readable, the transport's `wakeUp` is signalled, or the deadline has
    /// come. May return earlier with nothing.
    ///
    /// - Parameters:
    ///   - deadline: Nil waits without end, even where nothing is under way.
    ///   - descriptors: Files to watch besides the calls: a terminal, a signal pipe.
    public func wait(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32] = []) -> Events {
        var events = Events()
        events.readable = work(until: untold.isEmpty ? deadline : time.now(), orReadable: descriptors)
        events.finished = untold
        untold.removeAll()
        return events
    }

    /// What ``wait(until:orReadable:)`` would wait for: for a program that waits for something else, too, and calls it when
    /// this has come about. Never comes about where no call is under way.
    public var waitCondition: WaitCondition {
        guard untold.isEmpty else { return .fulfilled }
        var condition = transport.waitCondition
        condition.look(by: waiting.first?.notBefore)
        condition.look(by: pacer?.nextLook)
        return condition
    }

    /// Sends a call and blocks until it has a result. Other calls go on meanwhile, and their results are kept.
    ///
    /// - Parameter isCancelled: Asked after every event, a signal or the transport's `wakeUp` among them.
    /// - Throws: ``ClientError``; of kind `cancelled` where `isCancelled` said so.
    public func send(
        _ call: PreparedCall, approval: Approval? = nil, unless isCancelled: () -> Bool = { false }
    ) throws(ClientError) -> APIResponse {
        let ticket = start(call, approval: approval)
        try block(until: ticket, of: call, unless: isCancelled)
        guard let result = take(ticket) else { preconditionFailure("a finished call has a result") }
        return try result.get()
    }

    /// Works until a call has a result, which is left to be taken.
    func block(until ticket: Ticket, of call: PreparedCall, unless isCancelled: () -> Bool) throws(ClientError) {
        while results[ticket] == nil {
            if isCancelled() {
                let attempts = underWay[ticket]?.retry.attempts ?? 0
                cancel(ticket)
                throw ClientError.cancelled(call, attempts: attempts)
            }
            _ = work(until: nil, orReadable: [])
        }
    }

    /// A call under way; nil for one that is over, and for a timer.
    package func call(of ticket: Ticket) -> PreparedCall? { underWay[ticket]?.call }

    /// How long a call that was not sent yet, or is to be repeated, waits for that; nil where it has been sent, and where the
    /// rate limit holds it back.
    package func pause(before ticket: Ticket) -> Duration? {
        waiting.first { $0.ticket == ticket }.map { max(.zero, $0.notBefore - time.now()) }
    }

    /// Whether a request of the call is on its way at this moment.
    package func isInTransfer(_ ticket: Ticket) -> Bool { underWay[ticket]?.transfer != nil }

    /// Whether a request of the call may have left; false while it waits for its first turn.
    package func wasSent(_ ticket: Ticket) -> Bool { underWay[ticket]?.wasSent ?? true }

    /// The clock that pauses go by.
    package var now: ContinuousClock.Instant { time.now() }
}

// The rate budget.
extension APIClient {
    /// The budget that paces this client's requests; nil where nothing does.
    public var rateBudget: RateBudget? { pacer?.budget }

    /// What started calls wait for before they are sent; nil where none waits for the rate budget.
    public var rateWait: RateWait? { pacer?.wait }

    /// How much of the limits is used; nil without a budget.
    public var rateStatus: RateBudget.Status? { pacer?.budget.status(at: time.now(), unixTime: time.unixTime()) }

    func tellWrite(_ call: PreparedCall) {
        if call.danger != .read { writeHandler?(call) }
    }

    func tellRateWait() {
        guard let rateWaitHandler else { return }
        let wait = rateWait
        guard wait != toldRateWait else { return }
        toldRateWait = wait
        rateWaitHandler(wait)
    }
}
