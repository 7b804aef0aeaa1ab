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
        case .quote, UInt8(ascii: "["), UInt8(ascii: "{"): return .value(try json())
        default: break
        }
        let word = text { !$0.isBlank && !terminators.contains($0) }
        guard !word.isEmpty else { throw expected("a value") }
        return .bare(word)
    }

    /// A string in quotes, with the escapes of JSON.
    mutating func quotedString() throws(CatalogError) -> String {
        // A text that begins with quotes and is JSON is a string.
        try json().string ?? ""
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
    /// A string, an array or an object, which begins here.
    private mutating func json() throws(CatalogError) -> JSONValue {
        let start = position
        var depth = 0
        repeat {
            switch next {
            case .quote: try skipString()
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case nil: throw mistake("the bracket that begins the value is not closed")
            default: break
            }
            advance()
        } while depth > 0
        do throws(JSONError) {
            return try JSONValue(parsing: bytes[start..<position])
        } catch {
            throw mistake("the value is no JSON: \(error.reason)")
        }
    }

    /// Goes from the quote that begins a string to the one that ends it.
    private mutating func skipString() throws(CatalogError) {
        advance()
        while let byte = next, byte != .quote {
            advance()
            if byte == .backslash { advance() }
        }
        guard next == .quote else { throw mistake("the quotes are not closed") }
    }
}

extension JSONValue {
    /// A value without quotes: `true`, `false`, `null` or a number; nil for anything else.
    init?(word: String) {
        switch word {
        case "true": self = true
        case "false": self = false
        case "null": self = .null
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
