import CLua

extension LuaJSON {
    /// Pushes `null`. Stack: pushes 1.
    package static func pushNull(onto state: OpaquePointer) { lua_pushlightuserdata(state, nil) }

    /// Whether the value at `index` is `null` (not nil). Stack: unchanged.
    package static func isNull(_ state: OpaquePointer, at index: Int32) -> Bool {
        lua_type(state, index) == LUA_TLIGHTUSERDATA && lua_touserdata(state, index) == nil
    }

    /// The names marked as null members of the table at `index`, in no particular order; a script may have set some of
    /// them since. Stack: unchanged.
    package static func nullNames(_ state: OpaquePointer, at index: Int32) -> [String] {
        let index = lua_absindex(state, index)
        guard lua_checkstack(state, 4) != 0, lua_getmetatable(state, index) != 0 else { return [] }
        defer { lua_settop(state, -3) }
        guard lua_rawgetp(state, -1, LuaMark.nullNames) == LUA_TTABLE else { return [] }
        return (1..<(Int64(lua_rawlen(state, -1)) + 1)).compactMap { position in
            defer { lua_settop(state, -2) }
            guard lua_rawgeti(state, -1, position) == LUA_TSTRING else { return nil }
            var count = 0
            let start = lua_tolstring(state, -1, &count)
            return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
        }
    }

    /// What tells the marks of the table at `index` from other marks: equal for tables with the same null members, nil
    /// for a table with none. It is valid as long as a table with these marks lives. Stack: unchanged.
    ///
    /// A caller that gives tables metatables of its own keeps one for each identity it meets, see ``copyMarks(_:of:to:)``.
    package static func marksIdentity(_ state: OpaquePointer, at index: Int32) -> UnsafeRawPointer? {
        let index = lua_absindex(state, index)
        guard lua_checkstack(state, 2) != 0, lua_getmetatable(state, index) != 0 else { return nil }
        defer { lua_settop(state, -3) }
        if lua_rawgetp(state, -1, LuaMark.nullNames) == LUA_TTABLE { return lua_topointer(state, -1) }
        lua_settop(state, -2)
        return lua_rawgetp(state, -1, LuaMark.emptyArray) == LUA_TNIL ? nil : LuaMark.emptyArray
    }

    /// Copies the marks of the table at `index`, if it has any, to the metatable at `metatable`, which may then take the
    /// place of the table's own. Stack: unchanged.
    package static func copyMarks(_ state: OpaquePointer, of index: Int32, to metatable: Int32) {
        let index = lua_absindex(state, index)
        let metatable = lua_absindex(state, metatable)
        guard lua_checkstack(state, 2) != 0, lua_getmetatable(state, index) != 0 else { return }
        for mark in [LuaMark.nullNames, LuaMark.emptyArray] {
            lua_rawgetp(state, -1, mark)
            lua_rawsetp(state, metatable, mark)
        }
        lua_settop(state, -2)
    }

    /// Marks the table at `index` as an array, for as long as it is empty. It takes the place of the table's metatable.
    /// Stack: unchanged.
    package static func markAsArray(_ state: OpaquePointer, at index: Int32) {
        let index = lua_absindex(state, index)
        guard lua_checkstack(state, 3) != 0 else { return }
        LuaMark.pushEmptyArrayMetatable(state)
        lua_setmetatable(state, index)
    }
}
