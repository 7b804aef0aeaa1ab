internal import APIClient
internal import Lua

/// Makes the client when it is first needed, and lets the interpreter wait for what it completes.
final class Connection: CompletionSource {
    private let connect: () throws -> APIClient
    private var connected: APIClient?

    init(_ connect: @escaping () throws -> APIClient) {
        self.connect = connect
    }

    func client() throws -> APIClient {
        if let connected { return connected }
        let client = try connect()
        connected = client
        return client
    }

    func wait(for duration: Duration?, wakeup: Int32) throws -> [Lua.Ticket] {
        try client().wait(for: duration, wakeup: wakeup).map { Lua.Ticket(Int64($0.rawValue)) }
    }

    func cancel(_ ticket: Lua.Ticket) {
        connected?.cancel(APIClient.Ticket(Int(ticket.rawValue)))
    }
}
