import Synchronization

/// Random identifiers and secrets, from the configuration's generator.
final class Randomness: Sendable {
    private let generator: Mutex<any RandomNumberGenerator & Sendable>

    init(_ generator: any RandomNumberGenerator & Sendable) {
        self.generator = Mutex(generator)
    }

    func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { generator in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count + 7)
            while bytes.count < count {
                let word: UInt64 = generator.next()
                withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
            }
            return Array(bytes.prefix(count))
        }
    }

    /// So many lower-case hexadecimal digits; an even number.
    func hexadecimal(_ count: Int) -> String { bytes(count / 2).hexadecimal }

    /// So many lower-case letters and digits.
    func alphanumeric(_ count: Int) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        // 252 is the last multiple of 36: the bytes beyond it would favor some characters.
        var characters: [UInt8] = []
        while characters.count < count {
            characters += bytes(count).filter { $0 < 252 }.map { alphabet[Int($0) % alphabet.count] }
        }
        return String(decoding: characters.prefix(count), as: UTF8.self)
    }

    /// A random UUID (RFC 9562 section 5.4).
    func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(bytes.hexadecimal.utf8)
        let groups = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
        return groups.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "-")
    }
}

extension [UInt8] {
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
