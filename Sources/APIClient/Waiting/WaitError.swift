public import JSON

/// Why a wait for a resource ended without what was waited for.
public enum WaitError: Error, CustomStringConvertible {
    /// The resource says that it has failed; it comes as it was read last.
    case failed(state: String, JSONValue)
    /// The time was over; the state as it was read last, if it was.
    case timedOut(state: String?)
    /// It could not be read.
    case call(ClientError)

    public var description: String {
        switch self {
        case .failed(let state, _): "the state is '\(state)'"
        case .timedOut(let state): "the time is over; the state is \(state.map { "'\($0)'" } ?? "unknown")"
        case .call(let error): error.description
        }
    }
}
