import HTTPMessage

// The attempts of the calls under way.
extension APIClient {
    /// One round of the transport. Finished calls join `untold`.
    func work(until deadline: ContinuousClock.Instant?, orReadable descriptors: [Int32]) -> [Int32] {
        beginDueAttempts()
        tellRateWait()
        let next = [deadline, waiting.first?.notBefore, pacer?.nextLook].compactMap(\.self).min()
        let events = transport.wait(until: next, orReadable: descriptors)
        for completion in events.completions {
            guard let ticket = tickets.removeValue(forKey: completion.id) else { continue }
            complete(ticket, completion.result)
        }
        beginDueAttempts()
        return events.readable
    }

    private func beginDueAttempts() {
        if !waiting.isEmpty {
            let now = time.now()
            let due = waiting.prefix { $0.notBefore <= now }
            waiting.removeFirst(due.count)
            for entry in due where !expire(entry.ticket) { admit(entry.ticket) }
        }
        beginAdmitted()
    }

    /// Sends an attempt when the rate budget lets it.
    func admit(_ ticket: Ticket) {
        guard let attempt = underWay[ticket] else { return }
        // The API's limits are not those of other servers.
        guard let pacer, attempt.call.server == nil else { return begin(ticket) }
        pacer.add(ticket, of: attempt.call)
        beginAdmitted()
    }

    private func beginAdmitted() {
        for (ticket, passage) in pacer?.admit() ?? [] {
            underWay[ticket]?.passage = passage
            begin(ticket)
        }
    }

    /// Whether it was a timer.
    private func expire(_ ticket: Ticket) -> Bool {
        guard !timers.isEmpty, timers.remove(ticket) != nil else { return false }
        untold.append(ticket)
        return true
    }

    private func begin(_ ticket: Ticket) {
        guard let attempt = underWay[ticket] else { return }
        traceRequest(of: attempt)
        let transfer = transport.start(
            attempt.call.request, to: destination(of: attempt.call), token: attempt.token, limits: attempt.limits)
        attempt.transfer = transfer
        attempt.wasSent = true
        tickets[transfer] = ticket
    }

    /// The address of the call's own where the transport goes there; nil for the API's.
    func destination(of call: PreparedCall) -> BaseURL? {
        guard let server = call.server, transport.reachesOtherServers else { return nil }
        return server.url
    }

    /// Queues an attempt by its time; of equal times the one queued first comes first.
    func hold(_ ticket: Ticket, until notBefore: ContinuousClock.Instant) {
        let index = waiting.lastIndex { $0.notBefore <= notBefore }.map { $0 + 1 } ?? 0
        waiting.insert((ticket, notBefore), at: index)
    }

    private func complete(_ ticket: Ticket, _ result: Result<HTTPResponse, TransportError>) {
        guard let attempt = underWay[ticket] else { return }
        traceResult(result, of: attempt)
        let unixTime = time.unixTime()
        if attempt.call.server == nil, let response = try? result.get() {
            rateLimit = RateLimit(response.headers) ?? rateLimit
        }
        if let passage = attempt.passage, let verdict = pacer?.settle(passage, result) {
            attempt.passage = nil
            if verdict == .queueAgain, attempt.retry.waitsForRoom() {
                attempt.transfer = nil
                return admit(ticket)
            }
        }
        switch attempt.retry.handle(.init(result, unixTime: unixTime), jitter: jitter()) {
        case .retry(let pause):
            attempt.transfer = nil
            hold(ticket, until: time.now() + pause)
        case .finish:
            underWay[ticket] = nil
            let peer = destination(of: attempt.call)?.description ?? transport.peer
            let reader = AnswerReader(attempt: attempt, peer: peer, unixTime: unixTime, client: mark)
            let outcome = reader.result(of: result)
            tellWrite(attempt.call)
            if case .failure(let error) = outcome { attempt.approvalUse?.giveBack(after: error) }
            finish(ticket, outcome)
        }
    }

    func finish(_ ticket: Ticket, _ result: Result<APIResponse, ClientError>) {
        results[ticket] = result
        untold.append(ticket)
    }
}
