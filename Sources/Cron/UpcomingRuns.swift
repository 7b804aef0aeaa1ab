/// The next runs of several schedules, in the order of time; of runs in one minute the earlier schedule's first.
public struct UpcomingRuns: Sendable, Sequence {
    /// One run: of which schedule, by its place in the list, and when, in Unix seconds.
    public struct Run: Sendable, Hashable {
        public let schedule: Int
        public let time: Int64
    }

    private let schedules: [CronExpression]
    private let start: Int64

    /// The runs after `start` (not at it), in Unix seconds. Never ends where a schedule never ends.
    public init(of schedules: [CronExpression], after start: Int64) {
        (self.schedules, self.start) = (schedules, start)
    }

    public func makeIterator() -> Iterator {
        Iterator(schedules: schedules, upcoming: schedules.map { $0.next(after: start) })
    }

    /// Costs a look at every schedule for each run.
    public struct Iterator: IteratorProtocol {
        let schedules: [CronExpression]
        var upcoming: [Int64?]

        public mutating func next() -> Run? {
            var first: Run?
            for (index, time) in upcoming.enumerated() {
                if let time, time < first?.time ?? .max { first = Run(schedule: index, time: time) }
            }
            guard let first else { return nil }
            upcoming[first.schedule] = schedules[first.schedule].next(after: first.time)
            return first
        }
    }
}
