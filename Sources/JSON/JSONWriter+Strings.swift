import CJSONScan
import Glibc

extension JSONWriter {
    /// Writes a string in quotes, escaping what RFC 8259 section 7 requires and nothing else.
    @inline(__always)
    mutating func appendQuoted(_ text: JSONText) throws(JSONFailure) {
        // An escape takes at most six bytes; the vector step writes 16 at a time. The quotes and what stands around them
        // (a comma before, a colon and a blank after) are in the 18 as well.
        reserve(text.count &* 6 &+ 18)
        appendSeparator()
        let target = output + count
        target.pointee = 0x22
        let end = text.start + text.count
        let (source, free) = Self.copyPlain(from: text.start, to: end, into: target + 1)
        if source != end { return try finishQuoted(from: source, to: end, into: free) }
        free.pointee = 0x22
        count = free + 1 - output
    }

    /// Writes the rest of a string that needs more than copying. It is apart so that the cursors of the common case stay
    /// in registers.
    @inline(never)
    private mutating func finishQuoted(
        from source: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, into target: UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) {
        var (source, target) = (source, target)
        while source != end {
            try Self.copySpecial(from: &source, to: end, into: &target)
            (source, target) = Self.copyPlain(from: source, to: end, into: target)
        }
        target.pointee = 0x22
        count = target + 1 - output
    }

    /// Copies up to the first byte that is special; returns where it stopped.
    @inline(__always)
    private static func copyPlain(
        from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, into free: UnsafeMutablePointer<UInt8>
    ) -> (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt8>) {
        var (source, target) = (start, free)
        while end - source >= 16 {
            let plain = Int(json_scan16(source))
            memcpy(target, source, 16)
            source += plain
            target += plain
            if plain < 16 { return (source, target) }
        }
        let rest = end - source
        if rest > 0, end - start >= 16 {
            // The last 16 bytes, of which some are copied again.
            if json_scan16(end - 16) == 16 {
                memcpy(target + (rest - 16), end - 16, 16)
                return (end, target + rest)
            }
        } else if rest >= 4, json_copy_short(target, source, rest) != 0 {
            return (end, target + rest)
        }
        while source < end {
            let byte = source.pointee
            guard byte >= 0x20, byte < 0x80, byte != 0x22, byte != 0x5C else { break }
            target.pointee = byte
            source += 1
            target += 1
        }
        return (source, target)
    }

    @inline(never)
    private static func copySpecial(
        from source: inout UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>,
        into target: inout UnsafeMutablePointer<UInt8>
    ) throws(JSONFailure) {
        let byte = source.pointee
        if byte < 0x80 {
            target += escape(byte, into: target)
            source += 1
            return
        }
        let length = UTF8Sequence.length(at: source, before: end)
        guard length > 0 else { throw JSONFailure(problem: .stringNotUTF8) }
        target.update(from: source, count: length)
        source += length
        target += length
    }

    private static func escape(_ byte: UInt8, into target: UnsafeMutablePointer<UInt8>) -> Int {
        target[0] = 0x5C
        switch byte {
        case 0x22, 0x5C: target[1] = byte
        case 0x08: target[1] = 0x62
        case 0x09: target[1] = 0x74
        case 0x0A: target[1] = 0x6E
        case 0x0C: target[1] = 0x66
        case 0x0D: target[1] = 0x72
        default:
            let digits: StaticString = "0123456789abcdef"
            (target[1], target[2], target[3]) = (0x75, 0x30, 0x30)
            target[4] = digits.utf8Start[Int(byte >> 4)]
            target[5] = digits.utf8Start[Int(byte & 15)]
            return 6
        }
        return 2
    }
}
