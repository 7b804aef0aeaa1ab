/// Paces the requests of one token so that the API's limits are never passed, and no later than they allow.
///
/// It keeps a log of the requests that the API may still count, of other sessions on this machine too where it has a file
/// to share, and of other clients as far as the `ratelimit-` fields of answers betray them. A request leaves when every
/// window it counts in has a place: the minute, the hour, and the special limit that the catalog gives its operation.
///
/// Hand one to a client; it lives on the client's thread. It has no clock of its own and never blocks.
public final class RateBudget {
    /// Requests within any 60 seconds, and within any hour.
    public struct Limits: Sendable, Equatable {
        public var perMinute: Int
        /// Corrected by the API's answers.
        public var perHour: Int

        public init(perMinute: Int = 250, perHour: Int = 5_000) {
            self.perMinute = perMinute
            self.perHour = perHour
        }
    }

    /// Told once what a user should know: that the budget cannot be shared, and why.
    public var noteHandler: (String) -> Void = { _ in }

    let minute: RequestWindow
    var hour: RequestWindow
    /// Every request.
    var log = RequestLog()
    /// Those under a special limit once more, by the limit's number in records.
    var specialLogs: [UInt32: RequestLog] = [:]
    var pauses = RatePauses()
    /// When an answer last told how much is used, and how many requests of others there can have been.
    var lastFinding: (time: MachineTime, ceiling: Int)?
    /// When a request last left.
    var lastDeparture: MachineTime?
    private var file: BudgetFile?
    /// What the file does not have yet.
    private var unwritten: [BudgetRecord] = []
    private var unwrittenHourLimit: Int?
    /// Since when another session has not given the lock back, and when to try again.
    private var busySince: MachineTime?
    private(set) var busyUntil: MachineTime?

    /// A budget of this process only.
    public init(limits: Limits = Limits()) {
        minute = RequestWindow(name: "minute", limit: limits.perMinute, seconds: 60)
        hour = RequestWindow(name: "hour", limit: limits.perHour, seconds: 3_600)
    }

    init(limits: Limits = Limits(), file: BudgetFile) {
        minute = RequestWindow(name: "minute", limit: limits.perMinute, seconds: 60)
        hour = RequestWindow(name: "hour", limit: limits.perHour, seconds: 3_600)
        self.file = file
    }

    /// Whether other sessions take part; false after a note said why not.
    public var isShared: Bool { file != nil }

    /// Forgets what no window, and no answer that is still to come, can ask about.
    private func dropOld(at now: MachineTime) {
        log.drop(upTo: now - hour.length - .seconds(120))
        for number in specialLogs.keys { specialLogs[number]?.drop(upTo: now - hour.length) }
    }
}

// The shared file.
extension RateBudget {
    /// Brings the log up to date and calls `body` while no other session can send; writes what it `record`ed.
    ///
    /// - Returns: Nil where another session is in the way; ``busyUntil`` says when to try again.
    func inTurn<Result>(at now: MachineTime, unixTime: Int64, _ body: () -> Result) -> Result? {
        guard begin(at: now, unixTime: unixTime) else { return nil }
        dropOld(at: now)
        let result = body()
        do throws(BudgetFile.Failure) {
            try file?.commit(unwritten, at: now, unixTime: unixTime)
        } catch {
            leaveFile(error)
        }
        unwritten.removeAll(keepingCapacity: true)
        return result
    }

    /// Tells other sessions, with the next turn.
    func record(_ kind: BudgetRecord.Kind, at time: MachineTime) {
        guard file != nil else { return }
        unwritten.append(BudgetRecord(kind, at: time))
    }

    func adoptHourLimit(_ limit: Int) {
        hour.limit = limit
        unwrittenHourLimit = limit
    }

    private func begin(at now: MachineTime, unixTime: Int64) -> Bool {
        guard let file else { return true }
        do throws(BudgetFile.Failure) {
            try file.begin(at: now, unixTime: unixTime, known: { knownRecords }, learn: apply)
            if let limit = unwrittenHourLimit ?? file.hourLimit { hour.limit = limit }
            if unwrittenHourLimit != nil { file.hourLimit = hour.limit }
            unwrittenHourLimit = nil
            (busySince, busyUntil) = (nil, nil)
            return true
        } catch {
            return handle(error, at: now)
        }
    }

    private func apply(_ news: BudgetFile.News) {
        if news.isWhole {
            log.removeAll()
            specialLogs.removeAll()
        }
        for record in news.records { apply(record) }
    }

    private func apply(_ record: BudgetRecord) {
        switch record.kind {
        case .sent(let limit):
            log.insert(record.time)
            if limit != 0 { specialLogs[limit, default: RequestLog()].insert(record.time) }
        case .released(let limit):
            log.remove(record.time)
            specialLogs[limit]?.remove(record.time)
        case .foreign(let count):
            for _ in 0..<min(count, hour.limit) { log.insert(record.time, isForeign: true) }
        case .foreignGone(let count): forgetForeign(count, at: record.time)
        }
    }

    /// Takes back findings about others: the oldest of those that would still count.
    func forgetForeign(_ count: Int, at now: MachineTime) {
        let expired = log.foreignCount - log.foreignCount(after: now - hour.length)
        log.removeForeign(oldest: expired + count)
    }

    private var knownRecords: [BudgetRecord] {
        log.all.map { BudgetRecord($0.isForeign ? .foreign(count: 1) : .sent(limit: 0), at: $0.time) }
    }

    /// - Returns: Whether to go on without the file.
    private func handle(_ failure: BudgetFile.Failure, at now: MachineTime) -> Bool {
        if failure == .busy, now - (busySince ?? now) < .seconds(1) {
            busySince = busySince ?? now
            busyUntil = now + .milliseconds(2)
            return false
        }
        leaveFile(failure)
        return true
    }

    private func leaveFile(_ failure: BudgetFile.Failure) {
        guard let path = file?.path else { return }
        file = nil
        unwritten.removeAll()
        (busySince, busyUntil) = (nil, nil)
        let reason =
            switch failure {
            case .busy: "another session holds it and does not go on"
            case .unusable(let reason): reason
            }
        noteHandler("this session keeps its rate limits without counting those of others: \(path): \(reason)")
    }
}
