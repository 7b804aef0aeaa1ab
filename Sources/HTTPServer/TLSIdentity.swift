/// A certificate with its private key, and the chain up to an authority. The key appears in no description.
public struct TLSIdentity: Sendable {
    /// PEM, the server's own certificate first.
    public let certificateChain: String
    let privateKey: String

    /// Both are PEM.
    public init(certificateChain: String, privateKey: String) {
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }
}

extension TLSIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "TLSIdentity(private key redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
