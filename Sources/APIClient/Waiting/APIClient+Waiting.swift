public import Catalog
public import JSON

extension APIClient {
    /// Reads a resource again and again until it is ready, and blocks meanwhile.
    ///
    /// - Parameters:
    ///   - read: The call of the resource's get operation.
    ///   - wait: Which values of which field count: ``Catalog/Resource/wait``.
    ///   - timeout: A request that is under way when it is over is waited for.
    ///   - interval: The time between two looks; nil lets it grow from one second to ten.
    ///   - isCancelled: As in ``send(_:unless:)``.
    /// - Returns: The resource as it was read last.
    public func sendUntilReady(
        _ read: PreparedCall, _ wait: Resource.Wait, timeout: Duration = .seconds(1_800), interval: Duration? = nil,
        unless isCancelled: () -> Bool = { false }
    ) throws(WaitError) -> JSONValue {
        var state = PollState(wait, .init(timeout: timeout, interval: interval), now: now)
        var pause = Duration.zero
        while true {
            let answer = answer(to: read, after: pause, unless: isCancelled)
            switch state.handle(.init(answer, field: wait.field), now: now, rateLimit: rateLimit) {
            case .poll(let next): pause = next
            case .ready: return (try? answer.get()) ?? .null
            case .failed: throw .failed(state: state.lastValue ?? "", (try? answer.get()) ?? .null)
            case .timedOut: throw .timedOut(state: state.lastValue)
            case .give(let error): throw .call(error)
            }
        }
    }

    private func answer(
        to call: PreparedCall, after pause: Duration, unless isCancelled: () -> Bool
    ) -> Result<JSONValue, ClientError> {
        Result { () throws(ClientError) in
            let ticket = start(call, after: pause)
            try block(until: ticket, of: call, unless: isCancelled)
            guard let response = try take(ticket)?.get() else { preconditionFailure("a finished call has a result") }
            let answer = try response.json()
            return call.operation?.success.item(of: answer) ?? answer
        }
    }
}

extension PollState.Event {
    /// - Parameter field: A field, or one in an object: `status.state`.
    fileprivate init(_ answer: Result<JSONValue, ClientError>, field: String) {
        switch answer {
        case .failure(let error): self = .failure(error)
        case .success(let resource):
            let value = field.split(separator: ".").reduce(Optional(resource)) { $0?.object?[String($1)] }
            switch value {
            case .string(let text): self = .value(text)
            case .integer(let number): self = .value(String(number))
            case .bool(let flag): self = .value(flag ? "true" : "false")
            default: self = .value(nil)
            }
        }
    }
}
