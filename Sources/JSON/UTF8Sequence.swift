/// Well-formed UTF-8, by table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Sequence {
    /// The length of the multi-byte sequence at `start`, or 0 where the bytes before `end` do not form one.
    static func length(at start: UnsafePointer<UInt8>, before end: UnsafePointer<UInt8>) -> Int {
        let available = end - start
        guard available >= 2 else { return 0 }
        switch start[0] {
        case 0xC2...0xDF:
            return isContinuation(start[1]) ? 2 : 0
        case 0xE0...0xEF:
            guard available >= 3, secondByteRange(after: start[0]).contains(start[1]) else { return 0 }
            return isContinuation(start[2]) ? 3 : 0
        case 0xF0...0xF4:
            guard available >= 4, secondByteRange(after: start[0]).contains(start[1]) else { return 0 }
            return isContinuation(start[2]) && isContinuation(start[3]) ? 4 : 0
        default:
            return 0
        }
    }

    @inline(__always)
    static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    @inline(__always)
    private static func secondByteRange(after first: UInt8) -> ClosedRange<UInt8> {
        switch first {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
    }
}
