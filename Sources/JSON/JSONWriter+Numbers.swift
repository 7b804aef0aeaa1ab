import CJSONScan
import Glibc

extension JSONWriter {
    @inline(__always)
    mutating func appendInteger(_ value: Int64) {
        reserve(20)
        if value < 0 { put(0x2D) }
        appendDigits(value.magnitude)
    }

    /// Room for 20 digits must have been reserved.
    private mutating func appendDigits(_ value: UInt64) {
        let digits = Self.digitCount(value)
        var rest = value
        var place = output + count + digits
        while rest >= 100 {
            let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
            place -= 2
            memcpy(place, json_digit_pair(UInt32(truncatingIfNeeded: pair)), 2)
            rest = quotient
        }
        if rest >= 10 {
            memcpy(place - 2, json_digit_pair(UInt32(truncatingIfNeeded: rest)), 2)
        } else {
            place[-1] = 0x30 + UInt8(truncatingIfNeeded: rest)
        }
        count += digits
    }

    private static func digitCount(_ value: UInt64) -> Int {
        var count = 1
        var bound: UInt64 = 10
        while count < 20, value >= bound {
            count += 1
            bound = bound &* 10
        }
        return count
    }

    /// Writes a number of at most 15 digits and at most three of them after the point: the common case of prices and
    /// sizes. A decimal of at most 15 digits is the only one of that length near its double, so it is the shortest.
    mutating func appendShortDecimal(_ value: Double) -> Bool {
        let magnitude = value.magnitude
        guard magnitude < 1e11, magnitude >= 1e-3 else { return false }
        let thousandths = (magnitude * 1000).rounded()
        guard thousandths / 1000 == magnitude else { return false }
        let (whole, fraction) = UInt64(thousandths).quotientAndRemainder(dividingBy: 1000)
        reserve(26)
        if value.sign == .minus { put(0x2D) }
        appendDigits(whole)
        put(0x2E)
        put(0x30 + UInt8(truncatingIfNeeded: fraction / 100))
        let rest = fraction % 100
        if rest != 0 { put(0x30 + UInt8(truncatingIfNeeded: rest / 10)) }
        if rest % 10 != 0 { put(0x30 + UInt8(truncatingIfNeeded: rest % 10)) }
        return true
    }

    /// Swift's description is the shortest that round-trips, and it is JSON: `1e+22`, `5e-324`, `-0.0`.
    mutating func appendDescription(_ value: Double) {
        var description = value.description
        description.withUTF8 { text in
            reserve(text.count)
            // Non-nil: a description is never empty.
            (output + count).update(from: text.baseAddress.unsafelyUnwrapped, count: text.count)
            count += text.count
        }
    }
}
