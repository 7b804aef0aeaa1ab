/// Other clients of the same token, on other machines or in other programs.
///
/// The API tells how many requests it counts; what this machine did not send, others did. How many of ours it had counted
/// when it made an answer is not known to the request: those under way may have been among them or not. So there is a
/// lower and an upper bound for the others' number, and what is assumed is only moved when it lies outside of them. When
/// others sent is not told at all; a wrong guess is put right by the next answer, or costs a refusal.
extension RateBudget {
    /// Learns from the fields of an answer that is no refusal.
    func learn(_ answer: RateAnswer, from passage: RatePassage, at now: MachineTime, unixTime: Int64) {
        // A limit no larger than a minute's tells of the minute, of which the log knows more.
        guard let rate = answer.rate, rate.limit > minute.limit, rate.limit <= 1_000_000 else { return }
        if rate.limit != hour.limit { adoptHourLimit(rate.limit) }
        guard rate.remaining > 0 else { return heedExhaustion(answer, from: passage, at: now) }
        let used = rate.limit - min(rate.remaining, rate.limit)
        learn(hourUsed: used, oldestExpiresAfter: answer.untilReset, from: passage, at: now, unixTime: unixTime)
    }

    /// Learns from a refusal by a general limit. Which one it was, the pause tells where it is longer than a minute.
    func learnOfRefusal(for pause: Duration?, of passage: RatePassage, at now: MachineTime, unixTime: Int64) {
        guard let pause else { return }
        if pause > minute.length + .seconds(2) {
            learn(hourUsed: hour.limit, oldestExpiresAfter: pause, from: passage, at: now, unixTime: unixTime)
        } else if hour.used(log, at: now) + minute.limit <= hour.limit {
            learnOfFullMinute(oldestExpiresAfter: pause, from: passage, at: now, unixTime: unixTime)
        } else {
            lowerForeign(to: hour.limit - ownAtLeast(passage, at: now), at: now)
        }
    }

    /// Nothing remains. Which window is full is not said; where the log has room in both, others filled it.
    private func heedExhaustion(_ answer: RateAnswer, from passage: RatePassage, at now: MachineTime) {
        lowerForeign(to: hour.limit - ownAtLeast(passage, at: now), at: now)
        let isExplained = [minute, hour].contains { $0.limit <= log.count(after: passage.departure - $0.length) }
        guard !isExplained, let untilReset = answer.untilReset, untilReset > .zero else { return }
        pauses.hold(until: now + min(untilReset + .seconds(1), hour.length))
    }

    private func learn(
        hourUsed used: Int, oldestExpiresAfter expiry: Duration?, from passage: RatePassage, at now: MachineTime,
        unixTime: Int64
    ) {
        if used - ownAtMost(passage, in: hour) > foreignCount(at: now) {
            // Maybe another session's, of which the file knows: in turn the log knows it, too.
            _ = inTurn(at: now, unixTime: unixTime) {
                raiseForeign(to: used - ownAtMost(passage, in: hour), oldestExpiresAfter: expiry, at: now)
            }
        }
        let ceiling = max(0, used - ownAtLeast(passage, at: now))
        lowerForeign(to: ceiling, at: now)
        lastFinding = (now, ceiling)
    }

    /// Requests beyond the highest number of a moment ago are new. When the others were sent nobody knows: evenly between
    /// the oldest that counts and a minute ago, since to expect them within the minute would make every first call wait.
    private func raiseForeign(to number: Int, oldestExpiresAfter expiry: Duration?, at now: MachineTime) {
        let missing = min(number - foreignCount(at: now), hour.limit)
        guard missing > 0 else { return }
        var new = 0
        if let lastFinding, now - lastFinding.time < minute.length {
            new = min(missing, max(0, number - lastFinding.ceiling))
        }
        let latest = now - minute.length
        let oldest = expiry.map { min(now + $0 - hour.length, latest) } ?? latest
        addForeign(missing - new, from: oldest, to: latest)
        addForeign(new, from: now, to: now)
    }

    /// The minute had no room though the log has: the rest was others', evenly since the oldest that counts.
    private func learnOfFullMinute(
        oldestExpiresAfter pause: Duration, from passage: RatePassage, at now: MachineTime, unixTime: Int64
    ) {
        func missing() -> Int { minute.limit - log.count(after: passage.departure - minute.length) }
        guard missing() > 0 else { return }
        _ = inTurn(at: now, unixTime: unixTime) {
            addForeign(missing(), from: min(now + pause - minute.length, now), to: now)
        }
    }

    private func addForeign(_ count: Int, from oldest: MachineTime, to latest: MachineTime) {
        guard count > 0 else { return }
        let groups = min(count, 4_096)
        let span = latest - oldest
        for group in 0..<groups {
            let time = oldest + span * group / max(1, groups - 1)
            let number = count * (group + 1) / groups - count * group / groups
            for _ in 0..<number { log.insert(time, isForeign: true) }
            record(.foreign(count: number), at: time)
        }
    }

    /// Forgets the oldest of those that are too many.
    private func lowerForeign(to number: Int, at now: MachineTime) {
        guard log.foreignCount > 0 else { return }
        let surplus = foreignCount(at: now) - max(0, number)
        guard surplus > 0 else { return }
        forgetForeign(surplus, at: now)
        record(.foreignGone(count: surplus), at: now)
    }

    private func foreignCount(at now: MachineTime) -> Int { log.foreignCount(after: now - hour.length) }

    /// Requests of this machine that may have been counted when the answer was made, after this request's departure.
    private func ownAtMost(_ passage: RatePassage, in window: RequestWindow) -> Int {
        log.ownCount(after: passage.departure - window.length)
    }

    /// Requests of this machine that certainly were: they had been answered when this one left, and are not yet expired.
    private func ownAtLeast(_ passage: RatePassage, at now: MachineTime) -> Int {
        let answered = log.ownCount(after: now - hour.length + Self.longestDelay)
        return max(0, answered - log.ownCount(after: passage.departure))
    }
}

extension Duration {
    fileprivate static func * (duration: Duration, factor: Int) -> Duration {
        var product = duration
        product *= factor
        return product
    }
}
