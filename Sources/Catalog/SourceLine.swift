/// A line of a catalog file that says something: neither blank nor a comment.
struct SourceLine {
    /// From 1.
    var number: Int
    /// How many times four spaces stand before it.
    var level: Int
    /// Where its text is, without the indentation and without blanks at the end.
    var text: Range<Int>
}

extension SourceLine {
    /// The lines of a file that say something, in order.
    static func lines(of bytes: [UInt8], file: String) throws(CatalogError) -> [SourceLine] {
        var lines: [SourceLine] = []
        lines.reserveCapacity(bytes.count / 32)
        var start = 0
        var number = 1
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != .newline { end += 1 }
            if let line = try line(in: start..<end, of: bytes, number: number, file: file) {
                try checkLevel(of: line, after: lines.last, file: file)
                lines.append(line)
            }
            start = end + 1
            number += 1
        }
        return lines
    }

    private static func line(
        in range: Range<Int>, of bytes: [UInt8], number: Int, file: String
    ) throws(CatalogError) -> SourceLine? {
        var start = range.lowerBound
        var end = range.upperBound
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        while start < end, bytes[start] == .space { start += 1 }
        guard start < end, bytes[start] != .hash else { return nil }
        let indentation = start - range.lowerBound
        guard bytes[start] != .tab, indentation % 4 == 0 else {
            throw CatalogError(file: file, line: number, reason: "the indentation must be a multiple of four spaces")
        }
        return SourceLine(number: number, level: indentation / 4, text: start..<end)
    }

    private static func checkLevel(
        of line: SourceLine, after previous: SourceLine?, file: String
    ) throws(CatalogError) {
        guard line.level > (previous.map { $0.level + 1 } ?? 0) else { return }
        throw CatalogError(
            file: file, line: line.number, reason: "indented too far: one level is four spaces")
    }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let tab = UInt8(ascii: "\t")
    static let space = UInt8(ascii: " ")
    static let hash = UInt8(ascii: "#")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")

    var isBlank: Bool { self == .space || self == .tab || self == UInt8(ascii: "\r") }
    var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
    var isUppercase: Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self }
    var isLowercase: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self }
    var isLetter: Bool { isUppercase || isLowercase }

    /// Whether it can be part of a name that needs no quotes.
    var isNameByte: Bool {
        isLetter || isDigit || self == UInt8(ascii: "_") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
            || self == UInt8(ascii: "$")
    }

    /// Whether it can be part of a type's name, with or without a group before it.
    var isTypeNameByte: Bool {
        isLetter || isDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_") || self == UInt8(ascii: ".")
    }
}
