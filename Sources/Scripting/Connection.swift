internal import APIClient
internal import Lua

/// Makes the client when it is first needed, and lets the interpreter wait for what it completes.
final class Connection: CompletionSource {
    private let connect: () throws -> APIClient
    private var connected: APIClient?
    /// The calls in flight under the interpreter's numbers for them.
    private var calls: [Int64: ClientTicket] = [:]
    private var numbers: [ClientTicket: Int64] = [:]
    /// The calls of which any one completes a number that stands for several.
    private var alternatives: [Int64: [ClientTicket]] = [:]
    private var lastNumber: Int64 = 0
    /// Swift tasks of the program, beside the calls.
    let work = RunningWork()
    /// What a client that was left had to tell.
    private var left: [Lua.Ticket] = []
    /// Called with a client before its first call.
    var willUse: (APIClient) -> Void = { _ in }
    /// See ``Engine/waitHandler``.
    var waitHandler: (() -> ContinuousClock.Instant?)?

    init(_ connect: @escaping () throws -> APIClient) {
        self.connect = connect
    }

    func client() throws -> APIClient {
        if let connected { return connected }
        let client = try connect()
        willUse(client)
        connected = client
        return client
    }

    /// Asks for a client anew at the next call. What the one before still has to tell is told.
    ///
    /// The calls of the one before must have been ended: nobody waits for it any more.
    func reconnect() {
        guard let former = connected else { return }
        left += tickets(of: former.wait(until: former.now).finished)
        connected = nil
    }

    /// The client's clock; nil before there is a client.
    var now: ContinuousClock.Instant? { connected?.now }

    /// The name by which the interpreter waits for a call of the client.
    func ticket(for call: ClientTicket) -> Lua.Ticket {
        lastNumber += 1
        calls[lastNumber] = call
        numbers[call] = lastNumber
        return Lua.Ticket(lastNumber)
    }

    /// Starts a task of Swift, on other threads, and gives the name by which the interpreter waits for it.
    func start(_ body: @escaping @Sendable () async -> Void) -> Lua.Ticket {
        lastNumber += 1
        let ticket = Lua.Ticket(lastNumber)
        work.start(ticket, body)
        return ticket
    }

    /// The name by which the interpreter waits for whichever of several calls finishes first. The others go on, and whoever
    /// waits takes their results or cancels them.
    func ticket(forAnyOf calls: [ClientTicket]) -> Lua.Ticket {
        lastNumber += 1
        for call in calls { numbers[call] = lastNumber }
        alternatives[lastNumber] = calls
        return Lua.Ticket(lastNumber)
    }

    func wait(for duration: Duration?, wakeup: Int32) throws -> [Lua.Ticket] {
        if !left.isEmpty {
            defer { left = [] }
            return left
        }
        let end = duration.map { ContinuousClock.now + $0 }
        // A look that does not wait is none of its business.
        let next = duration == .zero ? nil : waitHandler?()
        let deadline = [end, next].compactMap(\.self).min()
        guard !work.isEmpty else {
            return tickets(of: try client().wait(until: deadline, orReadable: [wakeup]).finished)
        }
        let finished = try client().wait(until: deadline, orReadable: [wakeup, work.descriptor]).finished
        return tickets(of: finished) + work.takeEnded()
    }

    /// What the client waits for; nothing before there is a client.
    var waitCondition: WaitCondition {
        guard left.isEmpty else { return .fulfilled }
        var condition = connected?.waitCondition ?? WaitCondition()
        if !work.isEmpty { condition.descriptors.append(.init(work.descriptor, events: work.readableEvents)) }
        return condition
    }

    /// What a ticket of this source is waited for with; nil where no call is behind it.
    func wait(for ticket: Lua.Ticket) -> TaskWait? {
        guard let client = connected else { return nil }
        let calls = calls[ticket.rawValue].map { [$0] } ?? alternatives[ticket.rawValue] ?? []
        let known = calls.filter { client.call(of: $0) != nil }
        let sent = known.filter(client.isInTransfer)
        guard let shown = sent.first ?? known.first, let operation = client.call(of: shown)?.name else { return nil }
        guard sent.isEmpty else { return .answers(operation: operation, count: sent.count) }
        return .turn(operation: operation, in: client.pause(before: shown))
    }

    private func tickets(of finished: [ClientTicket]) -> [Lua.Ticket] {
        finished.compactMap { call in
            guard let number = numbers.removeValue(forKey: call) else { return nil }
            calls[number] = nil
            forgetAlternatives(of: number)
            return Lua.Ticket(number)
        }
    }

    /// Of calls that share a number the others are not told of any more.
    private func forgetAlternatives(of number: Int64) {
        guard !alternatives.isEmpty, let others = alternatives.removeValue(forKey: number) else { return }
        for call in others where numbers[call] == number { numbers[call] = nil }
    }

    /// Calls that share a number are left to their owner.
    func cancel(_ ticket: Lua.Ticket) {
        guard !work.cancel(ticket) else { return }
        forgetAlternatives(of: ticket.rawValue)
        guard let call = calls.removeValue(forKey: ticket.rawValue) else { return }
        numbers[call] = nil
        connected?.cancel(call)
    }
}
