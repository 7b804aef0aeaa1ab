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
    ///
    /// unvis(3): `\ooo`, `\\`, `\^C`, `\M-c`, `\M^C` and C's letters. Any other character after a backslash is itself.
    package static func decode(_ line: some Collection<UInt8>) -> String {
        line.withContiguousStorageIfAvailable(decode) ?? Array(line).withUnsafeBufferPointer(decode)
    }

    /// Every start of the program decodes the whole history and waits for it: hence into the string's own storage.
    private static func decode(_ line: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: line.count) { bytes in
            var rest = line[...]
            var count = 0
            while let byte = rest.popFirst() {
                guard let decoded = byte == UInt8(ascii: "\\") ? unescape(&rest) : byte else { break }
                bytes[count] = decoded
                count += 1
            }
            while count > 0, bytes[count - 1] == UInt8(ascii: "\n") { count -= 1 }
            return count
        }
    }

    /// Takes what follows a backslash; nil when the line ends in the middle.
    private static func unescape(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> UInt8? {
        guard let byte = rest.popFirst() else { return nil }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return octal(first: byte, &rest)
        case UInt8(ascii: "^"): return rest.popFirst().map(control)
        case UInt8(ascii: "M"):
            let isControl = rest.popFirst() == UInt8(ascii: "^")
            return rest.popFirst().map { (isControl ? control($0) : $0) | 0x80 }
        default: return letters[byte] ?? byte
        }
    }

    private static func octal(first: UInt8, _ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> UInt8 {
        var value = Int(first & 7)
        for _ in 0..<2 {
            guard let digit = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { break }
            value = value * 8 + Int(digit & 7)
            rest.removeFirst()
        }
        return UInt8(truncatingIfNeeded: value)
    }

    private static func control(_ byte: UInt8) -> UInt8 {
        byte == UInt8(ascii: "?") ? 0x7f : byte & 0x1f
    }

    private static let letters: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0a, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "b"): 0x08, UInt8(ascii: "a"): 0x07,
        UInt8(ascii: "v"): 0x0b, UInt8(ascii: "t"): 0x09, UInt8(ascii: "f"): 0x0c, UInt8(ascii: "s"): 0x20,
        UInt8(ascii: "E"): 0x1b
    ]
}
