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
        stack.pushNull()
        stack.setGlobal("null")
        stack.pushTable(fields: 4)
        stack.pushNull()
        stack.setRaw(field: "null", of: -2)
        stack.push(function: decode)
        stack.setRaw(field: "decode", of: -2)
        stack.push(function: encode)
        stack.setRaw(field: "encode", of: -2)
        stack.push(function: markArray)
        stack.setRaw(field: "array", of: -2)
        stack.setGlobal("json")
    }
}

private func decode(_ stack: Stack) throws -> Int {
    guard
        try stack.bytes(at: 1, { bytes in
            do { try stack.push(json: bytes) } catch { throw LuaError(error.description) }
        }) != nil
    else { throw stack.typeError(at: 1, expected: "string") }
    return 1
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
        stack.push(bytes: try stack.encodedJSON(at: 1, options))
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
    if stack.rawLength(at: 1) == 0 { stack.markAsJSONArray(at: 1) }
    return 1
}

extension Stack {
    /// Whether a field of an options table is set and not false. Stack: unchanged.
    func flag(_ name: String, of position: Int) -> Bool {
        pushRaw(field: name, of: position)
        defer { pop() }
        return boolean(at: -1)
    }

    /// Stack: pops 1.
    func setGlobal(_ name: String) {
        pushGlobals()
        insert(at: -2)
        setRaw(field: name, of: -2)
        pop()
    }
}
