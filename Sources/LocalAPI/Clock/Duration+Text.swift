extension LocalAPI {
    /// Reads a span of time: `90` or `90s`, `15m`, `2h`, `1d`, `1w`, several together as `1d12h`, or one of these behind a
    /// `-`. Nil for anything else, and for more than 10,000 years.
    public static func duration(_ text: some StringProtocol) -> Duration? {
        let isNegative = text.hasPrefix("-")
        var rest = Substring(text).dropFirst(isNegative ? 1 : 0)
        var seconds: Int64 = 0
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let unit = rest.dropFirst(digits.count).first
            guard let count = Int64(digits), let length = secondsPerUnit[unit] else { return nil }
            let (part, overflow) = count.multipliedReportingOverflow(by: length)
            guard !overflow, part <= longest - seconds else { return nil }
            seconds += part
            rest = rest.dropFirst(digits.count + 1)
        } while !rest.isEmpty
        return .seconds(isNegative ? -seconds : seconds)
    }

    private static let secondsPerUnit: [Character?: Int64] = [
        nil: 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800
    ]
    private static let longest: Int64 = 10_000 * 366 * 86_400
}
