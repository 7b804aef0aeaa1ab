internal import Catalog
internal import JSON
internal import Lua

/// What has come of the items of a list: results and errors by index, and which items failed or were canceled.
///
/// The Lua values are in tables that a script gets in the end.
final class ItemOutcomes {
    /// Failures of one text.
    struct Group: Sendable {
        let message: String
        let firstIndex: Int
        let firstLabel: String?
        var count = 1
    }

    private let results: Reference
    private let errors: Reference
    private let failed: Reference
    private let canceled: Reference
    private(set) var succeededCount = 0
    private(set) var failedCount = 0
    private(set) var canceledCount = 0
    /// In the order of their first members; no more are told apart than a person reads.
    private(set) var groups: [Group] = []
    private static let groupLimit = 50

    /// - Parameter count: The number of items, where that is known.
    init(count: Int?, on stack: Stack) {
        stack.pushTable(elements: count ?? 0)
        results = stack.popReference()
        (errors, failed, canceled) = (Self.makeTable(on: stack), Self.makeTable(on: stack), Self.makeTable(on: stack))
    }

    private static func makeTable(on stack: Stack) -> Reference {
        stack.pushTable()
        return stack.popReference()
    }

    var endedCount: Int { succeededCount + failedCount + canceledCount }
    var isSuccess: Bool { failedCount == 0 && canceledCount == 0 }

    /// Keeps the value at `position` of a coroutine's stack. Stack: unchanged.
    func succeed(_ index: Int, resultAt position: Int, of results: Stack) {
        succeededCount += 1
        guard !results.isNil(at: position), results.ensure(slots: 4) else { return }
        results.push(self.results)
        results.push(valueAt: position)
        results.setRaw(element: index, of: -2)
        results.pop()
    }

    /// Stack: the item is on top; unchanged.
    func fail(_ index: Int, _ error: LuaError, on stack: Stack) {
        failedCount += 1
        append(to: failed, count: failedCount, on: stack)
        stack.push(errors)
        if let value = error.value { stack.push(value) } else { stack.push(error.message) }
        stack.setRaw(element: index, of: -2)
        stack.pop()
        let line = stack.summary(of: error)
        if let group = groups.firstIndex(where: { $0.message == line }) {
            groups[group].count += 1
        } else if groups.count < Self.groupLimit {
            groups.append(Group(message: line, firstIndex: index, firstLabel: stack.label(at: -1)))
        }
    }

    /// Stack: the item is on top; unchanged.
    func cancel(on stack: Stack) {
        canceledCount += 1
        append(to: canceled, count: canceledCount, on: stack)
    }

    private func append(to list: Reference, count: Int, on stack: Stack) {
        stack.push(list)
        stack.push(valueAt: -2)
        stack.setRaw(element: count, of: -2)
        stack.pop()
    }

    /// Pushes the list of results, which knows its length though it may have gaps. Stack: pushes 1.
    ///
    /// - Parameter count: The number of items.
    func pushResults(count: Int, engine: Engine, on stack: Stack) {
        stack.push(results)
        stack.pushTable(fields: 4)
        if count == 0 { LuaJSON.markAsArray(stack.state, at: -2) }
        LuaJSON.copyMarks(stack.state, of: -2, to: -1)
        stack.pushTable(fields: 1)
        stack.push(count)
        stack.setRaw(field: "n", of: -2)
        stack.setRaw(field: "__index", of: -2)
        stack.push(function: { stack in
            stack.push(count)
            return 1
        })
        stack.setRaw(field: "__len", of: -2)
        pushCommonOrigin(count: count, engine: engine, on: stack)
        stack.setMetatable(of: -2)
    }

    /// Resources of one kind make a list that is shown as the API's lists are. Stack: the results and their metatable are on
    /// top; unchanged.
    private func pushCommonOrigin(count: Int, engine: Engine, on stack: Stack) {
        var common: ObjectOrigin?
        for index in 0..<count {
            stack.pushRaw(element: index + 1, of: -2)
            defer { stack.pop() }
            guard let origin = engine.objects.origin(at: stack.top, on: stack), !origin.isList,
                let resource = origin.resource,
                common?.resource.map({ $0.qualifiedName == resource.qualifiedName }) ?? true
            else { return }
            common = common ?? origin
        }
        guard let common else { return }
        let origin = ObjectOrigin(call: common.call, resource: common.resource, isList: true)
        engine.objects.pushOrigin(origin, on: stack)
        stack.setRaw(field: ObjectTables.originField, of: -2)
    }

    /// The tables as the fields of an error. Stack: unchanged.
    func fields(count: Int, engine: Engine, on stack: Stack) -> [(name: String, table: Reference)] {
        pushResults(count: count, engine: engine, on: stack)
        return [
            ("results", stack.popReference()), ("errors", errors), ("failed", failed), ("canceled", canceled)
        ]
    }
}

extension Stack {
    /// An error in a line. What the API answered goes without the path and the name of the request, which are different each
    /// time: `script.lua:3: droplets.get: 404 not_found: no such droplet`. Stack: unchanged.
    fileprivate func summary(of error: LuaError) -> String {
        let line = error.message.split(separator: "\n").first.map(String.init) ?? error.message
        guard let value = error.value else { return line }
        push(value)
        let table = top
        defer { truncate(to: table - 1) }
        guard kind(at: table) == .table, hasMetafield("__tostring", at: table), text("kind", of: table) == "api",
            let operation = text("operation", of: table), let message = text("message", of: table)
        else { return line }
        let place = text("where", of: table).map { $0 + ": " } ?? ""
        let status = [text("status", of: table), text("id", of: table)].compactMap(\.self).joined(separator: " ")
        return "\(place)\(operation): \(status): \(message)"
    }

    /// Stack: unchanged.
    private func text(_ field: String, of position: Int) -> String? {
        defer { pop() }
        return switch pushRaw(field: field, of: position) {
        case .string: string(at: -1)
        case .number: integer(at: -1).map { String($0) }
        default: nil
        }
    }

    /// What a person calls an item: its name or label, or the item itself where it is a short string or a number.
    /// Stack: unchanged.
    fileprivate func label(at position: Int) -> String? {
        switch kind(at: position) {
        case .string: return string(at: position).flatMap { $0.utf8.count <= 60 && !$0.contains("\n") ? $0 : nil }
        case .number: return integer(at: position).map { String($0) } ?? number(at: position).map { "\($0)" }
        case .table:
            let position = absolute(position)
            let base = top
            defer { truncate(to: base) }
            for field in ["name", "label", "id"] {
                let kind = pushRaw(field: field, of: position)
                if kind == .string || kind == .number { return label(at: -1) }
            }
            return nil
        default: return nil
        }
    }
}
