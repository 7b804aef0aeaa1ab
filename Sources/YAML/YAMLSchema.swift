import JSON

/// The core schema of YAML 1.2.2, chapter 10.3: what a plain scalar means.
///
/// Only `true` and `false` are Booleans; `yes`, `no`, `on` and `off` are strings, as people expect.
enum YAMLSchema {
    static func value(ofPlain text: String) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        case ".nan", ".NaN", ".NAN": .number(.nan)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .number(.infinity)
        case "-.inf", "-.Inf", "-.INF": .number(-.infinity)
        default: number(text) ?? .string(text)
        }
    }

    /// The value of a scalar with a tag of the core schema; nil where the text is not of that type or the tag another.
    static func value(of text: String, tag: String) -> JSONValue? {
        switch (tag, value(ofPlain: text)) {
        case ("!", _), (prefix + "str", _): .string(text)
        case (prefix + "null", .null): .null
        case (prefix + "bool", .bool(let value)): .bool(value)
        case (prefix + "int", .integer(let value)): .integer(value)
        case (prefix + "float", .number(let value)): .number(value)
        case (prefix + "float", .integer(let value)): .number(Double(value))
        default: nil
        }
    }

    static let prefix = "tag:yaml.org,2002:"

    /// Decimal, `0o` and `0x` integers, and floats. An integer beyond 64 bits becomes the nearest double.
    private static func number(_ text: String) -> JSONValue? {
        guard let first = text.utf8.first, first < 0x3A, first > 0x2A else { return nil }
        if text.hasPrefix("0o") { return integer(text.dropFirst(2), radix: 8) }
        if text.hasPrefix("0x") { return integer(text.dropFirst(2), radix: 16) }
        guard isDecimal(text) else { return nil }
        if let value = Int64(text) { return .integer(value) }
        return Double(text).map { .number($0) }
    }

    private static func integer(_ digits: Substring, radix: Int) -> JSONValue? {
        guard let first = digits.utf8.first, first != 0x2B, first != 0x2D else { return nil }
        return Int64(digits, radix: radix).map { .integer($0) }
    }

    /// Whether the text is `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
    private static func isDecimal(_ text: String) -> Bool {
        var rest = text.utf8[...]
        func skipDigits() -> Int {
            let count = rest.prefix { 0x30...0x39 ~= $0 }.count
            rest = rest.dropFirst(count)
            return count
        }
        func skip(_ bytes: UInt8...) -> Bool {
            guard let byte = rest.first, bytes.contains(byte) else { return false }
            rest = rest.dropFirst()
            return true
        }
        _ = skip(0x2B, 0x2D)
        let whole = skipDigits()
        let fraction = skip(0x2E) ? skipDigits() : 0
        guard whole + fraction > 0 else { return false }
        if skip(0x65, 0x45) {
            _ = skip(0x2B, 0x2D)
            guard skipDigits() > 0 else { return false }
        }
        return rest.isEmpty
    }
}
