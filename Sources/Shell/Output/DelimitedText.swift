internal import JSON

/// Records as lines of fields.
struct DelimitedText {
    private let separator: String
    private let escape: @Sendable (String) -> String

    /// RFC 4180, with the line end of this system instead of CRLF, as other programs here write and expect it.
    static let csv = DelimitedText(separator: ",", escape: quoted)
    /// Tabs, line ends and backslashes inside fields are written `\t`, `\n`, `\r`, `\\`.
    static let tsv = DelimitedText(separator: "\t", escape: backslashed)

    func text(_ records: [JSONValue], columns: [String], header: Bool) -> String {
        let titles = columns.isEmpty ? Self.titles(of: records) : columns
        // No records have no titles, and a line of nothing would be read as one empty record.
        var text = header && !titles.isEmpty ? line(titles) : ""
        for record in records where !titles.isEmpty {
            text += line(titles.map { TableColumns.value(of: $0, in: record).map(Self.field) ?? "" })
        }
        return text
    }

    private func line(_ fields: [String]) -> String { fields.map(escape).joined(separator: separator) + "\n" }

    /// A value as the content of a field: text as it is, nothing for null, JSON for tables.
    static func field(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
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
                let title = prefix + member.name
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

    @Sendable private static func quoted(_ field: String) -> String {
        let needsQuotes = field.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        guard needsQuotes else { return field }
        return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    @Sendable private static func backslashed(_ field: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in field.unicodeScalars {
            switch scalar {
            case "\\": result.append(contentsOf: "\\\\".unicodeScalars)
            case "\t": result.append(contentsOf: "\\t".unicodeScalars)
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\r": result.append(contentsOf: "\\r".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
