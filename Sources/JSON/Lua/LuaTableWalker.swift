import CLua

/// Tells a sink about a Lua value and all below it, with raw access only: no metamethod runs, nothing raises.
///
/// While it walks, the stack holds, for every open table, the key and the value it is at; so the path to a value that
/// cannot be written is read off the stack.
struct LuaTableWalker {
    let state: OpaquePointer
    let depthLimit: Int
    let sortsNames: Bool
    let nullNames = LuaMark.nullNames
    let emptyArray = LuaMark.emptyArray

    /// Stack: unchanged on success; on failure the way to the culprit is left on it.
    @inline(__always)
    func value<Sink: JSONSink & ~Copyable>(
        at index: Int32, under name: Sink.Name?, to sink: inout Sink, depth: Int
    ) throws(JSONFailure) -> Sink.Value {
        switch lua_type(state, index) {
        case LUA_TSTRING:
            return try sink.string(text(at: index))
        case LUA_TTABLE:
            return try table(at: index, under: name, to: &sink, depth: depth)
        case LUA_TNUMBER:
            if lua_isinteger(state, index) != 0 { return sink.integer(lua_tointegerx(state, index, nil)) }
            return try sink.number(lua_tonumberx(state, index, nil))
        case LUA_TBOOLEAN:
            return sink.bool(lua_toboolean(state, index) != 0)
        case LUA_TNIL:
            return sink.null()
        case LUA_TLIGHTUSERDATA where lua_touserdata(state, index) == nil:
            return sink.null()
        case let type:
            throw JSONFailure(problem: .noJSONForm(Self.name(ofType: type)))
        }
    }

    /// The string at `index`, which must be one; a number would be converted in place.
    @inline(__always)
    func text(at index: Int32) -> JSONText {
        var count = 0
        // Non-nil: the caller knows it to be a string.
        let start = UnsafeRawPointer(lua_tolstring(state, index, &count).unsafelyUnwrapped)
        return JSONText(
            start: start.assumingMemoryBound(to: UInt8.self), count: count, isValidated: false, isInSource: false)
    }

    private func table<Sink: JSONSink & ~Copyable>(
        at index: Int32, under name: Sink.Name?, to sink: inout Sink, depth: Int
    ) throws(JSONFailure) -> Sink.Value {
        guard depth < depthLimit else { throw JSONFailure(problem: .nestedTooDeep(limit: depthLimit)) }
        // A key and a value a level, for as many levels as are not checked again, and what one level needs to look around.
        if depth & 15 == 0, lua_checkstack(state, 2 * 16 + 8) == 0 { throw JSONFailure(problem: .outOfStack) }
        lua_pushnil(state)
        guard lua_next(state, index) != 0 else { return try emptyTable(at: index, under: name, to: &sink) }
        switch lua_type(state, -2) {
        case LUA_TSTRING where sortsNames:
            lua_settop(state, -3)
            return try sortedObject(at: index, to: &sink, depth: depth + 1)
        case LUA_TSTRING:
            return try object(at: index, to: &sink, depth: depth + 1)
        default:
            return try array(at: index, under: name, to: &sink, depth: depth + 1)
        }
    }

    /// A table without a key: `[]` if it is marked so, else an object, of whose members all are null.
    private func emptyTable<Sink: JSONSink & ~Copyable>(
        at index: Int32, under name: Sink.Name?, to sink: inout Sink
    ) throws(JSONFailure) -> Sink.Value {
        if lua_getmetatable(state, index) != 0 {
            let isArray = lua_rawgetp(state, -1, emptyArray) != LUA_TNIL
            lua_settop(state, -3)
            if isArray { return sink.endArray(sink.beginArray(under: name, isEmpty: true)) }
        }
        var members = sink.beginObject()
        try nullMembers(of: index, in: &members, to: &sink)
        return sink.endObject(members)
    }

    // MARK: Arrays

    /// Stack: pops the first key and value of the table.
    ///
    /// The sequence part of a table is traversed in order, so the elements can be sent as they come. Where a key is out
    /// of order the rest is looked at before anything more is sent: it must be the rest of a sequence.
    private func array<Sink: JSONSink & ~Copyable>(
        at index: Int32, under name: Sink.Name?, to sink: inout Sink, depth: Int
    ) throws(JSONFailure) -> Sink.Value {
        var elements = sink.beginArray(under: name, isEmpty: false)
        let slot = lua_gettop(state)
        var count: Int64 = 0
        repeat {
            guard lua_isinteger(state, slot &- 1) != 0, lua_tointegerx(state, slot &- 1, nil) == count &+ 1 else {
                try rest(ofArrayAt: index, after: count, in: &elements, to: &sink, depth: depth)
                break
            }
            let value = try value(at: slot, under: nil, to: &sink, depth: depth)
            sink.append(value, to: &elements)
            count &+= 1
            lua_settop(state, slot &- 1)
        } while lua_next(state, index) != 0
        return sink.endArray(elements)
    }

    /// Stack: pops the key and value that were out of order.
    private func rest<Sink: JSONSink & ~Copyable>(
        ofArrayAt index: Int32, after sent: Int64, in elements: inout Sink.Elements, to sink: inout Sink, depth: Int
    ) throws(JSONFailure) {
        let slot = lua_gettop(state)
        var count = sent
        repeat {
            try checkPosition(at: slot - 1)
            count += 1
            lua_settop(state, slot - 1)
        } while lua_next(state, index) != 0
        for position in (sent + 1)..<(count + 1) {
            lua_pushinteger(state, position)
            if lua_rawgeti(state, index, position) == LUA_TNIL {
                throw failure(.missingElement(position), droppingTo: slot - 1)
            }
            let value = try value(at: slot, under: nil, to: &sink, depth: depth)
            sink.append(value, to: &elements)
            lua_settop(state, slot - 2)
        }
    }

    private func checkPosition(at index: Int32) throws(JSONFailure) {
        if lua_type(state, index) == LUA_TSTRING { throw failure(.mixedKeys, droppingTo: index) }
        guard lua_isinteger(state, index) != 0, lua_tointegerx(state, index, nil) >= 1 else {
            throw failure(.badKey(Self.name(ofType: lua_type(state, index))), droppingTo: index)
        }
    }

    // MARK: Objects

    /// Stack: pops the first key and value of the table.
    private func object<Sink: JSONSink & ~Copyable>(
        at index: Int32, to sink: inout Sink, depth: Int
    ) throws(JSONFailure) -> Sink.Value {
        var members = sink.beginObject()
        let slot = lua_gettop(state)
        repeat {
            if lua_type(state, slot &- 1) != LUA_TSTRING { throw badName(at: slot - 1) }
            try member(at: slot, in: &members, to: &sink, depth: depth)
            lua_settop(state, slot &- 1)
        } while lua_next(state, index) != 0
        try nullMembers(of: index, in: &members, to: &sink)
        return sink.endObject(members)
    }

    /// Sends the member whose value is at `slot` and whose name is below it. Stack: unchanged.
    @inline(__always)
    func member<Sink: JSONSink & ~Copyable>(
        at slot: Int32, in members: inout Sink.Members, to sink: inout Sink, depth: Int
    ) throws(JSONFailure) {
        let name = try sink.name(text(at: slot &- 1), in: &members)
        let value = try value(at: slot, under: name, to: &sink, depth: depth)
        sink.add(value, named: name, to: &members)
    }

    /// Sends the members that are marked as null and were not set since. Stack: unchanged.
    @inline(__always)
    private func nullMembers<Sink: JSONSink & ~Copyable>(
        of index: Int32, in members: inout Sink.Members, to sink: inout Sink
    ) throws(JSONFailure) {
        guard lua_getmetatable(state, index) != 0 else { return }
        if lua_rawgetp(state, -1, nullNames) == LUA_TTABLE {
            let names = lua_gettop(state)
            for position in 1..<(Int64(lua_rawlen(state, names)) + 1) {
                guard lua_rawgeti(state, names, position) == LUA_TSTRING else { break }
                lua_pushvalue(state, -1)
                if lua_rawget(state, index) == LUA_TNIL {
                    let name = try sink.name(text(at: names + 1), in: &members)
                    sink.add(sink.null(), named: name, to: &members)
                }
                lua_settop(state, names)
            }
        }
        lua_settop(state, -3)
    }

    // MARK: Failures

    func badName(at index: Int32) -> JSONFailure {
        let isPosition = lua_isinteger(state, index) != 0
        return failure(
            isPosition ? .mixedKeys : .badKey(Self.name(ofType: lua_type(state, index))), droppingTo: index)
    }

    /// A failure of the table itself, not of the member the stack is at. Stack: leaves nothing from `index` on.
    private func failure(_ problem: JSONFailure.Problem, droppingTo index: Int32) -> JSONFailure {
        lua_settop(state, index - 1)
        return JSONFailure(problem: problem)
    }

    static func name(ofType type: Int32) -> StaticString {
        switch type {
        case LUA_TBOOLEAN: "boolean"
        case LUA_TNUMBER: "number"
        case LUA_TTABLE: "table"
        case LUA_TFUNCTION: "function"
        case LUA_TTHREAD: "coroutine"
        default: "userdata"
        }
    }
}
