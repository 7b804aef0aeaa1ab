/// The line format of libedit's history files (`_HiStOrY_V2_`): each entry is one line in the encoding of vis(3).
package enum HistoryEncoding {
    /// The first line of the file.
    package static let cookie = "_HiStOrY_V2_\n"

    /// One entry as a line with its newline: blanks and control characters become `\ooo`, a backslash is doubled.
    package static func encode(_ entry: String) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(entry.utf8.count * 2)
        for byte in entry.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): line += [byte, byte]
            case 0...0x20, 0x7f: line += [UInt8(ascii: "\\"), digit(byte >> 6), digit(byte >> 3), digit(byte)]
            default: line.append(byte)
            }
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    private static func digit(_ value: UInt8) -> UInt8 { UInt8(ascii: "0") + value & 7 }

    /// The entry of a line, without the newline that libedit's own programs keep at its end.
    package static func decode(_ line: some Sequence<UInt8>) -> String {
        var decoder = VisDecoder()
        for byte in line { decoder.take(byte) }
        var bytes = decoder.finish()
        while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// unvis(3): `\ooo`, `\\`, `\^C`, `\M-c`, `\M^C` and C's letters. Anything else stays as it is.
private struct VisDecoder {
    private enum State {
        case plain, backslash, octal(value: Int, digits: Int), control(meta: UInt8), meta, metaCharacter
    }

    private var state = State.plain
    private var bytes: [UInt8] = []

    mutating func take(_ byte: UInt8) {
        switch state {
        case .plain: plain(byte)
        case .backslash: escaped(byte)
        case .octal(let value, let digits): octal(byte, value, digits)
        case .control(let meta): end(with: (byte == UInt8(ascii: "?") ? 0x7f : byte & 0x1f) | meta)
        case .meta: state = byte == UInt8(ascii: "^") ? .control(meta: 0x80) : .metaCharacter
        case .metaCharacter: end(with: byte | 0x80)
        }
    }

    mutating func finish() -> [UInt8] {
        if case .octal(let value, _) = state { end(with: UInt8(truncatingIfNeeded: value)) }
        return bytes
    }

    private mutating func end(with byte: UInt8) {
        bytes.append(byte)
        state = .plain
    }

    private mutating func plain(_ byte: UInt8) {
        if byte == UInt8(ascii: "\\") { state = .backslash } else { bytes.append(byte) }
    }

    private mutating func escaped(_ byte: UInt8) {
        switch Character(Unicode.Scalar(byte)) {
        case "0"..."7": state = .octal(value: Int(byte & 7), digits: 1)
        case "^": state = .control(meta: 0)
        case "M": state = .meta
        case let letter: end(with: Self.letters[letter] ?? byte)
        }
    }

    private mutating func octal(_ byte: UInt8, _ value: Int, _ digits: Int) {
        if digits < 3, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) {
            state = .octal(value: value * 8 + Int(byte & 7), digits: digits + 1)
            return
        }
        end(with: UInt8(truncatingIfNeeded: value))
        take(byte)
    }

    private static let letters: [Character: UInt8] = [
        "n": 0x0a, "r": 0x0d, "b": 0x08, "a": 0x07, "v": 0x0b, "t": 0x09, "f": 0x0c, "s": 0x20, "E": 0x1b,
    ]
}
