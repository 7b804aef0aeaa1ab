internal import JSON

/// What may stand after `example=` and between the parentheses of `in(...)`.
enum Literal {
    /// Without quotes: what it is depends on the type it is given for.
    case bare(String)
    case value(JSONValue)
}

extension LineScanner {
    /// A value: JSON, or a bare word that ends at a blank or at one of `terminators`.
    mutating func literal(endingAt terminators: [UInt8] = []) throws(CatalogError) -> Literal {
        switch next {
        case .quote, UInt8(ascii: "["), UInt8(ascii: "{"): return .value(try json(depth: 0))
        default: break
        }
        let word = text { !$0.isBlank && !terminators.contains($0) }
        guard !word.isEmpty else { throw expected("a value") }
        return .bare(word)
    }

    /// A string in quotes, with the escapes of JSON.
    mutating func quotedString() throws(CatalogError) -> String {
        advance()
        var text: [UInt8] = []
        while let byte = next, byte != .quote {
            advance()
            if byte == .backslash { try escape(into: &text) } else { text.append(byte) }
        }
        guard next == .quote else { throw mistake("the quotes are not closed") }
        advance()
        return String(decoding: text, as: UTF8.self)
    }

    /// A regular expression between slashes; `\/` is a slash in it.
    mutating func pattern() throws(CatalogError) -> String {
        guard next == UInt8(ascii: "/") else { throw expected("a pattern between slashes") }
        advance()
        var text: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "/") {
            advance()
            guard byte == .backslash, let escaped = next else {
                text.append(byte)
                continue
            }
            advance()
            if escaped != UInt8(ascii: "/") { text.append(byte) }
            text.append(escaped)
        }
        guard next == UInt8(ascii: "/") else { throw mistake("the pattern has no closing slash") }
        advance()
        return String(decoding: text, as: UTF8.self)
    }

    /// A range of sizes: `1..255`, `1..`, `..255` or `16`.
    mutating func sizes() throws(CatalogError) -> ClosedRange<Int> {
        let start = position
        let text = text { $0.isDigit || $0 == UInt8(ascii: ".") }
        if let size = Int(text) { return size...size }
        if let dots = text.firstRange(of: "..") {
            let lower = text[..<dots.lowerBound]
            let upper = text[dots.upperBound...]
            if let low = lower.isEmpty ? 0 : Int(lower), let high = upper.isEmpty ? Int.max : Int(upper),
                low <= high, text.count > 2
            {
                return low...high
            }
        }
        position = start
        throw expected("a range as in 1..255")
    }

    mutating func decimal() throws(CatalogError) -> Double {
        let start = position
        let text = text { $0.isDigit || [.init(ascii: "-"), .init(ascii: "."), .init(ascii: "e")].contains($0) }
        guard let value = Double(text) else {
            position = start
            throw expected("a number")
        }
        return value
    }
}

// MARK: - JSON

extension LineScanner {
    private static let depthLimit = 32

    private mutating func json(depth: Int) throws(CatalogError) -> JSONValue {
        guard depth < Self.depthLimit else { throw mistake("the value is nested too deep") }
        skipBlanks()
        switch next {
        case .quote: return .string(try quotedString())
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "{"): return try object(depth: depth)
        default:
            let word = text { $0.isNameByte || $0 == UInt8(ascii: "+") }
            guard let value = JSONValue(word: word) else { throw expected("a JSON value") }
            return value
        }
    }

    private mutating func array(depth: Int) throws(CatalogError) -> JSONValue {
        advance()
        var items: [JSONValue] = []
        if skip("]") { return .array(items) }
        repeat { items.append(try json(depth: depth + 1)) } while skip(",")
        try expect("]")
        return .array(items)
    }

    private mutating func object(depth: Int) throws(CatalogError) -> JSONValue {
        advance()
        var members = JSONObject()
        if skip("}") { return .object(members) }
        repeat {
            skipBlanks()
            guard next == .quote else { throw expected("a member's name in quotes") }
            let name = try quotedString()
            try expect(":")
            members[name] = try json(depth: depth + 1)
        } while skip(",")
        try expect("}")
        return .object(members)
    }

    private mutating func escape(into text: inout [UInt8]) throws(CatalogError) {
        let simple: [UInt8: UInt8] = [
            .quote: .quote, .backslash: .backslash, UInt8(ascii: "/"): UInt8(ascii: "/"),
            UInt8(ascii: "n"): .newline, UInt8(ascii: "t"): .tab, UInt8(ascii: "r"): 13, UInt8(ascii: "b"): 8,
            UInt8(ascii: "f"): 12
        ]
        guard let byte = next else { throw mistake("the quotes are not closed") }
        advance()
        if let meant = simple[byte] {
            text.append(meant)
            return
        }
        guard byte == UInt8(ascii: "u"), let scalar = Unicode.Scalar(try hexadecimal()) else {
            throw mistake("unknown escape in a string")
        }
        text.append(contentsOf: Array(String(scalar).utf8))
    }

    private mutating func hexadecimal() throws(CatalogError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
                throw mistake("expected four hexadecimal digits after \\u")
            }
            advance()
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

extension JSONValue {
    /// A value without quotes: `true`, `false`, `null` or a number; nil for anything else.
    init?(word: String) {
        switch word {
        case "true": self = true
        case "false": self = false
        case "null": self = nil
        default:
            guard let first = word.utf8.first, first.isDigit || first == UInt8(ascii: "-") else { return nil }
            if let value = Int64(word) {
                self = .integer(value)
            } else if let value = Double(word) {
                self = .number(value)
            } else {
                return nil
            }
        }
    }
}
