extension JSONError {
    /// Puts a failure to read `text` into words.
    init(_ failure: JSONFailure, in text: UnsafeRawBufferPointer) {
        let place = JSONPlace(offset: failure.offset, in: text)
        self.init(reason: failure.problem.reason(found: place.found), line: place.line, column: place.column)
    }
}

/// A place in a text, for people.
private struct JSONPlace {
    let line: Int
    let column: Int
    /// What stands there: `'x'`, `the end of the text`.
    let found: String

    init(offset: Int, in text: UnsafeRawBufferPointer) {
        let before = text[..<offset]
        line = 1 + before.count { $0 == 0x0A }
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        column = 1 + text[lineStart..<offset].count { !UTF8Sequence.isContinuation($0) }
        found = Self.description(of: text[offset...])
    }

    private static func description(of rest: Slice<UnsafeRawBufferPointer>) -> String {
        guard let first = rest.first else { return "the end of the text" }
        let word = rest.prefix(24).prefix { isWordCharacter($0) }
        if !word.isEmpty { return "'\(String(decoding: word, as: UTF8.self))'" }
        if first == 0x0A || first == 0x0D { return "a line break" }
        guard let scalar = String(validating: rest.prefix(sequenceLength(first)), as: UTF8.self)?.unicodeScalars.first
        else { return "the byte 0x\(hex(UInt32(first), digits: 2)), which is not UTF-8" }
        return isPrintable(scalar) ? "'\(scalar)'" : "the character U+\(hex(scalar.value, digits: 4))"
    }

    /// Letters and digits are shown as the word they belong to: `'undefined'` says more than `'u'`.
    private static func isWordCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
        default: false
        }
    }

    private static func sequenceLength(_ first: UInt8) -> Int {
        switch first {
        case 0xF0...: 4
        case 0xE0...: 3
        case 0xC0...: 2
        default: 1
        }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator,
            .nonspacingMark, .enclosingMark, .surrogate:
            false
        default: true
        }
    }

    private static func hex(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension JSONFailure.Problem {
    /// What is wrong, without the place.
    func reason(found: String) -> String {
        switch self {
        case .expectedValue: "expected a value, found \(found)"
        case .expectedValueAfterComma: "expected a value after ',', found \(found)"
        case .expectedName: "expected a member name in double quotes or '}', found \(found)"
        case .expectedNameAfterComma: "expected a member name in double quotes after ',', found \(found)"
        case .expectedColon: "expected ':' after the member name, found \(found)"
        case .expectedCommaOrBrace: "expected ',' or '}', found \(found)"
        case .expectedCommaOrBracket: "expected ',' or ']', found \(found)"
        case .expectedEnd: "expected nothing after the value, found \(found)"
        case .expectedDigit: "expected a digit, found \(found)"
        case .leadingZero: "expected no digit after a leading 0, found \(found)"
        case .numberOutOfRange: "the number is beyond the range of a double"
        case .byteOrderMark: "expected a value, found a byte order mark; JSON is UTF-8 without one"
        case .unterminatedString: "expected '\"' at the end of the string, found \(found)"
        case .controlCharacter: "expected a control character to be escaped in a string, found \(found)"
        case .badEscape: "expected one of \"\\/bfnrtu after '\\', found \(found)"
        case .badHexDigits: "expected four hexadecimal digits after '\\u', found \(found)"
        case .loneSurrogate: "expected a surrogate pair, found half of one: '\\uD800' to '\\uDFFF' stand only in pairs"
        case .notUTF8: "expected UTF-8, found \(found)"
        case .tooDeep(let limit): "expected at most \(limit) levels of nesting, found one more"
        default: valueReason
        }
    }

    /// What is wrong with a value that is to be written.
    var valueReason: String {
        switch self {
        case .notFinite: "a number that is infinite or not a number has no JSON form"
        case .stringNotUTF8: "a string that is not UTF-8 has no JSON form"
        case .nestedTooDeep(let limit): "nested more than \(limit) levels deep, perhaps in a cycle"
        case .noJSONForm(let kind): "a \(kind) has no JSON form"
        case .mixedKeys: "a table with both positions and names as keys is neither an array nor an object"
        case .missingElement(let index): "element \(index) is nil; write null for a missing element of an array"
        case .badKey(let kind): "a \(kind) as a key has no JSON form; names are strings"
        case .outOfStack: "the Lua stack has no room for it"
        default: "not JSON"
        }
    }
}
