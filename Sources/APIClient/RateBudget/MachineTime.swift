import Glibc

/// A moment on the clock that every process of this machine shares: it goes on in suspend and nobody sets it.
struct MachineTime: Sendable, Hashable, Comparable {
    /// Since the boot.
    var nanoseconds: Int64

    init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    init(_ instant: ContinuousClock.Instant) {
        nanoseconds = (instant - Self.boot).clampedNanoseconds
    }

    /// The moment on the clock that deadlines are given in.
    var instant: ContinuousClock.Instant { Self.boot + .nanoseconds(nanoseconds) }

    /// `ContinuousClock` counts from the boot, too, but does not say so.
    private static let boot: ContinuousClock.Instant = {
        var reading = timespec()
        clock_gettime(CLOCK_BOOTTIME, &reading)
        return .now - .seconds(reading.tv_sec) - .nanoseconds(reading.tv_nsec)
    }()

    static func < (a: MachineTime, b: MachineTime) -> Bool { a.nanoseconds < b.nanoseconds }

    static func + (time: MachineTime, duration: Duration) -> MachineTime {
        MachineTime(nanoseconds: time.nanoseconds + duration.clampedNanoseconds)
    }

    static func - (time: MachineTime, duration: Duration) -> MachineTime {
        MachineTime(nanoseconds: time.nanoseconds - duration.clampedNanoseconds)
    }

    static func - (a: MachineTime, b: MachineTime) -> Duration { .nanoseconds(a.nanoseconds - b.nanoseconds) }
}

extension Duration {
    /// In nanoseconds, at most a hundred years of them.
    fileprivate var clampedNanoseconds: Int64 {
        let limit: Int64 = 3_155_760_000
        let (seconds, attoseconds) = components
        return min(max(seconds, -limit), limit) * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}
