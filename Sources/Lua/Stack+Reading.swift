public import CLua

extension Stack {
    /// The value as Lua's conditions see it: false for nil, false and no value. Stack: unchanged.
    @inlinable public func boolean(at position: Int) -> Bool {
        lua_toboolean(state, Int32(truncatingIfNeeded: position)) != 0
    }

    /// The integer at `position`; as in the stock library a float with an integral value counts, and a string that
    /// spells one. Stack: unchanged.
    @inlinable public func integer(at position: Int) -> Int? {
        var isNumber: Int32 = 0
        let value = lua_tointegerx(state, Int32(truncatingIfNeeded: position), &isNumber)
        return isNumber != 0 ? Int(value) : nil
    }

    /// The number at `position`; as in the stock library a string that spells one counts. Stack: unchanged.
    @inlinable public func number(at position: Int) -> Double? {
        var isNumber: Int32 = 0
        let value = lua_tonumberx(state, Int32(truncatingIfNeeded: position), &isNumber)
        return isNumber != 0 ? value : nil
    }

    /// The string at `position`, invalid UTF-8 repaired; nil for any other type, also numbers. Stack: unchanged.
    @inlinable public func string(at position: Int) -> String? {
        bytes(at: position) { String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the bytes of the string at `position`; nil for any other type, also numbers. The bytes must not leave
    /// `body`. Stack: unchanged.
    @inlinable public func bytes<Result, Failure: Error>(
        at position: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard let bytes = borrowedBytes(at: position) else { return nil }
        return try body(bytes)
    }

    /// The bytes of the string at `position`, valid while the value is on the stack. Stack: unchanged.
    @inlinable package func borrowedBytes(at position: Int) -> UnsafeRawBufferPointer? {
        let index = Int32(truncatingIfNeeded: position)
        // Not for numbers: lua_tolstring would turn the value on the stack into a string.
        guard lua_type(state, index) == LUA_TSTRING else { return nil }
        var size = 0
        let start = lua_tolstring(state, index, &size)
        return UnsafeRawBufferPointer(start: start, count: size)
    }

    /// The address of light userdata; nil for any other type. Stack: unchanged.
    @inlinable public func lightUserdata(at position: Int) -> UnsafeMutableRawPointer? {
        let index = Int32(truncatingIfNeeded: position)
        return lua_type(state, index) == LUA_TLIGHTUSERDATA ? lua_touserdata(state, index) : nil
    }

    /// The length of a string or table without asking `__len`. Stack: unchanged.
    @inlinable public func rawLength(at position: Int) -> Int {
        Int(lua_rawlen(state, Int32(truncatingIfNeeded: position)))
    }

    /// The address of a table, function, thread or userdata, which tells whether two are the same. Stack: unchanged.
    @inlinable public func identity(at position: Int) -> UnsafeRawPointer? {
        lua_topointer(state, Int32(truncatingIfNeeded: position))
    }
}
