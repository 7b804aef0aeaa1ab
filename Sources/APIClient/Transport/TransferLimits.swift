/// How long one attempt at a request may take, and how much it may bring.
public struct TransferLimits: Sendable, Equatable {
    /// For name resolution, TCP and TLS together.
    public var connectTimeout: Duration
    /// For the whole attempt.
    public var totalTimeout: Duration
    /// For how long not one byte may move, in whole seconds, at least one.
    public var stallTimeout: Duration
    /// For the body after decompression, and for a body announced to be longer.
    public var maximumResponseBytes: Int

    public init(
        connectTimeout: Duration = .seconds(10), totalTimeout: Duration = .seconds(300),
        stallTimeout: Duration = .seconds(60), maximumResponseBytes: Int = 512 << 20
    ) {
        self.connectTimeout = connectTimeout
        self.totalTimeout = totalTimeout
        self.stallTimeout = stallTimeout
        self.maximumResponseBytes = maximumResponseBytes
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, so that a timer set with them never fires early.
    var millisecondsRoundedUp: Int {
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max) / 1_000 else { return Int(Int32.max) }
        return Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
