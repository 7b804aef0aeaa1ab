internal import JSON
internal import Lua
internal import Scripting

/// Reads of the records of a list only the members that a table shows: a resource may have a hundred others.
struct RecordReader {
    /// A member, and the way on from it where only one thing in it is shown.
    private struct Wanted {
        let name: String
        let rest: [String]
    }

    let engine: Engine
    private let wanted: [Wanted]

    /// - Parameter paths: The members. A member may have a name with dots in it, so that both the path and its first name
    ///   are looked for.
    init(engine: Engine, paths: [String]) {
        self.engine = engine
        let ways = Set(paths).map { $0.split(separator: ".").map(String.init) }
        let byName = Dictionary(grouping: ways.filter { !$0.isEmpty }) { $0[0] }
        let dotted = Set(paths).filter { byName[$0] == nil }.map { Wanted(name: $0, rest: []) }
        wanted = byName.map { Wanted(name: $0, rest: $1.count == 1 ? Array($1[0].dropFirst()) : []) } + dotted
    }

    /// The first records of the list at `position`, `limit` of them or all; items that are no tables as they are. Stack:
    /// unchanged.
    ///
    /// - Throws: `JSONError` where JSON has no such value.
    func records(_ stack: Stack, at position: Int, limit: Int? = nil) throws(JSONError) -> [JSONValue] {
        let list = stack.absolute(position)
        let count = min(stack.rawLength(at: list), limit ?? .max)
        var records: [JSONValue] = []
        records.reserveCapacity(count)
        for index in 0..<count {
            let kind = stack.pushRaw(element: index + 1, of: list)
            defer { stack.pop() }
            records.append(
                kind == .table ? .object(try record(on: stack)) : try engine.jsonValue(at: stack.top, on: stack))
        }
        return records
    }

    /// Of the table on top.
    private func record(on stack: Stack) throws(JSONError) -> JSONObject {
        let table = stack.top
        var members: [(String, JSONValue)] = []
        members.reserveCapacity(wanted.count)
        for member in wanted {
            defer { stack.pop() }
            guard stack.pushRaw(field: member.name, of: table) != .nil else { continue }
            members.append((member.name, try value(on: stack, at: member.rest[...])))
        }
        return JSONObject(members)
    }

    /// The value on top, of a record no more than what the way leads to, of a list that of every item.
    private func value(on stack: Stack, at way: ArraySlice<String>) throws(JSONError) -> JSONValue {
        guard let name = way.first, stack.kind(at: -1) == .table, stack.ensure(slots: 4)
        else { return try engine.jsonValue(at: stack.top, on: stack) }
        let count = stack.rawLength(at: -1)
        guard count == 0 else { return try items(on: stack, count, at: way) }
        defer { stack.pop() }
        guard stack.pushRaw(field: name, of: -1) != .nil else { return .object([:]) }
        return .object([name: try value(on: stack, at: way.dropFirst())])
    }

    /// The list on top; whole where the way goes to one of its items, whose place must stay what it is.
    private func items(on stack: Stack, _ count: Int, at way: ArraySlice<String>) throws(JSONError) -> JSONValue {
        if let name = way.first, Int(name) != nil { return try engine.jsonValue(at: stack.top, on: stack) }
        var items: [JSONValue] = []
        items.reserveCapacity(count)
        for index in 0..<count {
            stack.pushRaw(element: index + 1, of: -1)
            defer { stack.pop() }
            items.append(try value(on: stack, at: way))
        }
        return .array(items)
    }
}
