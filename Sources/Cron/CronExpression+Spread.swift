extension CronExpression {
    /// Moves schedules apart that run in the same minutes: each by some minutes, less than `interval`, so that as few as can
    /// be run at once.
    ///
    /// The first stays, the others follow at even distances in the order they are given. Where two would meet all the same,
    /// as `*/5` does with itself after five minutes, the nearest minute is taken at which fewer run. A distance at which a
    /// schedule has no expression is passed over. Days do not count: what runs on different days is spread, too. The same
    /// list always gives the same result.
    ///
    /// - Parameter interval: Minutes; 1 and less leave everything as it is.
    public static func spread(_ expressions: [CronExpression], overMinutes interval: Int) -> [CronExpression] {
        var spreading = Spreading(interval: interval)
        return expressions.enumerated().map { index, expression in
            spreading.place(expression, near: index * max(1, interval) / expressions.count)
        }
    }
}

/// How many schedules have been given each minute of the day.
private struct Spreading {
    private struct Shift: Hashable {
        let expression: CronExpression
        let minutes: Int
    }

    let interval: Int
    private var load = Array(repeating: 0, count: 1_440)
    private var known: [Shift: CronExpression?] = [:]

    init(interval: Int) { self.interval = max(1, interval) }

    /// The expression shifted to where the load is least, as near as can be to `distance` minutes.
    mutating func place(_ expression: CronExpression, near distance: Int) -> CronExpression {
        var best = (expression: expression, peak: Int.max)
        for minutes in distances(near: distance) {
            guard let shifted = shifted(expression, by: minutes) else { continue }
            let peak = shifted.timesOfDay.reduce(0) { max($0, load[$1]) }
            if peak < best.peak { best = (shifted, peak) }
            if peak == 0 { break }
        }
        for time in best.expression.timesOfDay { load[time] += 1 }
        return best.expression
    }

    /// From the nearest on, the earlier of two that are as near first.
    private func distances(near distance: Int) -> [Int] {
        let all = (0..<interval).flatMap { $0 == 0 ? [distance] : [distance - $0, distance + $0] }
        return all.filter((0..<interval).contains)
    }

    private mutating func shifted(_ expression: CronExpression, by minutes: Int) -> CronExpression? {
        let shift = Shift(expression: expression, minutes: minutes)
        if let result = known[shift] { return result }
        let result = try? expression.shifted(byMinutes: minutes)
        known[shift] = .some(result)
        return result
    }
}

extension CronExpression {
    /// Minutes since midnight.
    fileprivate var timesOfDay: [Int] {
        hours.members.flatMap { hour in minutes.members.map { hour * 60 + $0 } }
    }
}
