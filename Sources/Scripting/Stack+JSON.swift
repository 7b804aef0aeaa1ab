internal import CLua
internal import JSON
internal import Lua

extension Stack {
    /// Decodes a JSON text. Stack: pushes 1; nothing if it throws.
    func push(parsing text: UnsafeRawBufferPointer) throws(JSONError) {
        try LuaJSON.push(parsing: text, onto: state)
    }

    /// Decodes a JSON text. Stack: pushes 1; nothing if it throws.
    func push(parsing text: [UInt8]) throws(JSONError) {
        let result = text.withUnsafeBytes { bytes in Result { () throws(JSONError) in try push(parsing: bytes) } }
        try result.get()
    }

    /// Pushes a tree of ours, whose depth is known to be small. Stack: pushes 1.
    func push(json value: JSONValue) {
        do {
            try LuaJSON.push(value, onto: state)
        } catch {
            preconditionFailure("a tree of this program is too deep: \(error)")
        }
    }

    /// The value at `position` as a tree. Stack: unchanged.
    func jsonValue(at position: Int) throws(JSONError) -> JSONValue {
        try LuaJSON.value(state, at: Int32(clamping: position))
    }

    /// Whether there is a table without anything in it at `position`. Stack: unchanged.
    func isEmptyTable(at position: Int) -> Bool {
        guard kind(at: position) == .table else { return false }
        let table = absolute(position)
        pushNil()
        // lua_next cannot fail for nil, the key before the first.
        guard lua_next(state, Int32(clamping: table)) != 0 else { return true }
        pop(2)
        return false
    }

    /// Whether a field of an options table is set and not false. Stack: unchanged.
    func flag(_ name: String, of position: Int) -> Bool {
        pushRaw(field: name, of: position)
        defer { pop() }
        return boolean(at: -1)
    }
}
