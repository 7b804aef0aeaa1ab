extension UTCTime: CustomStringConvertible {
    /// RFC 3339 in UTC: `2022-11-11T04:16:45Z`. RFC 3339 knows the years 0 to 9999 only; others get a longer year.
    public var description: String {
        let date = [Self.padded(year, to: 4), Self.padded(month, to: 2), Self.padded(day, to: 2)]
        let time = [Self.padded(hour, to: 2), Self.padded(minute, to: 2), Self.padded(second, to: 2)]
        return date.joined(separator: "-") + "T" + time.joined(separator: ":") + "Z"
    }

    /// Reads an RFC 3339 date-time: `2022-11-11T04:16:45Z`, with a fraction of a second (dropped) and with an offset
    /// (converted to UTC) if it has them. Nil for anything else, a blank more or a day that does not exist included.
    ///
    /// A leap second (`23:59:60Z`) is refused: Unix time has no number for it.
    public init?(rfc3339 text: some StringProtocol) {
        var reader = DigitReader(text.utf8)
        guard let year = reader.number(digits: 4), reader.skip("-"), let month = reader.number(digits: 2),
            reader.skip("-"), let day = reader.number(digits: 2), reader.skip("T") || reader.skip("t"),
            let hour = reader.number(digits: 2), reader.skip(":"), let minute = reader.number(digits: 2),
            reader.skip(":"), let second = reader.number(digits: 2), reader.skipFraction(),
            let offset = reader.offset(), reader.isAtEnd,
            let local = UTCTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        else { return nil }
        self.init(unixSeconds: local.unixSeconds - Int64(offset))
        guard (0...9_999).contains(self.year) else { return nil }
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Reads fixed-width numbers from ASCII text.
private struct DigitReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: some Sequence<UInt8>) { rest = Array(text)[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(digits: Int) -> Int? {
        guard rest.count >= digits else { return nil }
        var value = 0
        for byte in rest.prefix(digits) {
            guard let digit = byte.decimalDigit else { return nil }
            value = value * 10 + digit
        }
        rest = rest.dropFirst(digits)
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Whether there is no fraction, or one with at least one digit, which is skipped.
    mutating func skipFraction() -> Bool {
        guard skip(".") else { return true }
        let digits = rest.prefix { $0.decimalDigit != nil }
        rest = rest.dropFirst(digits.count)
        return !digits.isEmpty
    }

    /// Seconds east of UTC: `Z` is 0, `+01:30` is 5,400.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let isWest = skip("-")
        guard isWest || skip("+"), let hours = number(digits: 2), hours < 24, skip(":"),
            let minutes = number(digits: 2), minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return isWest ? -seconds : seconds
    }
}

extension UInt8 {
    /// The value of an ASCII digit.
    var decimalDigit: Int? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) ? Int(self - UInt8(ascii: "0")) : nil
    }
}
