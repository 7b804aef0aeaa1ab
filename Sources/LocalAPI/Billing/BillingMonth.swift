import Cron

/// A month that is billed.
struct BillingMonth: Sendable, Hashable {
    let year: Int
    /// 1 to 12.
    let month: Int

    init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    /// The month of a moment, in Unix seconds.
    init(of unixSeconds: Int64) {
        let time = UTCTime(unixSeconds: unixSeconds)
        self.init(year: time.year, month: time.month)
    }

    var previous: BillingMonth {
        month == 1 ? BillingMonth(year: year - 1, month: 12) : BillingMonth(year: year, month: month - 1)
    }

    var next: BillingMonth {
        month == 12 ? BillingMonth(year: year + 1, month: 1) : BillingMonth(year: year, month: month + 1)
    }

    /// Unix seconds; 0 for a month beyond the calendar.
    var start: Int64 { UTCTime(year: year, month: month, day: 1)?.unixSeconds ?? 0 }
    /// The beginning of the next month.
    var end: Int64 { next.start }
    var hours: Int64 { (end - start) / 3_600 }

    /// `2026-03`.
    var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
    /// `March 2026`.
    var words: String { "\(Self.names[month - 1]) \(year)" }
    /// `Mar`.
    var shortName: String { String(Self.names[month - 1].prefix(3)) }

    private static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December"
    ]
}
