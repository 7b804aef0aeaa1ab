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
            if response.status == 429 { return refuse(passage, answer, at: now, unixTime: unixTime) }
            count(passage, at: now)
            pauses.accept()
            learn(answer, from: passage, at: now, unixTime: unixTime)
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
    private func refuse(
        _ passage: RatePassage, _ answer: RateAnswer, at now: MachineTime, unixTime: Int64
    ) -> Verdict {
        release(passage)
        let pause = answer.pause.flatMap { $0 <= hour.length + .seconds(60) ? $0 + Self.margin : nil }
        if let special = passage.special, let pause, pause <= special.length + .seconds(1), hasRoom(at: now) {
            pauses.refuse(special: BudgetRecord.number(of: special), for: pause, at: now)
        } else {
            pauses.refuse(for: pause, departure: passage.departure, at: now)
            learnOfRefusal(for: pause, of: passage, at: now, unixTime: unixTime)
        }
        return pause == nil ? .deliver : .queueAgain
    }

    /// Whether the general limits are not the reason of a refusal, as far as is known.
    private func hasRoom(at now: MachineTime) -> Bool {
        [minute, hour].allSatisfy { window in window.nextStart(log).map { $0 <= now } ?? true }
    }
}
