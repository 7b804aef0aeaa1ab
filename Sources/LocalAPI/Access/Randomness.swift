import Glibc
import Synchronization

/// Random identifiers and secrets, from the configuration's generator.
final class Randomness: Sendable {
    private let generator: Mutex<any RandomNumberGenerator & Sendable>
    /// Whether the bytes are the system's, which keeps no state here: every request asks for some, and need not wait for
    /// another one.
    private let isSystem: Bool

    init(_ generator: any RandomNumberGenerator & Sendable) {
        self.generator = Mutex(generator)
        isSystem = generator is SystemRandomNumberGenerator
    }

    func bytes(_ count: Int) -> [UInt8] {
        if isSystem, let bytes = Self.systemBytes(count) { return bytes }
        return generator.withLock { generator in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(count + 7)
            while bytes.count < count {
                let word: UInt64 = generator.next()
                withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) }
            }
            return Array(bytes.prefix(count))
        }
    }

    /// Nil where the system has none, or is asked for more than 256 at once (getentropy(3)).
    private static func systemBytes(_ count: Int) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = getentropy(buffer.baseAddress, count) == 0 ? count : 0
        }
        return bytes.count == count ? bytes : nil
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
        return String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for (index, byte) in bytes.enumerated() {
                if [4, 6, 8, 10].contains(index) {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                text[place] = (byte >> 4).hexadecimalDigit
                text[place + 1] = (byte & 15).hexadecimalDigit
                place += 2
            }
            return place
        }
    }
}

extension [UInt8] {
    var hexadecimal: String {
        String(unsafeUninitializedCapacity: count * 2) { text in
            for (index, byte) in enumerated() {
                text[index * 2] = (byte >> 4).hexadecimalDigit
                text[index * 2 + 1] = (byte & 15).hexadecimalDigit
            }
            return count * 2
        }
    }
}

extension UInt8 {
    /// Of a number from 0 to 15.
    fileprivate var hexadecimalDigit: UInt8 { self < 10 ? UInt8(ascii: "0") + self : UInt8(ascii: "a") + self - 10 }
}
