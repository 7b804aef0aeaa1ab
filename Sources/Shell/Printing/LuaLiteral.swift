internal import Glibc

/// Values in the notation of Lua 5.4 (manual section 3.1).
package enum LuaLiteral {
    /// `text` in double quotes. Bytes that are no UTF-8 become `\xNN`, control characters their escapes, so that the
    /// literal is safe to show and reads back to the same bytes.
    package static func quoted(_ text: [UInt8]) -> String {
        "\"" + escaped(text, quotes: true) + "\""
    }

    package static func quoted(_ text: String) -> String { quoted(Array(text.utf8)) }

    /// As ``quoted(_:)`` without the quotes; line ends and tabs stay where `keepingLines` is true.
    package static func escaped(_ text: [UInt8], quotes: Bool = false, keepingLines: Bool = false) -> String {
        if text.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            return String(decoding: text, as: UTF8.self)
        }
        var result = String.UnicodeScalarView()
        var decoder = UTF8Pieces(text)
        while let piece = decoder.next() {
            switch piece {
            case .scalar("\""), .scalar("\\"):
                if quotes { result.append("\\") }
                if case .scalar(let scalar) = piece { result.append(scalar) }
            case .scalar(let scalar) where keepingLines && (scalar == "\n" || scalar == "\t"): result.append(scalar)
            case .scalar(let scalar) where TerminalText.isUnsafe(scalar):
                result.append(contentsOf: TerminalText.escape(scalar).unicodeScalars)
            case .scalar(let scalar): result.append(scalar)
            case .invalid(let byte): result.append(contentsOf: hexadecimal(byte).unicodeScalars)
            }
        }
        return String(result)
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    /// A float as Lua writes it: `%.14g`, with `.0` where it would look like an integer.
    package static func number(_ value: Double) -> String {
        if value.isNaN { return value.sign == .minus ? "-nan" : "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        let text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { buffer in
            withVaList([value]) { _ = vsnprintf(buffer.baseAddress, 40, "%.14g", $0) }
            return buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
        return text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) } ? text + ".0" : text
    }

    /// `function`.
    private static let longestKeyword = 8

    /// Whether a string can stand as a key without quotes.
    package static func isName(_ text: [UInt8]) -> Bool {
        guard let first = text.first, first < 0x80, first.isNameStart,
            text.allSatisfy({ $0 < 0x80 && $0.isNamePart })
        else { return false }
        return text.count > longestKeyword || !LuaLexer.keywords.contains(String(decoding: text, as: UTF8.self))
    }
}

/// The scalars of bytes that may not be UTF-8.
private struct UTF8Pieces: IteratorProtocol {
    enum Piece {
        case scalar(Unicode.Scalar)
        case invalid(UInt8)
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Piece? {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let end = min(bytes.count, position + length)
        if let text = String(validating: bytes[position..<end], as: UTF8.self),
            let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1
        {
            position = end
            return .scalar(scalar)
        }
        position += 1
        return .invalid(byte)
    }
}
