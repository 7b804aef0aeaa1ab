public import CLua
public import CLuaBridge

extension Stack {
    /// Stack: pushes nil.
    @inlinable public func pushNil() {
        lua_pushnil(state)
    }

    /// Stack: pushes 1.
    @inlinable public func push(_ value: Bool) {
        lua_pushboolean(state, value ? 1 : 0)
    }

    /// Pushes an integer; Lua's are 64-bit and signed. Stack: pushes 1.
    @inlinable public func push(_ value: some FixedWidthInteger & SignedInteger) {
        lua_pushinteger(state, lua_Integer(value))
    }

    /// Pushes a float; an integral value stays a float. Stack: pushes 1.
    @inlinable public func push(_ value: Double) {
        lua_pushnumber(state, value)
    }

    /// Pushes the UTF-8 of the string. Stack: pushes 1.
    @inlinable public func push(_ value: String) {
        var value = value
        value.withUTF8 { push(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// Pushes the UTF-8 of the literal. Stack: pushes 1.
    @inlinable public func push(_ value: StaticString) {
        value.withUTF8Buffer { push(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// Pushes a string of any bytes. Stack: pushes 1.
    @inlinable public func push(bytes: UnsafeRawBufferPointer) {
        lua_pushlstring(state, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
    }

    /// Pushes a string of any bytes. Stack: pushes 1.
    @inlinable public func push(bytes: [UInt8]) {
        bytes.withUnsafeBytes { push(bytes: $0) }
    }

    /// Pushes an address, which Lua compares and never follows. Stack: pushes 1.
    @inlinable public func push(lightUserdata address: UnsafeMutableRawPointer?) {
        lua_pushlightuserdata(state, address)
    }

    /// Pushes the value at `position` once more. Stack: pushes 1.
    @inlinable public func push(valueAt position: Int) {
        lua_pushvalue(state, Int32(truncatingIfNeeded: position))
    }

    /// Pushes the table of globals. Stack: pushes 1.
    @inlinable public func pushGlobals() {
        lua_bridge_push_globals(state)
    }
}
