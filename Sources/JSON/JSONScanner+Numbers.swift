import CJSONScan

extension JSONScanner {
    enum Number {
        case integer(Int64)
        case double(Double)
    }

    /// The decimal `digits * 10 ** exponent` as it was read.
    private struct Decimal {
        var digits: UInt64 = 0
        /// How many significant digits there were; above 19, `digits` has overflowed.
        var count = 0
        var exponent = 0
        var isNegative = false
        var isInteger = true
    }

    /// Reads a number; the cursor is at the first byte of what should be a value.
    ///
    /// An integer that fits 64 bits is exact; every other number is the nearest double. `-0` is the double -0.0,
    /// because no integer keeps its sign. A number beyond the range of doubles is refused: it could not be written back.
    @inline(__always)
    mutating func number() throws(JSONFailure) -> Number {
        let first = position
        var decimal = Decimal()
        decimal.isNegative = skip(0x2D)
        try integerPart(of: &decimal)
        if current == 0x2E { try fraction(of: &decimal) }
        if current | 0x20 == 0x65 { try exponent(of: &decimal) }
        if decimal.isInteger, let integer = Self.integer(decimal) { return .integer(integer) }
        if let double = Self.double(decimal) { return .double(decimal.isNegative ? -double : double) }
        return .double(try parsedDouble(from: first))
    }

    @inline(__always)
    private var digit: UInt8? {
        let value = current &- 0x30
        return value < 10 ? value : nil
    }

    @inline(__always)
    private mutating func integerPart(of decimal: inout Decimal) throws(JSONFailure) {
        if skip(0x30) {
            if digit != nil { throw failure(.leadingZero) }
            return
        }
        guard digit != nil else { throw failure(decimal.isNegative ? .expectedDigit : .expectedValue) }
        while let value = digit {
            decimal.digits = decimal.digits &* 10 &+ UInt64(value)
            decimal.count &+= 1
            position += 1
        }
    }

    private mutating func fraction(of decimal: inout Decimal) throws(JSONFailure) {
        position += 1
        let first = position
        while let value = digit {
            decimal.digits = decimal.digits &* 10 &+ UInt64(value)
            if decimal.digits != 0 { decimal.count &+= 1 }
            position += 1
        }
        guard position > first else { throw failure(.expectedDigit) }
        decimal.exponent = first - position
        decimal.isInteger = false
    }

    private mutating func exponent(of decimal: inout Decimal) throws(JSONFailure) {
        position += 1
        let isNegative = current == 0x2D
        if isNegative || current == 0x2B { position += 1 }
        guard digit != nil else { throw failure(.expectedDigit) }
        var exponent = 0
        while let value = digit {
            // Beyond a million any further digit changes nothing: the result is zero or out of range.
            if exponent < 1_000_000 { exponent = exponent * 10 + Int(value) }
            position += 1
        }
        decimal.exponent += isNegative ? -exponent : exponent
        decimal.isInteger = false
    }

    @inline(__always)
    private static func integer(_ decimal: Decimal) -> Int64? {
        guard decimal.count <= 19 else { return nil }
        if !decimal.isNegative { return Int64(exactly: decimal.digits) }
        guard decimal.digits > 0, decimal.digits <= Int64.min.magnitude else { return nil }
        return Int64(truncatingIfNeeded: 0 &- decimal.digits)
    }

    /// The nearest double, by arithmetic that is exact up to its one rounding; nil where that is not possible.
    private static func double(_ decimal: Decimal) -> Double? {
        guard decimal.count <= 19 else { return nil }
        if decimal.digits == 0 { return 0 }
        let exponent = decimal.exponent
        if decimal.digits <= 1 << 53, -22...22 ~= exponent {
            let digits = Double(decimal.digits)
            return exponent < 0 ? digits / json_power_of_10(-exponent) : digits * json_power_of_10(exponent)
        }
        guard -27...0 ~= exponent else { return nil }
        return quotient(decimal.digits, scale: -exponent)
    }

    /// `digits / 10 ** scale`, correctly rounded: one 128 by 64 bit division whose remainder becomes a sticky bit.
    private static func quotient(_ digits: UInt64, scale: Int) -> Double {
        let divisor = json_power_of_5(scale)
        let digitShift = digits.leadingZeroBitCount
        let divisorShift = divisor.leadingZeroBitCount
        let dividend = digits << digitShift
        // The high word is below 2 ** 63 and the divisor is not, so the quotient fits; it has at least 62 bits.
        let (quotient, remainder) = (divisor << divisorShift).dividingFullWidth((dividend >> 1, dividend << 63))
        let rounded = Double(quotient | (remainder == 0 ? 0 : 1))
        let exponent = divisorShift - digitShift - scale - 63
        return rounded * Double(sign: .plus, exponent: exponent, significand: 1)
    }

    /// The general case, by the standard library (which knows no locale).
    @inline(never)
    private func parsedDouble(from first: UnsafePointer<UInt8>) throws(JSONFailure) -> Double {
        let text = String(decoding: UnsafeBufferPointer(start: first, count: position - first), as: UTF8.self)
        guard let value = Double(text), value.isFinite else { throw failure(.numberOutOfRange, at: first) }
        return value
    }
}
