import Cron
import Glibc

/// The table `clock`, of one row.
extension Connection {
    mutating func clock() throws(StoreError) -> LocalAPI.Clock {
        try first("SELECT mode, seconds FROM clock") { LocalAPI.Clock($0) } ?? .system
    }

    /// The clock, and when the first entry of the agenda is due, in Unix seconds: what every request asks first.
    mutating func clockAndNextDue() throws(StoreError) -> (clock: LocalAPI.Clock, due: Int64?) {
        try first("SELECT mode, seconds, (SELECT min(due) FROM agenda) FROM clock") { row in
            (LocalAPI.Clock(row), row.optionalInteger(2))
        } ?? (.system, nil)
    }

    mutating func setClock(_ clock: LocalAPI.Clock) throws(StoreError) {
        let (mode, seconds): (String, Int64) =
            switch clock {
            case .system: ("system", 0)
            case .offset(let seconds): ("offset", seconds)
            case .fixed(let time): ("fixed", time.unixSeconds)
            }
        try run("UPDATE clock SET mode = ?, seconds = ?", .text(mode), .integer(seconds))
    }
}

extension LocalAPI.Clock {
    /// Reads the columns `mode` and `seconds`.
    fileprivate init(_ row: borrowing Row) {
        switch row.text(0) {
        case "offset": self = .offset(row.integer(1))
        case "fixed": self = .fixed(UTCTime(unixSeconds: row.integer(1)))
        default: self = .system
        }
    }
}

/// The system's clock.
enum SystemTime {
    /// Milliseconds since 1970.
    static var milliseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
