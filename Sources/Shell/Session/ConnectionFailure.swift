internal import Lua

/// Why there is no client: credentials that are missing or malformed, a data file that cannot be used.
struct ConnectionFailure: Error, Equatable, CustomStringConvertible {
    enum Kind: String {
        case credentials
        case data
        /// An option that cannot be followed.
        case usage
    }

    var kind: Kind
    var description: String

    init(_ description: String, kind: Kind = .data) {
        self.kind = kind
        self.description = description
    }
}

extension ConnectionFailure {
    /// How a program ends for which nothing goes without a client.
    var exitCode: ExitCode {
        switch kind {
        case .credentials: .credentials
        case .data: .failure
        case .usage: .usage
        }
    }
}

extension ConnectionFailure: LuaErrorValue {
    /// A table as other errors of the API: `kind`, `message`, and `tostring` gives the message.
    func pushErrorValue(to stack: Stack) {
        let text = description
        stack.pushTable(fields: 2)
        stack.push(kind.rawValue)
        stack.setRaw(field: "kind", of: -2)
        stack.push(text)
        stack.setRaw(field: "message", of: -2)
        stack.pushTable(fields: 2)
        stack.push("api error")
        stack.setRaw(field: "__name", of: -2)
        stack.push(function: { stack in
            stack.push(text)
            return 1
        })
        stack.setRaw(field: "__tostring", of: -2)
        stack.setMetatable(of: -2)
    }
}
