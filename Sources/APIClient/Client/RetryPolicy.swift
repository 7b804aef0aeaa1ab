/// How often, and after which pauses, a failed request is sent again.
public struct RetryPolicy: Sendable, Equatable {
    /// How often a request is sent at most, the first time included.
    public var maximumAttempts: Int
    /// The pause before the second attempt, before jitter; each further one is twice as long.
    public var firstPause: Duration
    /// The longest pause of our own choice, before jitter.
    public var longestPause: Duration
    /// How long the pauses of one call may be together. A server that asks for more gets no further attempt.
    public var maximumTotalPause: Duration
    /// How often a request that a rate limit refused waits for the room the server announces, where a rate budget paces
    /// the client. These attempts and pauses are not counted against the other maxima.
    public var maximumRefusals = 100

    public init(
        maximumAttempts: Int = 5, firstPause: Duration = .milliseconds(500), longestPause: Duration = .seconds(20),
        maximumTotalPause: Duration = .seconds(120)
    ) {
        self.maximumAttempts = maximumAttempts
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.maximumTotalPause = maximumTotalPause
    }

    /// Sends everything once.
    public static let none = RetryPolicy(maximumAttempts: 1)
}
