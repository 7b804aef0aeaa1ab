import CLua

extension LuaTableWalker {
    /// Sends the members of an object in the order of their names' bytes. Stack: unchanged.
    func sortedObject<Sink: JSONSink & ~Copyable>(
        at index: Int32, to sink: inout Sink, depth: Int
    ) throws(JSONFailure) -> Sink.Value {
        var members = sink.beginObject()
        for name in try names(at: index) {
            name.withUnsafeBufferPointer { pushBytes(state, $0) }
            lua_pushvalue(state, -1)
            // A null member has no value in the table, and nil is sent as null.
            lua_rawget(state, index)
            let slot = lua_gettop(state)
            try member(at: slot, in: &members, to: &sink, depth: depth)
            lua_settop(state, slot - 2)
        }
        return sink.endObject(members)
    }

    /// The names of all members, those that are null too, in order. Stack: unchanged.
    private func names(at index: Int32) throws(JSONFailure) -> [[UInt8]] {
        var names: Set<[UInt8]> = []
        lua_pushnil(state)
        while lua_next(state, index) != 0 {
            guard lua_type(state, -2) == LUA_TSTRING else { throw badName(at: lua_gettop(state) - 1) }
            names.insert(Array(text(at: -2).bytes))
            lua_settop(state, -2)
        }
        names.formUnion(LuaJSON.nullNames(state, at: index).map { Array($0.utf8) })
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
