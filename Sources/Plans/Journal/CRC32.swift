/// The cyclic redundancy check CRC-32C (RFC 3720, appendix B.4). It finds damage by accident; against intent it is no help.
///
/// Eight bytes at a time by as many tables (Kounavis and Berry, "A Systematic Approach to Building High Performance
/// Software-based CRC Generators", 2005): the plan of a run goes through it before anything is sent.
struct CRC32 {
    private var sum = ~UInt32(0)

    var checksum: UInt32 { ~sum }

    mutating func update(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { bytes in
            Self.tables.withUnsafeBufferPointer { tables in
                var rest = bytes[...]
                while rest.count >= 8 {
                    let word = UInt64(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: rest.startIndex, as: UInt64.self))
                    sum = Self.combined(word ^ UInt64(sum), tables)
                    rest = rest.dropFirst(8)
                }
                for byte in rest { sum = tables[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8) }
            }
        }
    }

    @inline(__always)
    private static func combined(_ word: UInt64, _ tables: UnsafeBufferPointer<UInt32>) -> UInt32 {
        var result: UInt32 = 0
        for place in 0..<8 {
            let byte = Int(word >> UInt64(place * 8) & 0xFF)
            result ^= tables[(7 - place) * 256 + byte]
        }
        return result
    }

    /// Table n gives what a byte does to the sum n bytes later.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = (0..<256).map { (index: UInt32) -> UInt32 in
            var value = index
            for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : (value >> 1) ^ 0x82F6_3B78 }
            return value
        }
        for index in 256..<2_048 {
            let former = tables[index - 256]
            tables.append(tables[Int(former & 0xFF)] ^ (former >> 8))
        }
        return tables
    }()
}
