/// What a foreign snippet may use of this machine.
public struct SnippetLimits: Sendable, Equatable {
    /// Bytes for Lua values.
    public var memory: Int
    /// The time it may compute. Waiting for the API does not count.
    public var time: Duration

    public init(memory: Int = 256 << 20, time: Duration = .seconds(60)) {
        self.memory = memory
        self.time = time
    }

    /// The longest text that it may decode: JSON takes up to some 25 times its length as tables.
    var decodedBytes: Int { memory / 32 }
}
