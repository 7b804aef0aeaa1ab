internal import APIClient
internal import Lua

/// Makes the client when it is first needed, and lets the interpreter wait for what it completes.
final class Connection: CompletionSource {
    private let connect: () throws -> APIClient
    private var connected: APIClient?
    /// The calls in flight under the interpreter's numbers for them.
    private var calls: [Int64: ClientTicket] = [:]
    private var numbers: [ClientTicket: Int64] = [:]
    private var lastNumber: Int64 = 0

    init(_ connect: @escaping () throws -> APIClient) {
        self.connect = connect
    }

    func client() throws -> APIClient {
        if let connected { return connected }
        let client = try connect()
        connected = client
        return client
    }

    /// The name by which the interpreter waits for a call of the client.
    func ticket(for call: ClientTicket) -> Lua.Ticket {
        lastNumber += 1
        calls[lastNumber] = call
        numbers[call] = lastNumber
        return Lua.Ticket(lastNumber)
    }

    func wait(for duration: Duration?, wakeup: Int32) throws -> [Lua.Ticket] {
        let deadline = duration.map { ContinuousClock.now + $0 }
        return try client().wait(until: deadline, orReadable: [wakeup]).finished.compactMap { call in
            numbers.removeValue(forKey: call).map { number in
                calls[number] = nil
                return Lua.Ticket(number)
            }
        }
    }

    func cancel(_ ticket: Lua.Ticket) {
        guard let call = calls.removeValue(forKey: ticket.rawValue) else { return }
        numbers[call] = nil
        connected?.cancel(call)
    }
}
