internal import JSON
internal import Lua
internal import Scripting

/// Reads of the records of a list only the members that a table shows: a resource may have a hundred others.
struct RecordReader {
    let engine: Engine
    private let names: [String]

    /// - Parameter paths: The members. A member may have a name with dots in it, so that both the path and its first name
    ///   are looked for.
    init(engine: Engine, paths: [String]) {
        self.engine = engine
        var names: [String] = []
        for path in paths {
            let first = path.split(separator: ".").first.map(String.init) ?? path
            for name in [path, first] where !names.contains(name) { names.append(name) }
        }
        self.names = names
    }

    /// The records of the list at `position`; items that are no tables as they are. Stack: unchanged.
    ///
    /// - Throws: `JSONError` where JSON has no such value.
    func records(_ stack: Stack, at position: Int) throws(JSONError) -> [JSONValue] {
        let list = stack.absolute(position)
        var records: [JSONValue] = []
        for index in 0..<stack.rawLength(at: list) {
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
        for name in names {
            defer { stack.pop() }
            guard stack.pushRaw(field: name, of: table) != .nil else { continue }
            members.append((name, try engine.jsonValue(at: stack.top, on: stack)))
        }
        return JSONObject(members)
    }
}
