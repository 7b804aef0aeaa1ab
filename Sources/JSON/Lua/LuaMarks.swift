import CLua

/// What a Lua table cannot say about the JSON value it holds, kept in its metatable.
///
/// A null member of an object reads as nil, so its name is not in the table; and an empty table could be `[]` or `{}`.
/// A metatable therefore carries, under light userdata no script can make, the names of the null members (a sequence of
/// strings) and whether a table without any key is an array. Tables with the same null members share one metatable.
/// A member a script sets later wins over its mark.
enum LuaMark {
    // The address of a byte that is never freed or written is a key nobody else has. It is only compared, never read.
    nonisolated(unsafe) static let nullNames = UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
    nonisolated(unsafe) static let emptyArray = UnsafeRawPointer(
        UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))

    /// Pushes the metatable all empty arrays of this state share. Stack: pushes 1.
    static func pushEmptyArrayMetatable(_ state: OpaquePointer) {
        if lua_rawgetp(state, luaRegistryIndex, emptyArray) == LUA_TTABLE { return }
        lua_settop(state, -2)
        lua_createtable(state, 0, 1)
        markAsEmptyArray(state)
        lua_pushvalue(state, -1)
        lua_rawsetp(state, luaRegistryIndex, emptyArray)
    }

    /// Marks the metatable on top as one of empty arrays. Stack: unchanged.
    static func markAsEmptyArray(_ state: OpaquePointer) {
        lua_pushboolean(state, 1)
        lua_rawsetp(state, -2, emptyArray)
    }

    /// Pushes the metatable of all tables of this state whose null members are `names`, in whatever order and however
    /// often each is given. Stack: pushes 1, needs 5 slots.
    static func pushMetatable(_ state: OpaquePointer, nullNames names: [UnsafeBufferPointer<UInt8>]) {
        let names = distinct(names)
        pushNullSets(state)
        pushKey(state, of: names)
        lua_pushvalue(state, -1)
        if lua_rawget(state, -3) != LUA_TTABLE {
            lua_settop(state, -2)
            lua_createtable(state, 0, 1)
            pushSequence(state, names)
            lua_rawsetp(state, -2, nullNames)
            // The stack is: sets, key, metatable.
            lua_pushvalue(state, -2)
            lua_pushvalue(state, -2)
            lua_rawset(state, -5)
        }
        lua_copy(state, -1, -3)
        lua_settop(state, -3)
    }

    /// Pushes the table from a set of names to its metatable. Its values are weak: data with ever new null members does
    /// not pile up metatables. Stack: pushes 1.
    private static func pushNullSets(_ state: OpaquePointer) {
        if lua_rawgetp(state, luaRegistryIndex, nullNames) == LUA_TTABLE { return }
        lua_settop(state, -2)
        lua_createtable(state, 0, 8)
        lua_createtable(state, 0, 1)
        lua_pushstring(state, "__mode")
        lua_pushstring(state, "v")
        lua_rawset(state, -3)
        lua_setmetatable(state, -2)
        lua_pushvalue(state, -1)
        lua_rawsetp(state, luaRegistryIndex, nullNames)
    }

    /// Pushes a string that is the same for the same names only. Stack: pushes 1.
    private static func pushKey(_ state: OpaquePointer, of names: [UnsafeBufferPointer<UInt8>]) {
        var key: [UInt8] = []
        for name in names {
            key += "\(name.count):".utf8
            key += name
        }
        key.withUnsafeBufferPointer { pushBytes(state, $0) }
    }

    /// Stack: pushes 1.
    private static func pushSequence(_ state: OpaquePointer, _ names: [UnsafeBufferPointer<UInt8>]) {
        lua_createtable(state, Int32(clamping: names.count), 0)
        for (index, name) in names.enumerated() {
            pushBytes(state, name)
            lua_rawseti(state, -2, Int64(index + 1))
        }
    }

    private static func distinct(_ names: [UnsafeBufferPointer<UInt8>]) -> [UnsafeBufferPointer<UInt8>] {
        let sorted = names.sorted { $0.lexicographicallyPrecedes($1) }
        return sorted.indices.filter { $0 == 0 || !sorted[$0].elementsEqual(sorted[$0 - 1]) }.map { sorted[$0] }
    }
}

/// `LUA_REGISTRYINDEX`, a macro that Swift does not see.
let luaRegistryIndex = -LUAI_MAXSTACK - 1000

/// Stack: pushes the string.
@inline(__always)
func pushBytes(_ state: OpaquePointer, _ bytes: UnsafeBufferPointer<UInt8>) {
    lua_pushlstring(state, UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self), bytes.count)
}
