extension RateBudget {
    /// How much of the limits is used.
    public struct Status: Sendable, Equatable {
        public var minute: Usage
        public var hour: Usage

        public init(minute: Usage, hour: Usage) {
            self.minute = minute
            self.hour = hour
        }
    }

    /// How much of one limit is used.
    public struct Usage: Sendable, Equatable {
        public var limit: Int
        /// Requests counted in the window, of others too.
        public var used: Int
        /// Until it has a place; zero where it has one.
        public var wait: Duration

        public init(limit: Int, used: Int, wait: Duration) {
            self.limit = limit
            self.used = used
            self.wait = wait
        }
    }

    /// The state of the general limits, of other sessions' requests too.
    ///
    /// - Parameters:
    ///   - instant: Now.
    ///   - unixTime: Now, in seconds since 1970-01-01T00:00:00Z.
    public func status(at instant: ContinuousClock.Instant, unixTime: Int64) -> Status {
        let now = MachineTime(instant)
        // Where another session is in the way, what was known before must do.
        _ = inTurn(at: now, unixTime: unixTime) {}
        return Status(minute: usage(of: minute, at: now), hour: usage(of: hour, at: now))
    }

    private func usage(of window: RequestWindow, at now: MachineTime) -> Usage {
        let wait = window.nextStart(log).map { $0 - now } ?? .zero
        return Usage(limit: window.limit, used: window.used(log, at: now), wait: max(.zero, wait))
    }
}
