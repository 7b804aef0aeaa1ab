internal import Catalog

/// Splits Lua 5.4 source (manual section 3.1) into tokens; knows text that ends in the middle of one.
///
/// Never fails: a byte that begins no token is a symbol of its own. Linear in the length of the text.
package struct LuaLexer {
    package static let keywords = LuaName.keywords

    private let bytes: [UInt8]
    private var position = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    package static func tokens(of text: String) -> [LuaToken] { tokens(of: Array(text.utf8)) }

    package static func tokens(of bytes: [UInt8]) -> [LuaToken] {
        var lexer = LuaLexer(bytes)
        var tokens: [LuaToken] = []
        while let token = lexer.next() { tokens.append(token) }
        return tokens
    }

    private func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private mutating func next() -> LuaToken? {
        while let byte = peek(), byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
        guard let byte = peek() else { return nil }
        let start = position
        let kind = read(byte)
        return LuaToken(kind: kind, range: start..<position)
    }

    private mutating func read(_ byte: UInt8) -> LuaToken.Kind {
        switch byte {
        case _ where byte.isNameStart: return readName()
        case 0x30...0x39: return readNumber()
        case UInt8(ascii: ".") where peek(1).map { (0x30...0x39).contains($0) } == true: return readNumber()
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return readString(byte)
        case UInt8(ascii: "[") where longBracketLevel() != nil: return .longString(isClosed: readLongBracket())
        case UInt8(ascii: "-") where peek(1) == byte: return readComment()
        default: return readSymbol()
        }
    }

    private mutating func readName() -> LuaToken.Kind {
        let start = position
        while let byte = peek(), byte.isNamePart { position += 1 }
        return Self.keywords.contains(String(decoding: bytes[start..<position], as: UTF8.self)) ? .keyword : .name
    }

    private mutating func readNumber() -> LuaToken.Kind {
        let isHexadecimal = peek() == 0x30 && (peek(1) ?? 0) | 0x20 == UInt8(ascii: "x")
        let exponent = UInt8(ascii: isHexadecimal ? "p" : "e")
        while let byte = peek() {
            if byte | 0x20 == exponent, let sign = peek(1), sign == 0x2B || sign == 0x2D {
                position += 2
            } else if byte.isNamePart || (byte == UInt8(ascii: ".") && peek(1) != UInt8(ascii: ".")) {
                position += 1
            } else {
                break
            }
        }
        return .number
    }

    private mutating func readString(_ quote: UInt8) -> LuaToken.Kind {
        position += 1
        while let byte = peek() {
            switch byte {
            case quote:
                position += 1
                return .string(isClosed: true)
            case UInt8(ascii: "\\"):
                position = min(bytes.count, position + 2)
                if bytes[position - 1] == UInt8(ascii: "z") { skipSpace() }
            case 0x0A, 0x0D: return .string(isClosed: false)
            default: position += 1
            }
        }
        return .string(isClosed: false)
    }

    /// `\z` takes the white space after it, line ends included.
    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
    }

    private mutating func readComment() -> LuaToken.Kind {
        position += 2
        if longBracketLevel() != nil { return .comment(isClosed: readLongBracket()) }
        while let byte = peek(), byte != 0x0A { position += 1 }
        return .comment(isClosed: peek() != nil)
    }

    /// The number of `=` of a long bracket that opens here.
    private func longBracketLevel() -> Int? {
        guard peek() == UInt8(ascii: "[") else { return nil }
        var level = 0
        while peek(1 + level) == UInt8(ascii: "=") { level += 1 }
        return peek(1 + level) == UInt8(ascii: "[") ? level : nil
    }

    /// Whether the bracket is closed before the text ends.
    private mutating func readLongBracket() -> Bool {
        guard let level = longBracketLevel() else { return false }
        position += level + 2
        while let byte = peek() {
            position += 1
            guard byte == UInt8(ascii: "]") else { continue }
            var count = 0
            while peek(count) == UInt8(ascii: "="), count < level { count += 1 }
            if count == level, peek(count) == UInt8(ascii: "]") {
                position += count + 1
                return true
            }
        }
        return false
    }

    private static let longSymbols: [[UInt8]] = [
        "...", "..", "==", "~=", "<=", ">=", "//", "::", "<<", ">>"
    ].map { Array($0.utf8) }

    private mutating func readSymbol() -> LuaToken.Kind {
        let rest = bytes[position...]
        position += Self.longSymbols.first { rest.starts(with: $0) }?.count ?? 1
        return .symbol
    }
}

extension UInt8 {
    /// Bytes above 0x7F count as letters, so that a word in another script stays one token.
    var isNameStart: Bool {
        self == UInt8(ascii: "_") || (0x61...0x7A).contains(self | 0x20) && self < 0x80 || self >= 0x80
    }
    var isNamePart: Bool { isNameStart || (0x30...0x39).contains(self) }
}
