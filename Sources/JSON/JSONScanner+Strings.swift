import CJSONScan

extension JSONScanner {
    /// Reads a string; the cursor is at its opening quote. Decoded bytes in `scratch` are valid until the next string.
    @inline(__always)
    mutating func string() throws(JSONFailure) -> JSONText {
        let first = position + 1
        var hasEscapes = false
        var place = first
        while true {
            place = Self.skipPlain(from: place, to: end)
            guard place < end else { throw failure(.unterminatedString, at: end) }
            let byte = place.pointee
            if byte == 0x22 { break }
            place += try special(at: place)
            if byte == 0x5C { hasEscapes = true }
        }
        position = place + 1
        if hasEscapes { return try unescaped(from: first, to: place) }
        return JSONText(start: first, count: place - first, isValidated: true, isInSource: true)
    }

    /// Consumes the string at the cursor, which is at an opening quote, if it is `text`: one that came earlier in this
    /// text, without escapes.
    @inline(__always)
    mutating func skip(_ text: JSONText) -> Bool {
        let first = position + 1
        // Eight bytes are compared at a time, so as many must follow; the last few names of a text take the long way.
        guard end - first >= text.count &+ 8, first[text.count] == 0x22 else { return false }
        guard JSONText.areEqual(text.start, first, text.count) else { return false }
        position = first + (text.count &+ 1)
        return true
    }

    /// The first byte from `place` on that is not plain printable ASCII, or `end`.
    @inline(__always)
    static func skipPlain(from place: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
        var place = place
        while end - place >= 16 {
            let plain = Int(json_scan16(place))
            place += plain
            if plain < 16 { return place }
        }
        while place < end, place.pointee >= 0x20, place.pointee < 0x80, place.pointee != 0x22, place.pointee != 0x5C {
            place += 1
        }
        return place
    }

    /// The length of the escape's first two bytes or of the multi-byte sequence at `place`.
    @inline(never)
    private func special(at place: UnsafePointer<UInt8>) throws(JSONFailure) -> Int {
        if place.pointee == 0x5C {
            guard place + 1 < end else { throw failure(.unterminatedString, at: end) }
            switch place[1] {
            case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74, 0x75: return 2
            default: throw failure(.badEscape, at: place + 1)
            }
        }
        if place.pointee < 0x20 { throw failure(.controlCharacter, at: place) }
        let length = UTF8Sequence.length(at: place, before: end)
        guard length > 0 else { throw failure(.notUTF8, at: place) }
        return length
    }

    /// Decodes the escapes of the bytes between two quotes into `scratch`.
    @inline(never)
    private mutating func unescaped(
        from first: UnsafePointer<UInt8>, to last: UnsafePointer<UInt8>
    ) throws(JSONFailure) -> JSONText {
        reserveScratch(last - first)
        // Non-nil: the string holds at least one escape, so room was reserved.
        let output = scratch.baseAddress.unsafelyUnwrapped
        var place = first
        var count = 0
        while place < last {
            let byte = place.pointee
            if byte != 0x5C {
                output[count] = byte
                count += 1
                place += 1
            } else if place[1] == 0x75 {
                let scalar = try escapedScalar(at: &place, before: last)
                count += Self.encode(scalar, into: output + count)
            } else {
                output[count] = Self.simpleEscape(place[1])
                count += 1
                place += 2
            }
        }
        return JSONText(start: UnsafePointer(output), count: count, isValidated: true, isInSource: false)
    }

    private mutating func reserveScratch(_ count: Int) {
        guard scratch.count < count else { return }
        scratch.deallocate()
        scratch = .allocate(capacity: max(256, count * 2))
    }

    private static func simpleEscape(_ letter: UInt8) -> UInt8 {
        switch letter {
        case 0x62: 0x08
        case 0x66: 0x0C
        case 0x6E: 0x0A
        case 0x72: 0x0D
        case 0x74: 0x09
        default: letter
        }
    }

    /// The scalar of the escape `\uXXXX`, or of the surrogate pair `\uD8XX\uDCXX`, at `place`.
    private func escapedScalar(
        at place: inout UnsafePointer<UInt8>, before last: UnsafePointer<UInt8>
    ) throws(JSONFailure) -> UInt32 {
        let escape = place
        let unit = try codeUnit(at: place + 2, before: last)
        place += 6
        guard 0xD800...0xDFFF ~= unit else { return unit }
        guard unit < 0xDC00, last - place >= 2, place[0] == 0x5C, place[1] == 0x75 else {
            throw failure(.loneSurrogate, at: escape)
        }
        let low = try codeUnit(at: place + 2, before: last)
        guard 0xDC00...0xDFFF ~= low else { throw failure(.loneSurrogate, at: escape) }
        place += 6
        return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }

    private func codeUnit(
        at place: UnsafePointer<UInt8>, before last: UnsafePointer<UInt8>
    ) throws(JSONFailure) -> UInt32 {
        var unit: UInt32 = 0
        for index in 0..<4 {
            guard place + index < last, let digit = Self.hexDigit(place[index]) else {
                throw failure(.badHexDigits, at: place + index)
            }
            unit = unit << 4 | digit
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x37)
        case 0x61...0x66: UInt32(byte - 0x57)
        default: nil
        }
    }

    /// Writes the UTF-8 form of a scalar, at most four bytes; an escape is never shorter than what it stands for.
    private static func encode(_ scalar: UInt32, into output: UnsafeMutablePointer<UInt8>) -> Int {
        func continuation(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
        switch scalar {
        case ..<0x80:
            output[0] = UInt8(scalar)
            return 1
        case ..<0x800:
            output[0] = UInt8(0xC0 | scalar >> 6)
            output[1] = continuation(0)
            return 2
        case ..<0x10000:
            output[0] = UInt8(0xE0 | scalar >> 12)
            output[1] = continuation(6)
            output[2] = continuation(0)
            return 3
        default:
            output[0] = UInt8(0xF0 | scalar >> 18)
            output[1] = continuation(12)
            output[2] = continuation(6)
            output[3] = continuation(0)
            return 4
        }
    }
}
