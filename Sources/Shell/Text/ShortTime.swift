internal import Glibc

/// Times of the API as a person reads them.
package struct ShortTime: Sendable {
    /// Seconds east of UTC at a time given in seconds since 1970.
    package var offset: @Sendable (Int) -> Int
    /// The year that goes without saying, as in `11-21 04:05`; nil: every year is written.
    package var impliedYear: Int?

    package init(offset: @escaping @Sendable (Int) -> Int, impliedYear: Int? = nil) {
        self.offset = offset
        self.impliedYear = impliedYear
    }

    /// In the time zone of this process.
    package static let local = ShortTime { seconds in
        var time = time_t(seconds)
        var parts = tm()
        return localtime_r(&time, &parts) == nil ? 0 : parts.tm_gmtoff
    }
    /// The same without the year in times of this year, for columns that are to fit.
    package static var localThisYear: ShortTime {
        var now = time(nil)
        var parts = tm()
        var short = local
        if localtime_r(&now, &parts) != nil { short.impliedYear = Int(parts.tm_year) + 1900 }
        return short
    }
    package static let utc = ShortTime { _ in 0 }

    /// `2026-11-21 04:05` for a date-time of RFC 3339 section 5.6; nil for every other text.
    package func text(_ dateTime: String) -> String? {
        guard let seconds = Self.secondsSince1970(dateTime) else { return nil }
        var time = time_t(seconds + offset(seconds))
        var parts = tm()
        guard gmtime_r(&time, &parts) != nil else { return nil }
        let year = Int(parts.tm_year) + 1900
        return year == impliedYear ? Self.minute(parts) : "\(pad(year, 4))-\(Self.minute(parts))"
    }

    /// `11-21 04:05`; within fifteen bytes, which take no memory of their own.
    private static func minute(_ parts: tm) -> String {
        String(unsafeUninitializedCapacity: 11) { text in
            func write(_ number: Int32, at place: Int, before separator: Unicode.Scalar?) {
                text[place] = 0x30 + UInt8(number / 10)
                text[place + 1] = 0x30 + UInt8(number % 10)
                if let separator { text[place + 2] = UInt8(ascii: separator) }
            }
            write(parts.tm_mon + 1, at: 0, before: "-")
            write(parts.tm_mday, at: 3, before: " ")
            write(parts.tm_hour, at: 6, before: ":")
            write(parts.tm_min, at: 9, before: nil)
            return 11
        }
    }

    /// `11-21` for a day counted from 1970-01-01.
    package func text(day: Int) -> String {
        var time = time_t(day) * 86_400
        var parts = tm()
        guard gmtime_r(&time, &parts) != nil else { return "" }
        return "\(pad(Int(parts.tm_mon) + 1))-\(pad(Int(parts.tm_mday)))"
    }

    /// `04:05` for a time in seconds since 1970.
    package func clock(_ seconds: Int) -> String {
        let minutes = ((seconds + offset(seconds)) / 60 % 1_440 + 1_440) % 1_440
        return "\(pad(minutes / 60)):\(pad(minutes % 60))"
    }

    private func pad(_ number: Int, _ digits: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func secondsSince1970(_ text: String) -> Int? {
        // Most texts are no times, which their length tells or one look.
        guard 20...40 ~= text.utf8.count else { return nil }
        var text = text
        return text.withUTF8(secondsSince1970)
    }

    private static func secondsSince1970(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        guard bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[13] == 0x3A,
            bytes[16] == 0x3A, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == 0x20
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0) { sum, byte in
                sum.flatMap { (0x30...0x39).contains(byte) ? $0 * 10 + Int(byte - 0x30) : nil }
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { (0x30...0x39).contains($0) }
        }
        guard let zone = zoneOffset(Array(rest)) else { return nil }
        var parts = tm()
        parts.tm_year = Int32(year - 1900)
        parts.tm_mon = Int32(month - 1)
        parts.tm_mday = Int32(day)
        parts.tm_hour = Int32(hour)
        parts.tm_min = Int32(minute)
        parts.tm_sec = Int32(second)
        return Int(timegm(&parts)) - zone
    }

    private static func zoneOffset(_ bytes: [UInt8]) -> Int? {
        if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
            let hours = Int(String(decoding: bytes[1...2], as: UTF8.self)),
            let minutes = Int(String(decoding: bytes[4...5], as: UTF8.self))
        else { return nil }
        return (bytes[0] == 0x2D ? -60 : 60) * (hours * 60 + minutes)
    }
}
