internal import Catalog
internal import JSON
internal import Lua
internal import Plans
internal import Scripting

/// Writes values as results are written: as a person reads them, or in a format for programs.
struct ResultPrinter {
    let engine: Engine
    var options: RenderOptions
    var style: Emphasis
    /// The cells of the terminal's width; nil: not a terminal.
    var width: Int?
    /// What follows the number of records that are not shown: how to see them.
    var rowHint = ""
    /// What follows the number of records below a table: `2 requests · 0.41 s`.
    var facts: String?
    /// Whether nothing is left out of nested values.
    var showsWhole = false
    var pictures: PictureTables?

    /// Gives each value, as whole lines, to `sink`: all of them, or none where one cannot be written. Only lists in the
    /// format `jsonl` come record by record.
    func write(_ results: Results, to sink: ([UInt8]) -> Void) throws(OutputError) {
        guard options.format != .jsonl else {
            for position in 0..<results.count { try writeRecords(results.stack, at: position + 1, to: sink) }
            return
        }
        var texts: [[UInt8]] = []
        for position in 0..<results.count { texts.append(try bytes(results.stack, at: position + 1)) }
        for text in texts { sink(text) }
    }

    /// The value at `position` as whole lines. Stack: unchanged.
    func bytes(_ stack: Stack, at position: Int) throws(OutputError) -> [UInt8] {
        guard options.format == .table else { return try document(stack, at: position) }
        if width == nil, stack.kind(at: position) == .string { return asItIs(stack, at: position) }
        var bytes: [UInt8] = []
        for line in try lines(stack, at: position) {
            bytes += line.utf8
            bytes.append(0x0A)
        }
        return bytes
    }

    // MARK: - For programs

    /// A document goes into a file or a pipe byte by byte; the end of a line is added to text only, where it has none.
    private func asItIs(_ stack: Stack, at position: Int) -> [UInt8] {
        var text = stack.bytes(at: position) { Array($0) } ?? []
        if text.last != UInt8(ascii: "\n"), String(validating: text, as: UTF8.self) != nil { text.append(0x0A) }
        return text
    }

    private func document(_ stack: Stack, at position: Int) throws(OutputError) -> [UInt8] {
        if let plan = engine.plan(at: position, on: stack) {
            // Its members have an order of their own: what it is comes first.
            return try writer(nil).bytes(PlanDocument(plan.hidingSecrets(engine.catalog)).jsonValue)
        }
        if let picture = pictures?.picture(at: position, on: stack) { return try writer(nil).bytes(picture.data) }
        let origin = engine.origin(at: position, on: stack)
        let writer = writer(origin?.resource)
        let read = try value(stack, at: position, origin, for: writer)
        let value = order(of: origin?.resource).apply(to: read)
        return try writer.bytes(value.array.map { .array(options.sort.sorted($0)) } ?? value)
    }

    /// The value at `position`; of the records of a list of the API's no more than is written.
    private func value(
        _ stack: Stack, at position: Int, _ origin: ObjectOrigin?, for writer: OutputWriter
    ) throws(OutputError) -> JSONValue {
        guard origin?.isList == true, !writer.paths.isEmpty else { return try json(stack, at: position) }
        let reader = RecordReader(engine: engine, paths: writer.paths + options.sort.map(\.path))
        do {
            return .array(try reader.records(stack, at: position))
        } catch {
            throw OutputError(format: options.format, reason: error.reason)
        }
    }

    private func writer(_ resource: Resource?) -> OutputWriter {
        var writer = OutputWriter(format: options.format)
        writer.columns = options.columns
        writer.showsHeader = options.showsHeader
        writer.identityPaths = resource?.identityFields ?? []
        return writer
    }

    /// Records one by one, so that a long list needs the memory of one of them, unless it has to be sorted first.
    private func writeRecords(_ stack: Stack, at position: Int, to sink: ([UInt8]) -> Void) throws(OutputError) {
        let origin = engine.origin(at: position, on: stack)
        let count = stack.kind(at: position) == .table ? stack.rawLength(at: position) : 0
        guard count > 0, options.sort.isEmpty, origin?.isList == true || isListOfRecords(stack, at: position) else {
            return sink(try document(stack, at: position))
        }
        let (writer, order) = (writer(origin?.resource), order(of: origin?.resource))
        for index in 1...count {
            stack.pushRaw(element: index, of: position)
            defer { stack.pop() }
            sink(try writer.bytes(order.apply(to: try json(stack, at: stack.top))))
        }
    }

    private func json(_ stack: Stack, at position: Int) throws(OutputError) -> JSONValue {
        do {
            return try engine.jsonValue(at: position, on: stack)
        } catch {
            throw OutputError(format: options.format, reason: error.reason)
        }
    }

    /// Lua keeps no order of fields: the schema's fields come first, in its order, then the others by name.
    private func order(of resource: Resource?) -> FieldOrder {
        let group = resource.flatMap { engine.catalog.group($0.group) }
        return FieldOrder(of: resource.flatMap { group?.type(named: $0.typeName) }, in: group)
    }

    // MARK: - For a person

    private func lines(_ stack: Stack, at position: Int) throws(OutputError) -> [String] {
        if let picture = pictures?.picture(at: position, on: stack) {
            return picture.lines(width: width ?? 80, style: style)
        }
        if let plan = engine.plan(at: position, on: stack) { return planView.lines(of: plan) }
        let origin = engine.origin(at: position, on: stack)
        let isTable = stack.kind(at: position) == .table
        if isTable, origin?.isList == true || isListOfRecords(stack, at: position) {
            let columns = options.columns.isEmpty ? origin?.resource?.columns ?? [] : options.columns
            if let rows = records(stack, at: position, columns: columns) {
                let count = stack.rawLength(at: position)
                return table(options.sort.sorted(rows), of: count, columns: columns, origin: origin)
            }
        }
        if isTable, let origin, origin.resource != nil, !origin.isList,
            let value = try? engine.jsonValue(at: position, on: stack),
            case .object(let record) = order(of: origin.resource).apply(to: value)
        {
            return listing(hidingSecrets(record, of: origin.resource))
        }
        return printed(stack, at: position)
    }

    var planView: PlanView {
        var view = PlanView(catalog: engine.catalog)
        view.style = style
        view.width = width
        view.rowLimit = options.rowLimit
        view.isPaced = engine.planTarget?()?.isLocal != true
        return view
    }

    private var recordTable: RecordTable {
        var table = RecordTable()
        table.columns = options.columns
        table.width = width
        table.rowLimit = options.rowLimit
        if width != nil { table.columnTime = .localThisYear }
        table.rowHint = rowHint
        table.showsHeader = options.showsHeader
        table.style = style
        return table
    }

    private func listing(_ record: JSONObject) -> [String] {
        let chosen = ChosenMembers.of(.object(record), paths: options.columns).object ?? record
        return recordTable.lines(ofRecord: chosen)
    }

    /// The records of a list, where columns are known with no more than these and what they are sorted by, and no more
    /// records than are shown. Nil where JSON has no such value.
    private func records(_ stack: Stack, at position: Int, columns: [String]) -> [JSONValue]? {
        guard !columns.isEmpty else { return (try? engine.jsonValue(at: position, on: stack))?.array }
        let reader = RecordReader(engine: engine, paths: columns + options.sort.map(\.path))
        return try? reader.records(stack, at: position, limit: options.sort.isEmpty ? options.rowLimit : nil)
    }

    /// - Parameter count: how many records the list has, of which `rows` may be the first.
    private func table(_ rows: [JSONValue], of count: Int, columns: [String], origin: ObjectOrigin?) -> [String] {
        var table = recordTable
        table.columns = columns
        let shown = Array(rows.prefix(table.rowLimit ?? rows.count))
        let readable = columns.isEmpty ? shown.map(order(of: nil).apply) : shown
        table.omitted = count - shown.count
        if width != nil {
            table.footer = ([Self.count(count, of: origin?.resource)] + [facts].compactMap(\.self))
                .joined(separator: " · ")
        }
        return table.lines(hidingSecrets(readable, of: origin?.resource))
    }

    private func hidingSecrets(_ records: [JSONValue], of resource: Resource?) -> [JSONValue] {
        guard let resource, let group = engine.catalog.group(resource.group),
            let type = group.type(named: resource.typeName)
        else { return records }
        return HiddenSecrets(of: group).hide(in: records, of: type)
    }

    private func hidingSecrets(_ record: JSONObject, of resource: Resource?) -> JSONObject {
        guard let resource, let group = engine.catalog.group(resource.group),
            let type = group.type(named: resource.typeName)
        else { return record }
        return HiddenSecrets(of: group).hide(in: record, of: type)
    }

    private static func count(_ count: Int, of resource: Resource?) -> String {
        let name = (resource?.name ?? "record").split(separator: "_").joined(separator: " ")
        return "\(ProgressNumbers.count(count)) \(name)\(count == 1 ? "" : "s")"
    }

    /// Whether the table is a sequence of tables of which the first has a name for a key.
    private func isListOfRecords(_ stack: Stack, at position: Int) -> Bool {
        guard stack.kind(at: position) == .table, stack.rawLength(at: position) > 0,
            stack.pushRaw(element: 1, of: position) == .table
        else {
            if stack.kind(at: position) == .table, stack.rawLength(at: position) > 0 { stack.pop() }
            return false
        }
        defer { stack.pop() }
        guard case .table(let first) = Snapshot(stack, at: -1, limits: .init(depth: 1, items: 50)) else { return false }
        return first.items.isEmpty && first.fields.contains { if case .string = $0.key { true } else { false } }
    }

    private func printed(_ stack: Stack, at position: Int) -> [String] {
        var printer = PrettyPrinter(width: min(width ?? 80, 120), style: style)
        if showsWhole { printer.lineLimit = .max }
        if let line = functionLine(stack, at: position) {
            return WrappedText.lines(of: line, width: width ?? .max, indentation: 2)
        }
        if stack.lightUserdata(at: position) == nil, stack.kind(at: position) == .lightUserdata { return ["null"] }
        guard hasDescription(stack, at: position), let text = try? stack.description(of: position) else {
            let limits = showsWhole ? Snapshot.Limits(depth: 40, items: .max) : Snapshot.Limits()
            return printer.lines(of: Snapshot(stack, at: position, limits: limits))
        }
        return printer.lines(of: .string(Array(text.utf8)))
    }

    /// What an operation does, in place of its address.
    private func functionLine(_ stack: Stack, at position: Int) -> String? {
        guard stack.kind(at: position) == .function else { return nil }
        let (name, summary): (String, String)
        switch engine.subject(at: position, on: stack) {
        case .operation(let operation)?: (name, summary) = (operation.qualifiedName, operation.summary)
        case .derived(let function)?:
            (name, summary) = ("\(function.operation.group).\(function.name)", function.summary)
        default: return nil
        }
        let first = summary.isEmpty ? "an operation of the API" : summary
        return "\(name): \(first.hasSuffix(".") ? String(first.dropLast()) : first); ?\(name) tells how to call it"
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
