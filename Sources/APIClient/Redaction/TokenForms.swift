/// Secrets that are known by their form.
package enum TokenForms {
    /// Where in `bytes` the secret parts are; a prefix that tells the kind of token stays outside.
    package static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var position = 0
        while position < bytes.count {
            if let range = secret(at: position, in: bytes) {
                ranges.append(range)
                position = max(position + 1, range.upperBound)
            } else {
                position += 1
            }
        }
        return ranges
    }

    private static func secret(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
        switch bytes[position] {
        case UInt8(ascii: "d"): token(at: position, in: bytes) ?? functionsKey(at: position, in: bytes)
        case UInt8(ascii: "D"): spacesKey(at: position, in: bytes)
        case UInt8(ascii: "B"), UInt8(ascii: "b"): credentials(at: position, in: bytes)
        case UInt8(ascii: ":"): password(at: position, in: bytes)
        default: nil
        }
    }

    /// `dop_v1_`, `doo_v1_`, `dor_v1_` (personal, OAuth access and OAuth refresh tokens) and hexadecimal digits.
    private static func token(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
        let rest = bytes[position...]
        guard ["dop_v1_", "doo_v1_", "dor_v1_"].contains(where: { rest.starts(with: $0.utf8) }) else { return nil }
        return nonEmpty(position + 7..<end(from: position + 7, in: bytes) { $0.isNamePart && $0 < 0x80 })
    }

    /// The secret after the colon of `dof_v1_ID:SECRET`; the id alone is no secret.
    private static func functionsKey(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
        guard bytes[position...].starts(with: "dof".utf8), position + 3 < bytes.count else { return nil }
        let idEnd = end(from: position + 3, in: bytes) { ($0.isNamePart && $0 < 0x80) || $0 == UInt8(ascii: "-") }
        guard idEnd > position + 8, idEnd < bytes.count, bytes[idEnd] == UInt8(ascii: ":") else { return nil }
        return nonEmpty(idEnd + 1..<end(from: idEnd + 1, in: bytes, while: isTokenByte))
    }

    /// A Spaces access key: `DO` and eighteen upper-case letters and digits.
    private static func spacesKey(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
        guard bytes[position...].starts(with: "DO".utf8) else { return nil }
        if position > 0, bytes[position - 1].isNamePart { return nil }
        let stop = end(from: position, in: bytes, while: \.isNamePart)
        guard stop - position == 20, (0x30...0x39).contains(bytes[position + 2]) else { return nil }
        let isKey = bytes[position..<stop].allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
        return isKey ? position + 2..<stop : nil
    }

    /// What comes after `Bearer` or `Basic`, where it is long enough to be one.
    private static func credentials(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
        if position > 0, bytes[position - 1].isNamePart { return nil }
        for scheme in ["bearer ", "basic "] {
            let rest = bytes[position...].prefix(scheme.utf8.count)
            guard rest.map({ $0 | 0x20 }).elementsEqual(scheme.utf8.map { $0 | 0x20 }) else { continue }
            let start = end(from: position + scheme.utf8.count, in: bytes) { $0 == 0x20 }
            let stop = end(from: start, in: bytes, while: isTokenByte)
            return stop - start >= 16 ? start..<stop : nil
        }
        return nil
    }

    /// The password of `scheme://user:password@host`, as connections to databases are written.
    private static func password(at position: Int, in bytes: [UInt8]) -> Range<Int>? {
        guard bytes[position...].starts(with: "://".utf8) else { return nil }
        let userEnd = end(from: position + 3, in: bytes) { $0 > 0x20 && !":/@\"'".utf8.contains($0) }
        guard userEnd < bytes.count, bytes[userEnd] == UInt8(ascii: ":") else { return nil }
        let stop = end(from: userEnd + 1, in: bytes) { $0 > 0x20 && !"/@\"'".utf8.contains($0) }
        guard stop < bytes.count, bytes[stop] == UInt8(ascii: "@") else { return nil }
        return nonEmpty(userEnd + 1..<stop)
    }

    /// The characters of token68 (RFC 9110 section 11.2).
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        (byte.isNamePart && byte < 0x80) || "-.~+/=".utf8.contains(byte)
    }

    private static func end(from start: Int, in bytes: [UInt8], while condition: (UInt8) -> Bool) -> Int {
        var position = min(start, bytes.count)
        while position < bytes.count, condition(bytes[position]) { position += 1 }
        return position
    }

    private static func nonEmpty(_ range: Range<Int>) -> Range<Int>? { range.isEmpty ? nil : range }
}

extension UInt8 {
    /// Letters, digits, the underscore and everything beyond ASCII.
    fileprivate var isNamePart: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
        default: false
        }
    }
}
