internal import Catalog
internal import JSON
internal import Scripting
internal import Snippets

/// Writes what a snippet returned to standard output.
struct SnippetResultPrinter {
    let session: Session

    func print(_ outcome: SnippetRunner.Outcome) throws(OutputError) {
        for value in outcome.values { try print(value, of: outcome.snippet.header) }
    }

    private func print(_ value: SnippetEngine.Value, of header: SnippetHeader) throws(OutputError) {
        let json = sorted(ordered(value))
        let chosen = session.rendering.columns
        let columns = chosen.isEmpty ? header.columns : chosen
        guard session.rendering.format == .table else {
            var writer = OutputWriter(format: session.rendering.format)
            // The header says what a table shows; programs get everything unless somebody chooses.
            writer.columns = [.csv, .tsv].contains(writer.format) ? columns : chosen
            writer.showsHeader = session.rendering.showsHeader
            return session.present(try writer.bytes(json))
        }
        session.present(lines(json, columns.isEmpty ? value.resource?.columns ?? [] : columns))
    }

    private func sorted(_ value: JSONValue) -> JSONValue {
        value.array.map { .array(session.rendering.sort.sorted($0)) } ?? value
    }

    /// Lua keeps no order of fields: the resource's come first, in its order.
    private func ordered(_ value: SnippetEngine.Value) -> JSONValue {
        let group = value.resource.flatMap { session.engine.catalog.group($0.group) }
        let schema = value.resource.flatMap { group?.type(named: $0.typeName) }
        return FieldOrder(of: schema, in: group).apply(to: value.json)
    }

    private func lines(_ json: JSONValue, _ columns: [String]) -> [String] {
        var table = RecordTable()
        table.columns = columns
        table.width = StandardStreams.terminalWidth
        table.rowLimit = StandardStreams.isOutputTerminal ? session.rendering.rowLimit : nil
        if table.width != nil { table.columnTime = .localThisYear }
        table.rowHint = session.rowHint
        table.showsHeader = session.rendering.showsHeader
        table.style = session.style
        switch json {
        case .array(let rows) where rows.contains { $0.object != nil }:
            if table.width != nil { table.footer = rows.count == 1 ? "1 record" : "\(rows.count) records" }
            return table.lines(rows)
        case .array(let rows) where rows.isEmpty: return table.width == nil ? [] : [session.style.dim("0 records")]
        case .object(let record): return table.lines(ofRecord: record)
        case .string(let text): return [TerminalText.visible(text, keepingLines: true)]
        default: return [LuaConstructor.text(json)]
        }
    }
}
