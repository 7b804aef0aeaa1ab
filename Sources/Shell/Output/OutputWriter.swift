package import JSON
internal import YAML

/// Writes values in one of the formats for programs.
package struct OutputWriter: Sendable {
    package var format: OutputFormat
    /// The columns of CSV and TSV; empty: every member that occurs.
    package var columns: [String] = []
    package var showsHeader = true
    /// Paths of the members that identify a record, tried in order.
    package var identityPaths: [String] = []

    package init(format: OutputFormat) { self.format = format }

    /// The text of one result, with a line end after its last line.
    ///
    /// - Throws: ``OutputError`` where the format has no way to write the value.
    package func text(_ value: JSONValue) throws(OutputError) -> String {
        switch format {
        case .json: try json(value, pretty: true)
        case .jsonl: try records(value).reduceText { (record) throws(OutputError) in try json(record) }
        case .csv: DelimitedText.csv.text(records(value), columns: columns, header: showsHeader)
        case .tsv: DelimitedText.tsv.text(records(value), columns: columns, header: showsHeader)
        case .ids: try records(value).reduceText(identity)
        case .lua: LuaConstructor.text(value) + "\n"
        case .yaml: value.yamlText
        case .table: table(value)
        }
    }

    private func records(_ value: JSONValue) -> [JSONValue] { value.array ?? [value] }

    private func table(_ value: JSONValue) -> String {
        var table = RecordTable()
        table.columns = columns
        table.rowLimit = nil
        table.showsHeader = showsHeader
        let lines = value.array.map(table.lines) ?? value.object.map(table.lines(ofRecord:))
        return (lines ?? [LuaConstructor.text(value)]).map { $0 + "\n" }.joined()
    }

    private func json(_ value: JSONValue, pretty: Bool = false) throws(OutputError) -> String {
        do {
            return String(decoding: try value.serialized(pretty ? .pretty : []), as: UTF8.self) + "\n"
        } catch {
            throw OutputError(format: format, reason: error.description)
        }
    }

    private static let commonIdentities = ["id", "uuid", "identifier", "urn", "slug", "name"]

    private func identity(_ record: JSONValue) throws(OutputError) -> String {
        if record.isScalar { return DelimitedText.field(record) + "\n" }
        for path in identityPaths + Self.commonIdentities {
            if let value = TableColumns.value(of: path, in: record), value.isScalar {
                return DelimitedText.field(value) + "\n"
            }
        }
        throw OutputError(format: format, reason: "a record has none of the fields id, uuid, slug and name")
    }
}

extension [JSONValue] {
    fileprivate func reduceText(_ text: (JSONValue) throws(OutputError) -> String) throws(OutputError) -> String {
        var result = ""
        for value in self { result += try text(value) }
        return result
    }
}

/// A value that a format cannot write.
package struct OutputError: Error, Sendable, Equatable, CustomStringConvertible {
    package var format: OutputFormat
    package var reason: String

    package init(format: OutputFormat, reason: String) {
        self.format = format
        self.reason = reason
    }

    package var description: String { "cannot write \(format.rawValue): \(reason)" }
}
