/// Why a request got no answer.
public struct TransportError: Error, Sendable, Equatable {
    public enum Kind: String, Sendable {
        /// The name of the host, or of the proxy, has no address.
        case unknownHost
        /// The host, or the proxy, cannot be reached or refuses connections.
        case refused
        case connectTimeout
        /// The certificate is not trusted, or is another host's.
        case untrustedCertificate
        /// TLS could not be agreed on.
        case handshake
        /// The connection ended before the answer did.
        case closed
        /// The whole attempt took too long.
        case timeout
        /// No byte moved for too long.
        case stalled
        /// The answer is longer than allowed.
        case tooLarge
        /// The answer is not HTTP, or is damaged.
        case garbage
        /// The proxy refused, or wants a log-in.
        case proxy
        /// The HTTP library is not installed.
        case libraryMissing
        /// Anything else.
        case failed
    }

    public var kind: Kind
    /// What the transport knows beyond the kind, in its words; empty where that is nothing.
    public var detail: String
    /// Whether the request, or a part of it, may have reached the peer.
    public var mayHaveBeenSent: Bool

    public init(_ kind: Kind, detail: String = "", mayHaveBeenSent: Bool) {
        self.kind = kind
        self.detail = detail
        self.mayHaveBeenSent = mayHaveBeenSent
    }

    /// Whether trying again may help. A timeout of the whole attempt is final: the time that the user allows is spent.
    public var isPassing: Bool {
        switch kind {
        case .unknownHost, .refused, .connectTimeout, .closed, .stalled, .handshake: true
        case .timeout, .untrustedCertificate, .tooLarge, .garbage, .proxy, .libraryMissing, .failed: false
        }
    }
}

extension TransportError: CustomStringConvertible {
    public var description: String { detail.isEmpty ? summary : "\(summary) (\(detail))" }

    /// The kind in words that follow the name of the peer: `the connection was refused`.
    public var summary: String {
        switch kind {
        case .unknownHost: "the host name has no address"
        case .refused: "the connection was refused"
        case .connectTimeout: "no connection in time"
        case .untrustedCertificate:
            "the certificate is not trusted; give the authority's file with --ca-file if it is yours"
        case .handshake: "TLS could not be set up"
        case .closed: "the connection closed before the answer was complete"
        case .timeout: "no complete answer in time"
        case .stalled: "the answer stalled"
        case .tooLarge: "the answer is larger than allowed"
        case .garbage: "the answer is not valid HTTP"
        case .proxy: "the proxy refused the connection"
        case .libraryMissing: "libcurl is missing; install the Debian package libcurl4"
        case .failed: "the transfer failed"
        }
    }
}
