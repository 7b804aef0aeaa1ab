/// A response on its way, and what befalls it: as a rule nothing. For servers and transports that can fail on purpose.
public struct HTTPDelivery: Sendable, Equatable {
    /// What a client gets instead of the whole response.
    public enum Fault: Sendable, Equatable {
        /// The connection closes without an answer.
        case reset
        /// The header fields promise the whole body; the connection closes after so many bytes of it.
        case truncation(bodyBytes: Int)
        /// Nothing comes, and the connection stays open.
        case stall
    }

    public var response: HTTPResponse
    public var fault: Fault?
    /// How long after the request it leaves.
    public var delay: Duration

    public init(_ response: HTTPResponse, fault: Fault? = nil, delay: Duration = .zero) {
        self.response = response
        self.fault = fault
        self.delay = delay
    }
}
