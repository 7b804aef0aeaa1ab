extension Duration {
    /// Reads a span of time as people write it: `90s`, `10m`, `2h`, `1d`, or several together as `1h30m`. A number alone
    /// is seconds. Nil for anything else, and for more than a year.
    package init?(text: some StringProtocol) {
        var rest = Substring(text)
        var seconds: Int64 = 0
        repeat {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            let unit = rest.dropFirst(digits.count).first
            guard digits.count <= 9, let count = Int64(digits), let length = Self.secondsPerUnit[unit] else {
                return nil
            }
            seconds += count * length
            rest = rest.dropFirst(digits.count + 1)
        } while !rest.isEmpty
        guard seconds <= Self.longestSeconds else { return nil }
        self = .seconds(seconds)
    }

    private static let secondsPerUnit: [Character?: Int64] = [nil: 1, "s": 1, "m": 60, "h": 3_600, "d": 86_400]
    private static let longestSeconds: Int64 = 366 * 86_400

    /// The span in the same form, without fractions of a second: `1h30m`, `45s`, `0s`.
    package var shortText: String {
        var rest = components.seconds
        var text = ""
        for (length, unit) in [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")] as [(Int64, String)] {
            let count = rest / length
            rest %= length
            if count > 0 { text += "\(count)\(unit)" }
        }
        return text.isEmpty ? "0s" : text
    }
}
