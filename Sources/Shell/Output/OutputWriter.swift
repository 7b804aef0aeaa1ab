package import JSON
internal import YAML

/// Writes values in one of the formats for programs.
package struct OutputWriter: Sendable {
    package var format: OutputFormat
    /// The members that are written; empty: every one that occurs.
    package var columns: [String] = []
    package var showsHeader = true
    /// Paths of the members that identify a record, tried in order.
    package var identityPaths: [String] = []

    package init(format: OutputFormat) { self.format = format }

    /// The members of records that are looked at; empty: all of them.
    package var paths: [String] { format == .ids ? identityPaths + Self.commonIdentities : columns }

    /// The text of one result, with a line end after its last line.
    ///
    /// - Throws: ``OutputError`` where the format has no way to write the value.
    package func text(_ value: JSONValue) throws(OutputError) -> String {
        String(decoding: try bytes(value), as: UTF8.self)
    }

    /// The same as UTF-8.
    package func bytes(_ value: JSONValue) throws(OutputError) -> [UInt8] {
        switch format {
        case .json: try json(chosen(value), .pretty)
        case .jsonl: try lines(of: value) { (record) throws(OutputError) in try json(chosen(record), []) }
        case .csv: DelimitedText.csv.text(records(value), columns: columns, header: showsHeader)
        case .tsv: DelimitedText.tsv.text(records(value), columns: columns, header: showsHeader)
        case .ids: try lines(of: value) { (record) throws(OutputError) in try identity(record) }
        case .lua: Array((LuaConstructor.text(chosen(value)) + "\n").utf8)
        case .yaml: Array(chosen(value).yamlText.utf8)
        case .table: Array(table(value).utf8)
        }
    }

    private func chosen(_ value: JSONValue) -> JSONValue { ChosenMembers.of(value, paths: columns) }

    private func records(_ value: JSONValue) -> [JSONValue] { value.array ?? [value] }

    private func lines(
        of value: JSONValue, _ line: (JSONValue) throws(OutputError) -> [UInt8]
    ) throws(OutputError) -> [UInt8] {
        var text: [UInt8] = []
        for record in records(value) { text += try line(record) }
        return text
    }

    private func table(_ value: JSONValue) -> String {
        var table = RecordTable()
        table.columns = columns
        table.rowLimit = nil
        table.showsHeader = showsHeader
        let lines = value.array.map(table.lines) ?? value.object.map(table.lines(ofRecord:))
        return (lines ?? [LuaConstructor.text(value)]).map { $0 + "\n" }.joined()
    }

    private func json(_ value: JSONValue, _ options: JSONWriter.Options) throws(OutputError) -> [UInt8] {
        do {
            return try value.serialized(options) + [0x0A]
        } catch {
            throw OutputError(format: format, reason: error.description)
        }
    }

    private static let commonIdentities = ["id", "uuid", "identifier", "urn", "slug", "name"]

    private func identity(_ record: JSONValue) throws(OutputError) -> [UInt8] {
        if record.isScalar { return try identityLine(record) }
        for path in paths {
            if let value = TableColumns.value(of: path, in: record), value.isScalar { return try identityLine(value) }
        }
        throw OutputError(format: format, reason: "a record has none of the fields id, uuid, slug and name")
    }

    /// An identifier of two lines would be taken for two.
    private func identityLine(_ value: JSONValue) throws(OutputError) -> [UInt8] {
        let line = Array(DelimitedText.field(value).utf8)
        guard !line.contains(0x0A), !line.contains(0x0D) else {
            throw OutputError(format: format, reason: "an identifier has several lines")
        }
        return line + [0x0A]
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
