/// What MD5, SHA-1 and SHA-256 have in common: a message padded to blocks of 64 bytes, a state of 32-bit words, and a
/// compression of one block after the other into it.
enum BlockDigest {
    /// In which order the bytes of a word stand.
    enum ByteOrder {
        case bigEndian, littleEndian

        /// How many bits the byte at `index` of a number of `count` bytes is shifted by.
        func shift(of index: Int, count: Int) -> Int {
            switch self {
            case .bigEndian: 8 * (count - 1 - index)
            case .littleEndian: 8 * index
            }
        }
    }

    /// The bytes of the state after all blocks.
    ///
    /// - Parameter compress: Gets the 16 words of a block, and the state to change.
    static func digest(
        _ message: [UInt8], from state: [UInt32], _ order: ByteOrder, compress: ([UInt32], inout [UInt32]) -> Void
    ) -> [UInt8] {
        var state = state
        let padded = message + padding(ofLength: message.count, order)
        for start in stride(from: 0, to: padded.count, by: 64) {
            compress(words(of: padded[start..<start + 64], order), &state)
        }
        return state.flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(order.shift(of: $0, count: 4))) }
        }
    }

    /// A one bit, zeros, and the length in bits as a 64-bit number, up to a multiple of 64 bytes.
    private static func padding(ofLength length: Int, _ order: ByteOrder) -> [UInt8] {
        let bits = UInt64(length) * 8
        return [0x80] + [UInt8](repeating: 0, count: (119 - length % 64) % 64)
            + (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(order.shift(of: $0, count: 8))) }
    }

    private static func words(of block: ArraySlice<UInt8>, _ order: ByteOrder) -> [UInt32] {
        var words = [UInt32](repeating: 0, count: 16)
        for (index, byte) in block.enumerated() {
            words[index / 4] |= UInt32(byte) << UInt32(order.shift(of: index % 4, count: 4))
        }
        return words
    }
}
