/// A schedule in the five fields of cron: minute, hour, day of month, month, day of week, in UTC.
///
///     let nightly = try CronExpression("15 3 * * 1-5")
///     nightly.next(after: now)     // Unix seconds of the next run
///     nightly.describe()           // "at 03:15 on weekdays"
///
/// A field is `*`, a number, a range `1-5`, a range or `*` with a step (`*/15`, `8-18/2`), or several of these with
/// commas between. Days of the week are 0 to 7, and both 0 and 7 are Sunday. Names, `@daily` and a field for seconds are
/// refused: the vendor takes only what every cron understands. A step may be greater than its range, and then leaves the
/// range's first number.
///
/// The two day fields combine as Debian's cron combines them (crontab(5); the flags `DOM_STAR` and `DOW_STAR` of Paul
/// Vixie's cron 3): where neither is written with a star in front, a day that matches **either** runs; otherwise a day
/// has to match **both**. A field such as `*/2` counts as one with a star, though it leaves days out: `0 0 */2 * 1` runs
/// on Mondays with an odd date, `0 0 1-31/2 * 1` on every odd date and on every Monday.
///
/// Two expressions are equal when their canonical texts (`description`) are.
public struct CronExpression: Sendable, Hashable {
    let minutes: CronValues
    let hours: CronValues
    let daysOfMonth: CronValues
    let months: CronValues
    /// 0 to 6; a 7 has become 0.
    let daysOfWeek: CronValues

    /// Reads five fields with blanks or tabs between them, and around them.
    ///
    /// - Throws: `CronError`, which says what to write instead where that is known.
    public init(_ text: some StringProtocol) throws(CronError) {
        let parser = CronParser(text: String(text))
        let fields = try parser.fields()
        minutes = try parser.values(of: .minute, in: fields)
        hours = try parser.values(of: .hour, in: fields)
        daysOfMonth = try parser.values(of: .dayOfMonth, in: fields)
        months = try parser.values(of: .month, in: fields)
        daysOfWeek = try parser.values(of: .dayOfWeek, in: fields)
    }

    init(
        minutes: CronValues, hours: CronValues, daysOfMonth: CronValues, months: CronValues, daysOfWeek: CronValues
    ) {
        (self.minutes, self.hours) = (minutes, hours)
        (self.daysOfMonth, self.months, self.daysOfWeek) = (daysOfMonth, months, daysOfWeek)
    }
}
