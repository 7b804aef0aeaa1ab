public import Cron

extension LocalAPI {
    /// What the instance takes for the time. It is kept in the store, so every instance on a file has the same.
    public enum Clock: Sendable, Hashable {
        /// The system's clock.
        case system
        /// The system's clock and so many seconds more.
        case offset(Int64)
        /// A clock that stands still and moves by ``LocalAPI/advance(by:)`` only.
        case fixed(UTCTime)
    }
}

extension LocalAPI.Clock {
    /// The time in milliseconds since 1970, given the system's.
    func milliseconds(system: Int64) -> Int64 {
        switch self {
        case .system: system
        case .offset(let seconds): system + seconds * 1_000
        case .fixed(let time): time.unixSeconds * 1_000
        }
    }

    /// The same clock, so many seconds later; nil where the time would leave the years 0 to 9999.
    func advanced(by seconds: Int64, system: Int64) -> Self? {
        let (sum, overflow) = (milliseconds(system: system) / 1_000).addingReportingOverflow(seconds)
        guard !overflow, Self.supportedSeconds.contains(sum) else { return nil }
        switch self {
        case .system: return seconds == 0 ? .system : .offset(seconds)
        case .offset(let offset): return offset + seconds == 0 ? .system : .offset(offset + seconds)
        case .fixed: return .fixed(UTCTime(unixSeconds: sum))
        }
    }

    /// 1970 to 9999: what RFC 3339 and the schedules can express, without the years before Unix time.
    static let supportedSeconds: ClosedRange<Int64> = 0...253_402_300_799
}
