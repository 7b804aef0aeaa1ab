import Glibc

/// The clocks a client goes by, so that tests can turn them.
public struct TimeSource {
    /// For deadlines and pauses.
    public var now: () -> ContinuousClock.Instant
    /// Seconds since 1970-01-01T00:00:00Z, for the times servers name.
    public var unixTime: () -> Int64

    public init(now: @escaping () -> ContinuousClock.Instant, unixTime: @escaping () -> Int64) {
        self.now = now
        self.unixTime = unixTime
    }

    /// The machine's clocks.
    public static var system: TimeSource {
        TimeSource(now: { .now }, unixTime: { Int64(time(nil)) })
    }
}
