internal import JSON
internal import Lua

extension Engine {
    /// Installs `json` and `null`.
    ///
    /// - `json.decode(text)`; `json.encode(value, {pretty=, sorted=})`, which keep integers, empty lists and nulls as they
    ///   are;
    /// - `json.array(table)` marks a table as a list, so that an empty one is written `[]`;
    /// - `null`, also `json.null`, writes an explicit null.
    func installJSON(on stack: Stack) {
        LuaJSON.pushNull(onto: stack.state)
        stack.setRaw(global: "null")
        stack.pushTable(fields: 4)
        LuaJSON.pushNull(onto: stack.state)
        stack.setRaw(field: "null", of: -2)
        stack.push(function: decode)
        stack.setRaw(field: "decode", of: -2)
        stack.push(function: encode)
        stack.setRaw(field: "encode", of: -2)
        stack.push(function: markArray)
        stack.setRaw(field: "array", of: -2)
        stack.setRaw(global: "json")
    }
}

private func decode(_ stack: Stack) throws -> Int {
    let result = stack.bytes(at: 1) { bytes in Result { () throws(JSONError) in try stack.push(parsing: bytes) } }
    switch result {
    case .success: return 1
    case .failure(let error): throw LuaError(error.description)
    case nil: throw stack.typeError(at: 1, expected: "string")
    }
}

private func encode(_ stack: Stack) throws -> Int {
    guard stack.top >= 1 else { throw stack.typeError(at: 1, expected: "value") }
    var options: JSONWriter.Options = []
    if !stack.isNil(at: 2) {
        guard stack.kind(at: 2) == .table else { throw stack.typeError(at: 2, expected: "table") }
        if stack.flag("pretty", of: 2) { options.insert(.pretty) }
        if stack.flag("sorted", of: 2) { options.insert(.sortedKeys) }
    }
    do {
        try LuaJSON.pushSerialized(stack.state, at: 1, options)
    } catch {
        throw LuaError(error.description)
    }
    return 1
}

private func markArray(_ stack: Stack) throws -> Int {
    if stack.isNil(at: 1) {
        stack.truncate(to: 0)
        stack.pushTable()
    }
    guard stack.kind(at: 1) == .table else { throw stack.typeError(at: 1, expected: "table") }
    stack.truncate(to: 1)
    if stack.rawLength(at: 1) == 0 { LuaJSON.markAsArray(stack.state, at: 1) }
    return 1
}
