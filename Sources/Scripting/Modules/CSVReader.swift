/// Reads records of comma-separated fields, by RFC 4180.
///
/// Lines may end with CRLF, LF or CR, the last one may have no end; a byte order mark is left out. Blanks belong to fields.
struct CSVReader {
    struct Failure: Error, CustomStringConvertible {
        /// From 1.
        var line: Int
        var reason: String

        var description: String { "CSV: line \(line): \(reason)" }
    }

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var line = 1

    init(_ text: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        bytes = text.starts(with: mark) ? Array(text.dropFirst(3)) : text
        self.separator = separator
    }

    /// The records, each with the line it begins in. Empty lines are none.
    mutating func records() throws(Failure) -> [(line: Int, fields: [String])] {
        var records: [(line: Int, fields: [String])] = []
        while position < bytes.count {
            let first = line
            let fields = try record()
            if fields != [""] { records.append((first, fields)) }
        }
        return records
    }

    private mutating func record() throws(Failure) -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard position < bytes.count else { return fields }
            if bytes[position] == separator {
                position += 1
            } else {
                skipLineEnd()
                return fields
            }
        }
    }

    /// Ends before a separator, a line end, or at the end.
    private mutating func field() throws(Failure) -> String {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return try plainField() }
        return try quotedField()
    }

    private mutating func plainField() throws(Failure) -> String {
        let start = position
        while position < bytes.count, bytes[position] != separator, !isLineEnd {
            guard bytes[position] != UInt8(ascii: "\"") else {
                throw Failure(line: line, reason: "a quote within a field; put the field in quotes and write \"\"")
            }
            position += 1
        }
        return try text(bytes[start..<position])
    }

    private mutating func quotedField() throws(Failure) -> String {
        let first = line
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return try end(of: content) }
            } else if byte == UInt8(ascii: "\n") {
                line += 1
            }
            content.append(byte)
            position += 1
        }
        throw Failure(line: first, reason: "a quoted field that does not end")
    }

    private func end(of content: [UInt8]) throws(Failure) -> String {
        guard position == bytes.count || bytes[position] == separator || isLineEnd else {
            throw Failure(
                line: line, reason: "text after the closing quote of a field; write \"\" for a quote within it")
        }
        return try text(content[...])
    }

    private func text(_ content: ArraySlice<UInt8>) throws(Failure) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw Failure(line: line, reason: "expected text in UTF-8")
        }
        return text
    }

    private var isLineEnd: Bool { bytes[position] == UInt8(ascii: "\n") || bytes[position] == UInt8(ascii: "\r") }

    private mutating func skipLineEnd() {
        let isReturn = bytes[position] == UInt8(ascii: "\r")
        position += 1
        if isReturn, position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
        line += 1
    }
}
