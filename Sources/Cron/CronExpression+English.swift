extension CronExpression {
    /// The schedule in words: `at 03:15 on weekdays`, `every 15 minutes from 09:00 to 17:45`.
    public func describe() -> String {
        guard next(after: Moments.first - 1) != nil else { return "never: no month it names has that day" }
        let (time, isClockTime) = timePhrase
        let days = dayPhrase ?? (isClockTime ? "every day" : nil)
        return [time, days, monthPhrase].compactMap { $0 }.joined(separator: " ")
    }

    /// Up to so many times of day are spelled out.
    private static let spelledTimes = 4

    private var timePhrase: (text: String, isClockTime: Bool) {
        let times = hours.members.flatMap { hour in minutes.members.map { minute in (hour, minute) } }
        if times.count <= Self.spelledTimes {
            return ("at " + Self.list(times.map { Self.clock($0.0, $0.1) }), true)
        }
        if hours.count == 24 { return (minutePhrase, false) }
        if let range = hours.onlyRange { return (phrase(fromHour: range.lowerBound, toHour: range.upperBound), false) }
        let isEvenDay = hours.first == 0 && hours.commonStep.map { 24 % $0 == 0 && hours.count == 24 / $0 } == true
        if isEvenDay, let step = hours.commonStep, let minute = minutes.only {
            return ("every \(step) hours" + (minute == 0 ? "" : " at minute \(minute)"), false)
        }
        return (minutePhrase(ofEach: "hour") + " in hours \(Self.numbers(hours))", false)
    }

    /// The minutes of every hour of the day.
    private var minutePhrase: String {
        minutes.only == 0 ? "every hour" : minutePhrase(ofEach: "hour")
    }

    private func minutePhrase(ofEach unit: String) -> String {
        if let interval { return interval }
        let noun = minutes.count == 1 ? "minute" : "minutes"
        return "every \(unit) at \(noun) \(Self.numbers(minutes))"
    }

    /// `every minute` or `every 15 minutes`, where the minutes are as far apart across the hour's end.
    private var interval: String? {
        if minutes.count == 60 { return "every minute" }
        guard minutes.count > 1, minutes.first == 0, let step = minutes.starStep(in: 0...59), 60 % step == 0,
            minutes.count == 60 / step
        else { return nil }
        return "every \(step) minutes"
    }

    private func phrase(fromHour first: Int, toHour last: Int) -> String {
        guard let firstMinute = minutes.first, let lastMinute = minutes.last else { return minutePhrase }
        if interval != nil || minutes.count == 1 {
            return "\(interval ?? "every hour") from \(Self.clock(first, firstMinute)) "
                + "to \(Self.clock(last, lastMinute))"
        }
        if first == last { return "at minutes \(Self.numbers(minutes)) past \(Self.clock(first, 0))" }
        return minutePhrase(ofEach: "hour")
            + " from \(Self.clock(first, firstMinute)) to \(Self.clock(last, lastMinute))"
    }
}

extension CronExpression {
    /// The days on which it runs: `weekdays`, `the 1st of the month in May`.
    var daysInWords: String {
        let days = dayPhrase.map { $0.hasPrefix("on ") ? String($0.dropFirst(3)) : $0 } ?? "every day"
        return [days, monthPhrase].compactMap(\.self).joined(separator: " ")
    }

    private var dayPhrase: String? {
        let weekdays = daysOfWeek.count == 7 ? nil : weekdayPhrase
        let dates = daysOfMonth.count == 31 ? nil : datePhrase
        if !daysOfMonth.isStarred, !daysOfWeek.isStarred {
            guard let weekdays, let dates else { return nil }
            return "on \(dates) or on \(weekdays)"
        }
        guard let weekdays, let dates else { return (weekdays ?? dates).map { "on " + $0 } }
        return "on \(weekdays) when it is \(dates)"
    }

    private var weekdayPhrase: String {
        switch daysOfWeek.bits {
        case 0b0111110: "weekdays"
        case 0b1000001: "weekends"
        default: Self.names(daysOfWeek) { Self.weekdayNames[$0] }
        }
    }

    private var datePhrase: String {
        guard let step = daysOfMonth.commonStep, step > 1, let first = daysOfMonth.first, let last = daysOfMonth.last
        else { return "the \(Self.names(daysOfMonth, Self.ordinal)) of the month" }
        let end = last + step > 31 ? "" : " to the \(Self.ordinal(last))"
        return "every \(Self.ordinal(step)) day of the month from the \(Self.ordinal(first))" + end
    }

    private var monthPhrase: String? {
        if months.count == 12 { return nil }
        let names = Self.names(months) { Self.monthNames[$0 - 1] }
        let isRange = months.onlyRange.map { $0.count > 2 } == true
        return (isRange ? "from " : "in ") + names
    }
}

extension CronExpression {
    private static let weekdayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December"
    ]

    private static func clock(_ hour: Int, _ minute: Int) -> String {
        "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private static func ordinal(_ number: Int) -> String {
        switch (number % 10, number % 100) {
        case (_, 11...13): "\(number)th"
        case (1, _): "\(number)st"
        case (2, _): "\(number)nd"
        case (3, _): "\(number)rd"
        default: "\(number)th"
        }
    }

    private static func numbers(_ values: CronValues) -> String { names(values) { String($0) } }

    /// `Monday to Wednesday and Saturday`: three neighbors and more are a range.
    private static func names(_ values: CronValues, _ name: (Int) -> String) -> String {
        list(
            values.neighborRanges.flatMap { range in
                range.count > 2 ? ["\(name(range.lowerBound)) to \(name(range.upperBound))"] : range.map(name)
            })
    }

    private static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.joined() }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension CronValues {
    fileprivate var only: Int? { count == 1 ? first : nil }

    fileprivate var onlyRange: ClosedRange<Int>? {
        let ranges = neighborRanges
        return ranges.count == 1 ? ranges[0] : nil
    }
}
