import CLua
import JSON

/// A stock Lua state with `decode`, `encode`, `sorted` and `null` for the chunks of tests.
///
/// The tests call the codec from Swift only; a chunk gets its values as arguments and gives one back.
final class LuaState {
    let pointer: OpaquePointer

    init() {
        // A test without memory for a state cannot go on.
        pointer = luaL_newstate()!
        luaL_openlibs(pointer)
    }

    deinit { lua_close(pointer) }

    var top: Int32 { lua_gettop(pointer) }

    /// Decodes onto the stack. Stack: pushes 1.
    func decode(_ text: String, depthLimit: Int = 512) throws(JSONError) {
        let bytes = Array(text.utf8)
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(JSONError) in
                try LuaJSON.push(parsing: bytes, onto: pointer, depthLimit: depthLimit)
            }
        }
        try result.get()
    }

    /// Encodes the value on top. Stack: unchanged.
    func encode(_ options: JSONWriter.Options = []) throws(JSONError) -> String {
        String(decoding: try LuaJSON.serialized(pointer, at: -1, options), as: UTF8.self)
    }

    /// Runs a chunk with the value on top, if it has one, as `...` and with the global `null`. Stack: replaces all by its
    /// one result.
    func run(_ chunk: String) throws(LuaFailure) {
        lua_pushlightuserdata(pointer, nil)
        lua_setglobal(pointer, "null")
        let arguments = min(top, 1)
        let status = luaL_loadstring(pointer, chunk)
        if status == LUA_OK {
            if arguments == 1 { lua_rotate(pointer, -2, 1) }
            if lua_pcallk(pointer, arguments, 1, 0, 0, nil) == LUA_OK {
                lua_rotate(pointer, 1, 1)
                lua_settop(pointer, 1)
                return
            }
        }
        throw LuaFailure(message: String(cString: lua_tolstring(pointer, -1, nil)))
    }

    /// What the chunk returns, as text of Lua.
    func show(_ chunk: String) throws -> String {
        try run(chunk)
        defer { lua_settop(pointer, 0) }
        return String(cString: luaL_tolstring(pointer, -1, nil))
    }
}

struct LuaFailure: Error {
    var message: String
}
