internal import CLua
internal import CLuaBridge

// Access to fields with metamethods, protected.
extension Stack {
    /// Pushes the field of the value at `position`. Stack: pushes 1, or nothing if it throws.
    public func push(field: String, of position: Int) throws(LuaError) {
        try check(field.withBytes { lua_bridge_get_field(state, Int32(truncatingIfNeeded: position), $0, $1) })
    }

    /// Sets the field of the value at `position` to the value on top. Stack: pops 1.
    public func set(field: String, of position: Int) throws(LuaError) {
        try check(field.withBytes { lua_bridge_set_field(state, Int32(truncatingIfNeeded: position), $0, $1) })
    }

    /// Replaces the key on top by its value in the value at `position`. Stack: pops 1, pushes 1 unless it throws.
    public func pushValueForKey(of position: Int) throws(LuaError) {
        try check(lua_bridge_get_table(state, Int32(truncatingIfNeeded: position)))
    }

    /// Sets the key below the top to the value on top, in the value at `position`. Stack: pops 2.
    public func setValueForKey(of position: Int) throws(LuaError) {
        try check(lua_bridge_set_table(state, Int32(truncatingIfNeeded: position)))
    }

    /// Like ``setValueForKey(of:)`` without metamethods; throws for a key that is nil or not a number. Stack: pops 2.
    public func setRawValueForKey(of position: Int) throws(LuaError) {
        try check(lua_bridge_raw_set(state, Int32(truncatingIfNeeded: position)))
    }

    /// Pushes a global variable. Stack: pushes 1, or nothing if it throws.
    public func push(global name: String) throws(LuaError) {
        try check(name.withBytes { lua_bridge_get_global(state, $0, $1) })
    }

    /// Sets a global variable to the value on top. Stack: pops 1.
    public func set(global name: String) throws(LuaError) {
        try check(name.withBytes { lua_bridge_set_global(state, $0, $1) })
    }

    /// Replaces the key on top by the next key and its value in the table at `position`; false at the end, with nothing
    /// in its place. Begin with nil. Stack: pops 1, pushes 2 if true.
    public func next(in position: Int) throws(LuaError) -> Bool {
        var found = false
        try check(lua_bridge_next(state, Int32(truncatingIfNeeded: position), &found))
        return found
    }

    /// Calls `body` for each pair of the table at `position`, with the key at -2 and the value at -1. Stack: unchanged;
    /// `body` must leave it as it was.
    public func forEachPair(in position: Int, _ body: () throws(LuaError) -> Void) throws(LuaError) {
        let table = absolute(position)
        let base = top
        pushNil()
        do throws(LuaError) {
            while try next(in: table) {
                try body()
                truncate(to: base + 1)
            }
        } catch {
            truncate(to: base)
            throw error
        }
    }
}

extension String {
    /// Lends the UTF-8 as C characters.
    func withBytes<Result>(_ body: (UnsafePointer<CChar>?, Int) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { body($0.baseAddress, $0.count) }
        }
    }
}
