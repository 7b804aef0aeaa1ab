/// What a request that left is known by until its answer comes.
struct RatePassage {
    let departure: MachineTime
    /// Its time in the log of this session.
    let counted: MachineTime
    /// Its time in the records for others.
    let recorded: MachineTime
    let special: RequestWindow?
}

/// What calls wait for.
public struct RateWait: Sendable, Equatable {
    /// `minute`, `hour`, the catalog's name of a special limit, or `server`: a pause that the API asked for.
    public var limit: String
    /// When the next request leaves; not before, but maybe later, when another session is faster.
    public var start: ContinuousClock.Instant
    /// How many calls wait.
    public var queued: Int

    public init(limit: String, start: ContinuousClock.Instant, queued: Int) {
        self.limit = limit
        self.start = start
        self.queued = queued
    }
}

extension RateBudget {
    /// When a request that is in flight is taken to have been counted at the latest, after its departure. Where an answer
    /// comes earlier, it was counted before that. Slower answers are taken to be slow for the work they ask for.
    static let longestDelay = Duration.seconds(1)
    /// The same for requests of other sessions, of whose answers nothing is known.
    static let assumedDelay = Duration.milliseconds(500)
    /// For clocks that run at different speeds, and servers that round.
    static let margin = Duration.milliseconds(50)
    /// How long requests of others are believed in without asking.
    static let knockInterval = Duration.seconds(10)

    /// Takes from the queue whatever may leave now, in its order, and counts it.
    ///
    /// Costs nothing but comparisons before the time has come.
    func admit(
        from queue: inout RateQueue, at now: MachineTime, unixTime: Int64
    ) -> [(ticket: Ticket, passage: RatePassage)] {
        guard let look = nextLook(for: queue), look <= now else { return [] }
        return inTurn(at: now, unixTime: unixTime) {
            var admitted: [(Ticket, RatePassage)] = []
            while pauses.hasAllowance, let next = queue.takeFirst(where: { start(under: $0).time <= now }) {
                admitted.append((next.ticket, enter(next.special, at: now)))
            }
            return admitted
        } ?? []
    }

    /// When ``admit(from:at:unixTime:)`` should be called again; nil where only an answer can change things.
    func nextLook(for queue: RateQueue) -> MachineTime? {
        guard pauses.hasAllowance, let start = nextStart(for: queue)?.time else { return nil }
        return busyUntil.map { max($0, start) } ?? start
    }

    /// What the calls of the queue wait for at this moment; nil where none has to wait.
    func wait(of queue: RateQueue, at now: MachineTime) -> RateWait? {
        guard let next = nextStart(for: queue) else { return nil }
        if next.time > now {
            return RateWait(limit: next.limit, start: next.time.instant, queued: queue.count)
        }
        return pauses.hasAllowance ? nil : RateWait(limit: Self.serverName, start: now.instant, queued: queue.count)
    }

    private static let serverName = "server"

    private func nextStart(for queue: RateQueue) -> (time: MachineTime, limit: String)? {
        queue.waitingLimits.map { start(under: $0) }.min { $0.time < $1.time }
    }

    /// When the next request under a special limit, or none, may leave, and what it waits for until then.
    private func start(under special: RequestWindow?) -> (time: MachineTime, limit: String) {
        var latest = (time: MachineTime(nanoseconds: .min), limit: minute.name)
        func consider(_ time: MachineTime?, _ limit: String) {
            if let time, time > latest.time { latest = (time, limit) }
        }
        consider(minute.nextStart(log), minute.name)
        consider(hourStart, hour.name)
        consider(pauses.until, Self.serverName)
        if let special {
            let number = BudgetRecord.number(of: special)
            if let log = specialLogs[number] { consider(special.nextStart(log), special.name) }
            consider(pauses.specialUntil[number], special.name)
        }
        return latest
    }

    /// When the hour has a place. What is assumed of others' requests may be wrong in their disfavor, and only an answer
    /// tells: a request now and then is worth a refusal.
    private var hourStart: MachineTime? {
        guard let start = hour.nextStart(log) else { return nil }
        guard log.foreignCount > 0, let lastDeparture else { return start }
        return min(start, lastDeparture + Self.knockInterval)
    }

    private func enter(_ special: RequestWindow?, at now: MachineTime) -> RatePassage {
        let passage = RatePassage(
            departure: now, counted: now + Self.longestDelay, recorded: now + Self.assumedDelay, special: special)
        let number = BudgetRecord.number(of: special)
        log.insert(passage.counted)
        if special != nil { specialLogs[number, default: RequestLog()].insert(passage.counted) }
        record(.sent(limit: number), at: passage.recorded)
        pauses.depart()
        lastDeparture = now
        return passage
    }
}
