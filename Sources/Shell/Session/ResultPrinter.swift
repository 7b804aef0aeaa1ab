internal import Catalog
internal import JSON
internal import Lua
internal import Plans
internal import Scripting

/// Writes what a chunk returned to standard output.
struct ResultPrinter {
    let engine: Engine
    var format: OutputFormat
    var columns: [String]
    var showsHeader: Bool
    var style: Emphasis
    /// The cells of the terminal's width; nil: not a terminal.
    var width: Int?
    /// How many records of a list are shown; nil: all.
    var rowLimit: Int?

    /// Writes each value on lines of its own.
    func print(_ results: Results) throws(OutputError) {
        for position in 0..<results.count { try print(results.stack, at: position + 1) }
    }

    private func print(_ stack: Stack, at position: Int) throws(OutputError) {
        guard format == .table else { return StandardStreams.write(try text(stack, at: position)) }
        if width == nil, stack.kind(at: position) == .string { return writeAsItIs(stack, at: position) }
        StandardStreams.writeLines(try lines(stack, at: position))
    }

    // MARK: - For programs

    /// A document goes into a file or a pipe byte by byte; the end of a line is added to text only, where it has none.
    private func writeAsItIs(_ stack: Stack, at position: Int) {
        _ = stack.bytes(at: position) { bytes in
            StandardStreams.write(bytes)
            let isText = bytes.last != UInt8(ascii: "\n") && String(validating: bytes, as: UTF8.self) != nil
            if isText { StandardStreams.write("\n") }
        }
    }

    private func text(_ stack: Stack, at position: Int) throws(OutputError) -> String {
        var writer = OutputWriter(format: format)
        writer.columns = columns
        writer.showsHeader = showsHeader
        let resource = engine.origin(at: position, on: stack)?.resource
        writer.identityPaths = resource?.identityFields ?? []
        return try writer.text(ordered(json(stack, at: position), by: resource))
    }

    private func json(_ stack: Stack, at position: Int) throws(OutputError) -> JSONValue {
        if let plan = engine.plan(at: position, on: stack) {
            return PlanDocument(plan.hidingSecrets(engine.catalog)).jsonValue
        }
        do {
            return try engine.jsonValue(at: position, on: stack)
        } catch {
            throw OutputError(format: format, reason: error.reason)
        }
    }

    /// Lua keeps no order of fields: the schema's fields come first, in its order, then the others by name.
    private func ordered(_ value: JSONValue, by resource: Resource?) -> JSONValue {
        let group = resource.flatMap { engine.catalog.group($0.group) }
        let schema = resource.flatMap { group?.type(named: $0.typeName) }
        return FieldOrder(group: group).apply(to: value, schema: schema)
    }

    // MARK: - For a person

    private func lines(_ stack: Stack, at position: Int) throws(OutputError) -> [String] {
        if let plan = engine.plan(at: position, on: stack) { return planView.lines(of: plan) }
        let origin = engine.origin(at: position, on: stack)
        let isTable = stack.kind(at: position) == .table
        if isTable, origin?.isList == true || isListOfRecords(stack, at: position),
            let value = try? engine.jsonValue(at: position, on: stack), case .array(let rows) = value
        {
            return table(rows, origin: origin)
        }
        if isTable, let origin, origin.resource != nil, !origin.isList,
            let value = try? engine.jsonValue(at: position, on: stack),
            case .object(let record) = ordered(value, by: origin.resource)
        {
            return recordTable.lines(ofRecord: hidingSecrets(record, of: origin.resource))
        }
        return printed(stack, at: position)
    }

    var planView: PlanView {
        var view = PlanView(catalog: engine.catalog)
        view.style = style
        view.width = width
        view.rowLimit = rowLimit
        view.isPaced = engine.planTarget?()?.isLocal != true
        return view
    }

    private var recordTable: RecordTable {
        var table = RecordTable()
        table.columns = columns
        table.width = width
        table.rowLimit = rowLimit
        if width != nil { table.columnTime = .localThisYear }
        table.rowHint = " (.rows all shows them)"
        table.showsHeader = showsHeader
        table.style = style
        return table
    }

    private func table(_ rows: [JSONValue], origin: ObjectOrigin?) -> [String] {
        var table = recordTable
        if columns.isEmpty { table.columns = origin?.resource?.columns ?? [] }
        var rows = table.columns.isEmpty ? rows.map { ordered($0, by: nil) } : rows
        rows = rows.map { row in
            row.object.map { .object(hidingSecrets($0, of: origin?.resource)) } ?? row
        }
        if width != nil { table.footer = Self.count(rows.count, of: origin?.resource) }
        return table.lines(rows)
    }

    private func hidingSecrets(_ record: JSONObject, of resource: Resource?) -> JSONObject {
        guard let resource, let group = engine.catalog.group(resource.group),
            let type = group.type(named: resource.typeName)
        else { return record }
        return HiddenSecrets(of: group).hide(in: record, of: type)
    }

    private static func count(_ count: Int, of resource: Resource?) -> String {
        let name = (resource?.name ?? "record").split(separator: "_").joined(separator: " ")
        return "\(count) \(name)\(count == 1 ? "" : "s")"
    }

    /// Whether the table is a sequence of tables of which the first has a name for a key.
    private func isListOfRecords(_ stack: Stack, at position: Int) -> Bool {
        guard stack.rawLength(at: position) > 0, stack.pushRaw(element: 1, of: position) == .table else {
            if stack.rawLength(at: position) > 0 { stack.pop() }
            return false
        }
        defer { stack.pop() }
        guard case .table(let first) = Snapshot(stack, at: -1, limits: .init(depth: 1, items: 50)) else { return false }
        return first.items.isEmpty && first.fields.contains { if case .string = $0.key { true } else { false } }
    }

    private func printed(_ stack: Stack, at position: Int) -> [String] {
        let printer = PrettyPrinter(width: min(width ?? 80, 120), style: style)
        if stack.lightUserdata(at: position) == nil, stack.kind(at: position) == .lightUserdata { return ["null"] }
        guard hasDescription(stack, at: position), let text = try? stack.description(of: position) else {
            return printer.lines(of: Snapshot(stack, at: position))
        }
        return printer.lines(of: .string(Array(text.utf8)))
    }

    /// Functions, threads and userdata are shown as `tostring` does, and tables that say how.
    private func hasDescription(_ stack: Stack, at position: Int) -> Bool {
        switch stack.kind(at: position) {
        case .function, .thread, .userdata, .lightUserdata: return true
        case .table:
            guard stack.pushMetatable(of: position) else { return false }
            defer { stack.pop(2) }
            return stack.pushRaw(field: "__tostring", of: -1) != .nil
        default: return false
        }
    }
}

extension Resource {
    /// The fields that identify it, the innermost first.
    fileprivate var identityFields: [String] {
        identity.reversed().compactMap { if case .field(let name) = $0.source { name } else { nil } }
    }
}
