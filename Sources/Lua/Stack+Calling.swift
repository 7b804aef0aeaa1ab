public import CLua
public import CLuaBridge

extension Stack {
    /// Calls the function under the arguments. `results` values come back, padded with nil; nil for as many as there
    /// are.
    ///
    /// Errors have a traceback if no other call of Lua is open. A suspension in there waits in place: this is a call
    /// from Swift, which cannot yield. To run as a coroutine, use ``Interpreter/run(_:named:timeLimit:arguments:)``.
    /// Stack: pops the function and the arguments, pushes the results; nothing if it throws.
    @inlinable public func call(arguments: Int = 0, results: Int? = 0) throws(LuaError) {
        let results = Int32(truncatingIfNeeded: results ?? Int(LUA_MULTRET))
        let status = lua_bridge_call_function(state, Int32(truncatingIfNeeded: arguments), results)
        if status != LUA_OK { throw popTracedError(status) }
    }

    /// Compiles a chunk of text; binary chunks are refused. `name` appears in messages: `=name` as it is, `@path` for
    /// a file. Stack: pushes the function, or nothing if it throws.
    public func load(_ source: String, named name: String) throws(LuaError) {
        try check(
            source.withBytes { bytes, count in
                name.withCString { lua_bridge_load(state, bytes, count, $0, "t") }
            })
    }

    /// Compiles a chunk of text that may be any bytes. Stack: as ``load(_:named:)``.
    public func load(bytes: UnsafeRawBufferPointer, named name: String) throws(LuaError) {
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        try check(name.withCString { lua_bridge_load(state, start, bytes.count, $0, "t") })
    }

    /// Pushes what Lua's `tostring` makes of the value at `position`. Stack: pushes 1, or nothing if it throws.
    public func pushDescription(of position: Int) throws(LuaError) {
        try check(lua_bridge_tostring(state, Int32(truncatingIfNeeded: position)))
    }

    /// What Lua's `tostring` makes of the value at `position`. Stack: unchanged.
    public func description(of position: Int) throws(LuaError) -> String {
        try pushDescription(of: position)
        defer { pop() }
        return string(at: -1) ?? ""
    }

    /// Pushes `#value`. Stack: pushes 1, or nothing if it throws.
    public func pushLength(of position: Int) throws(LuaError) {
        try check(lua_bridge_length(state, Int32(truncatingIfNeeded: position)))
    }

    /// Joins the top values as `..` does. Stack: pops `count`, pushes 1 unless it throws.
    public func concatenate(_ count: Int) throws(LuaError) {
        try check(lua_bridge_concatenate(state, Int32(clamping: count)))
    }

    /// Whether `first == second` in Lua. Stack: unchanged.
    public func equal(_ first: Int, _ second: Int) throws(LuaError) -> Bool {
        try compare(first, second, LUA_OPEQ)
    }

    /// Whether `first < second` in Lua. Stack: unchanged.
    public func less(_ first: Int, _ second: Int) throws(LuaError) -> Bool {
        try compare(first, second, LUA_OPLT)
    }

    private func compare(_ first: Int, _ second: Int, _ operation: Int32) throws(LuaError) -> Bool {
        var result = false
        let first = Int32(truncatingIfNeeded: first)
        let second = Int32(truncatingIfNeeded: second)
        try check(lua_bridge_compare(state, first, second, operation, &result))
        return result
    }

    /// Throws what a protected function left on the stack. Stack: pops the error value if the status is one.
    @inline(__always)
    func check(_ status: Int32) throws(LuaError) {
        if status != LUA_OK { throw popError(status) }
    }
}
