/// Text of others made safe for a terminal.
package enum TerminalText {
    /// `text` with everything that a terminal could obey written as a Lua escape: control characters (`\n`, `\27`), the
    /// C1 controls, and the marks that turn the direction of writing (`\u{202E}`).
    ///
    /// - Parameter keepingLines: leaves line ends and tabs as they are.
    package static func visible(_ text: String, keepingLines: Bool = false) -> String {
        guard !isPlain(text) else { return text }
        func passes(_ scalar: Unicode.Scalar) -> Bool { !isUnsafe(scalar) || (keepingLines && isLayout(scalar)) }
        guard !text.unicodeScalars.allSatisfy(passes) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if passes(scalar) {
                result.append(scalar)
            } else {
                result.append(contentsOf: escape(scalar).unicodeScalars)
            }
        }
        return String(result)
    }

    /// Whether a text is printable ASCII alone: as many cells as bytes, and nothing in it to escape or to join.
    static func isPlain(_ text: some StringProtocol) -> Bool {
        text.utf8.withContiguousStorageIfAvailable(isPlain) ?? text.utf8.allSatisfy { 0x20..<0x7F ~= $0 }
    }

    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // Without a way out of the loop the compiler looks at many bytes at once.
        var others: UInt8 = 0
        for byte in bytes { others |= byte &- 0x20 < 0x7F - 0x20 ? 0 : 1 }
        return others == 0
    }

    /// The escape of Lua 5.4 (manual section 3.1) for one scalar.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 7: "\\a"
        case 8: "\\b"
        case 9: "\\t"
        case 10: "\\n"
        case 11: "\\v"
        case 12: "\\f"
        case 13: "\\r"
        case 0..<0x80: "\\" + String(repeating: "0", count: 3 - String(scalar.value).count) + String(scalar.value)
        default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        }
    }

    static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func isLayout(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\t" }
}
