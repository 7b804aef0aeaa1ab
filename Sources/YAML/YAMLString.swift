/// The three ways to write a string: plain, quoted, literal.
enum YAMLString {
    /// Whether the string may stand without quotes for readers of every version: it begins with a letter, `_` or `/`, is
    /// no word that means something else, and holds nothing that could end it.
    static func isPlain(_ string: String) -> Bool {
        guard let first = string.unicodeScalars.first, first == "_" || first == "/" || isLetter(first),
            string.utf8.count > longestWord || !words.contains(string.lowercased())
        else { return false }
        var (count, last) = (0, first)
        for scalar in string.unicodeScalars {
            switch scalar {
            case " ": if last == ":" { return false }
            case ":", "_", "-", ".", "/", "@", "+", "=", "(", ")", ",", ";", "*", "0"..."9": break
            default: if !isLetter(scalar) { return false }
            }
            (count, last) = (count + 1, scalar)
        }
        return count <= 4096 && last != " " && last != ":"
    }

    /// What a reader of version 1.1 takes for a Boolean, a null, a merge or a default.
    private static let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    private static let longestWord = 5

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z": true
        case ..<"\u{80}": false
        default:
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
            default: false
            }
        }
    }

    /// Whether a literal block keeps the string as it is: it has several lines, the first that is not empty does not
    /// begin with a blank (a reader takes the indentation from it), it does not end in a blank, and it needs no escapes.
    static func isLiteral(_ string: String) -> Bool {
        let scalars = string.unicodeScalars
        guard string.utf8.contains(UInt8(ascii: "\n")),
            let first = scalars.first(where: { $0 != "\n" }), !isBlank(first),
            let last = scalars.last(where: { $0 != "\n" }), !isBlank(last)
        else { return false }
        return scalars.allSatisfy { $0 == "\n" || $0 == "\t" || !needsEscape($0) }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    /// Whether no reader, or not every one, takes the character as it is: controls, line breaks of either version, byte
    /// order marks, and what is no character at all.
    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// The string in double quotes.
    static func quoted(_ string: String) -> String {
        var text = "\""
        let isPlain = string.utf8.allSatisfy { byte in
            0x20..<0x7F ~= byte && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
        if isPlain { return text + string + text }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where !needsEscape(scalar): text.unicodeScalars.append(scalar)
            case ..<"\u{100}": text += "\\x" + hex(scalar, digits: 2)
            default: text += "\\u" + hex(scalar, digits: 4)
            }
        }
        return text + "\""
    }

    private static func hex(_ scalar: Unicode.Scalar, digits: Int) -> String {
        let text = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
