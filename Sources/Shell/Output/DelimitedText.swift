internal import JSON

/// Records as lines of fields.
struct DelimitedText {
    private let separator: UInt8
    private let append: @Sendable (_ field: String.UTF8View, _ text: inout [UInt8]) -> Void
    /// How a record is written whose only field is empty: an empty line is no record to most readers.
    private let emptyRecord: String

    /// RFC 4180, with the line end of this system instead of CRLF, as other programs here write and expect it.
    static let csv = DelimitedText(separator: UInt8(ascii: ","), append: appendQuoted, emptyRecord: "\"\"")
    /// Tabs, line ends and backslashes inside fields are written `\t`, `\n`, `\r`, `\\`.
    static let tsv = DelimitedText(separator: UInt8(ascii: "\t"), append: appendEscaped, emptyRecord: "")

    func text(_ records: [JSONValue], columns: [String], header: Bool) -> [UInt8] {
        let titles = columns.isEmpty ? Self.titles(of: records) : columns
        var text: [UInt8] = []
        // No records have no titles, and a line of nothing would be read as one empty record.
        guard !titles.isEmpty else { return text }
        let paths = titles.map(MemberPath.init)
        if header { addLine(titles.count, to: &text) { titles[$0] } }
        for record in records {
            addLine(paths.count, to: &text) { paths[$0].value(in: record).map(Self.field) ?? "" }
        }
        return text
    }

    private func addLine(_ count: Int, to text: inout [UInt8], field: (Int) -> String) {
        let start = text.count
        for index in 0..<count {
            if index > 0 { text.append(separator) }
            append(field(index).utf8, &text)
        }
        if text.count == start { text += emptyRecord.utf8 }
        text.append(0x0A)
    }

    /// A value as the content of a field: text as it is, nothing for null, JSON for tables.
    static func field(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .bool(let flag): "\(flag)"
        case .integer(let number): String(number)
        case .number(let number): "\(number)"
        case .string(let text): text
        case .array, .object: (try? value.jsonText) ?? ""
        }
    }

    /// Every member of every record, nested objects by the paths of their members, in order of first appearance.
    private static func titles(of records: [JSONValue]) -> [String] {
        var titles: [String] = []
        var known: Set<String> = []
        func walk(_ object: JSONObject, prefix: String) {
            for member in object.members {
                let title = prefix.isEmpty ? member.name : prefix + member.name
                if case .object(let inner) = member.value, !inner.isEmpty {
                    walk(inner, prefix: title + ".")
                } else if known.insert(title).inserted {
                    titles.append(title)
                }
            }
        }
        for record in records { walk(record.object ?? ["value": .null], prefix: "") }
        return titles
    }

    /// By bytes: a quote and a combining mark after it are one character to Swift, and two to whoever reads the file.
    @Sendable private static func appendQuoted(_ field: String.UTF8View, to text: inout [UInt8]) {
        let start = text.count
        var needsQuotes = false
        for byte in field {
            if byte == 0x22 || byte == 0x2C || byte == 0x0A || byte == 0x0D { needsQuotes = true }
            text.append(byte)
        }
        guard needsQuotes else { return }
        text.removeSubrange(start...)
        text.append(0x22)
        for byte in field {
            if byte == 0x22 { text.append(0x22) }
            text.append(byte)
        }
        text.append(0x22)
    }

    @Sendable private static func appendEscaped(_ field: String.UTF8View, to text: inout [UInt8]) {
        for byte in field {
            switch byte {
            case 0x5C: text += [0x5C, 0x5C]
            case 0x09: text += [0x5C, UInt8(ascii: "t")]
            case 0x0A: text += [0x5C, UInt8(ascii: "n")]
            case 0x0D: text += [0x5C, UInt8(ascii: "r")]
            default: text.append(byte)
            }
        }
    }
}
