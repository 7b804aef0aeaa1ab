import HTTPMessage

extension RateBudget {
    /// What an answer means for its call.
    enum Verdict {
        /// It is the call's, or a matter of the retry policy.
        case deliver
        /// The API refused it for want of room and said when there is some: the call is to queue again.
        case queueAgain
    }

    /// Learns from what became of a request.
    func settle(
        _ passage: RatePassage, _ result: Result<HTTPResponse, TransportError>, at now: MachineTime, unixTime: Int64
    ) -> Verdict {
        pauses.arrive(passage.departure)
        switch result {
        case .failure(let error):
            if !error.mayHaveBeenSent { release(passage) }
            return .deliver
        case .success(let response):
            let answer = RateAnswer(response.headers, unixTime: unixTime)
            if response.status == 429 { return refuse(passage, answer, at: now) }
            count(passage, at: now)
            pauses.accept()
            if let rate = answer.rate { learn(rate, answer, from: passage, at: now, unixTime: unixTime) }
            return .deliver
        }
    }

    /// A request that was sent and whose answer nobody waits for: it stays counted.
    func abandon(_ passage: RatePassage) { pauses.arrive(passage.departure) }

    /// It was counted before its answer.
    private func count(_ passage: RatePassage, at now: MachineTime) {
        let time = min(passage.counted, now + Self.margin)
        log.move(from: passage.counted, to: time)
        guard let special = passage.special else { return }
        specialLogs[BudgetRecord.number(of: special)]?.move(from: passage.counted, to: time)
    }

    /// It was not counted.
    private func release(_ passage: RatePassage) {
        let number = BudgetRecord.number(of: passage.special)
        log.remove(passage.counted)
        specialLogs[number]?.remove(passage.counted)
        record(.released(limit: number), at: passage.recorded)
    }

    /// A refused request is taken not to count. Should an API count it, the next refusal only names a later time.
    private func refuse(_ passage: RatePassage, _ answer: RateAnswer, at now: MachineTime) -> Verdict {
        release(passage)
        let pause = answer.pause.flatMap { $0 <= hour.length + .seconds(60) ? $0 + Self.margin : nil }
        if let special = passage.special, let pause, pause <= special.length + .seconds(1), hasRoom(at: now) {
            pauses.refuse(special: BudgetRecord.number(of: special), for: pause, at: now)
        } else {
            pauses.refuse(for: pause, departure: passage.departure, at: now)
        }
        return pause == nil ? .deliver : .queueAgain
    }

    /// Whether the general limits are not the reason of a refusal, as far as is known.
    private func hasRoom(at now: MachineTime) -> Bool {
        [minute, hour].allSatisfy { window in window.nextStart(log).map { $0 <= now } ?? true }
    }
}

// Other clients.
extension RateBudget {
    /// Compares what the API counts in the hour with the log. The difference is what others sent.
    ///
    /// Neither side is known to the request: those under way may or may not have been counted when the answer was made.
    /// So the number of others' requests has a lower and an upper bound, and is only moved when it lies outside of them.
    private func learn(
        _ rate: RateLimit, _ answer: RateAnswer, from passage: RatePassage, at now: MachineTime, unixTime: Int64
    ) {
        // A limit no larger than a minute's tells of the minute, of which the log knows more.
        guard rate.limit > minute.limit, rate.limit <= 1_000_000 else { return }
        if rate.limit != hour.limit { adoptHourLimit(rate.limit) }
        guard rate.remaining > 0 else { return heedExhaustion(answer, from: passage, at: now) }
        let used = rate.limit - min(rate.remaining, rate.limit)
        if excess(used, passage, at: now) > 0 {
            // Maybe another session's, of which the file knows.
            _ = inTurn(at: now, unixTime: unixTime) {
                addForeign(min(excess(used, passage, at: now), hour.limit), at: now)
            }
        }
        dropForeign(beyond: used, passage, at: now)
        dateForeign(answer, at: now)
        lastLearned = now
    }

    /// Requests the API counts beyond all that may be of this machine and all that are known of others.
    private func excess(_ used: Int, _ passage: RatePassage, at now: MachineTime) -> Int {
        let own = log.ownCount(after: passage.departure - hour.length)
        return used - own - log.foreignCount(after: now - hour.length)
    }

    /// Requests found out within a minute of the last answer came within that minute; where there was none, nobody knows
    /// when they came, and they are taken not to be of the last minute: to wait one for nothing would be the rule.
    private func addForeign(_ count: Int, at now: MachineTime) {
        guard count > 0 else { return }
        let isRecent = lastLearned.map { now - $0 < minute.length } ?? false
        let time = isRecent ? now : now - minute.length
        for _ in 0..<count { log.insert(time, isForeign: true) }
        record(.foreign(count: count), at: time)
    }

    /// Forgets requests of others that the API no longer counts: those beyond what is left when all requests are taken
    /// away that it certainly counted, which are ours that were answered before this one left and are not yet expired.
    private func dropForeign(beyond used: Int, _ passage: RatePassage, at now: MachineTime) {
        let foreign = log.foreignCount(after: now - hour.length)
        guard foreign > 0 else { return }
        let certain =
            log.ownCount(after: now - hour.length + Self.longestDelay) - log.ownCount(after: passage.departure)
        let surplus = foreign - max(0, used - max(0, certain))
        guard surplus > 0 else { return }
        forgetForeign(surplus, at: now)
        record(.foreignGone(count: surplus), at: now)
    }

    /// The reset is when the oldest counted request expires. Where it is not ours, it is the others' oldest: when that
    /// expires there is room to look again.
    private func dateForeign(_ answer: RateAnswer, at now: MachineTime) {
        guard log.foreignCount > 0, let untilReset = answer.untilReset else { return }
        let expiry = now + untilReset + .seconds(1)
        let ours = log.oldestOwn(after: now - hour.length).map { $0 + hour.length }
        guard expiry > now, ours.map({ expiry < $0 - .seconds(2) }) ?? true else { return }
        log.dateBackOldestForeign(to: expiry - hour.length)
    }

    /// Nothing remains. Which window is full is not said; where the log has room in both, others filled it.
    private func heedExhaustion(_ answer: RateAnswer, from passage: RatePassage, at now: MachineTime) {
        let isExplained = [minute, hour].contains { $0.limit <= log.count(after: passage.departure - $0.length) }
        guard !isExplained, let untilReset = answer.untilReset, untilReset > .zero else { return }
        pauses.hold(until: now + min(untilReset + .seconds(1), hour.length))
    }
}

/// What the header fields of an answer say about the limits.
struct RateAnswer {
    var rate: RateLimit?
    /// Until the oldest counted request expires, by the server's own clock where it tells it; at most an hour and some.
    /// Nil for what cannot be: servers were seen to name times past.
    var untilReset: Duration?
    var retryAfter: Duration?

    /// The pause that is asked for.
    var pause: Duration? { retryAfter ?? untilReset }

    init(_ headers: HTTPHeaders, unixTime: Int64) {
        let serverTime = headers["date"].flatMap(HTTPDate.unixSeconds) ?? unixTime
        rate = RateLimit(headers)
        retryAfter = RetryAfter.pause(headers, unixTime: serverTime)
        guard let reset = rate?.reset, (0...3_660).contains(reset.subtractingReportingOverflow(serverTime).partialValue)
        else { return }
        untilReset = .seconds(reset - serverTime)
    }
}
