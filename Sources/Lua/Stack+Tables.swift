public import CLua

extension Stack {
    /// Pushes a new table with room for so many elements and fields. Stack: pushes 1.
    @inlinable public func pushTable(elements: Int = 0, fields: Int = 0) {
        lua_createtable(state, Int32(clamping: elements), Int32(clamping: fields))
    }

    // Raw access: no metamethods, cannot fail.

    /// Pushes the field of the table at `position`, or nil. Stack: pushes 1.
    @discardableResult
    @inlinable public func pushRaw(field: String, of position: Int) -> Kind {
        let table = absolute(position)
        push(field)
        return Kind(rawValue: lua_rawget(state, Int32(truncatingIfNeeded: table))) ?? .none
    }

    /// Pushes element `index` (from 1) of the table at `position`, or nil. Stack: pushes 1.
    @discardableResult
    @inlinable public func pushRaw(element index: Int, of position: Int) -> Kind {
        let kind = lua_rawgeti(state, Int32(truncatingIfNeeded: position), lua_Integer(index))
        return Kind(rawValue: kind) ?? .none
    }

    /// Replaces the key on top by its value in the table at `position`. Stack: pops 1, pushes 1.
    @discardableResult
    @inlinable public func pushRawValueForKey(of position: Int) -> Kind {
        Kind(rawValue: lua_rawget(state, Int32(truncatingIfNeeded: position))) ?? .none
    }

    /// Sets the field of the table at `position` to the value on top. Stack: pops 1.
    @inlinable public func setRaw(field: String, of position: Int) {
        let table = absolute(position)
        push(field)
        lua_rotate(state, -2, 1)
        lua_rawset(state, Int32(truncatingIfNeeded: table))
    }

    /// Sets element `index` (from 1) of the table at `position` to the value on top. Stack: pops 1.
    @inlinable public func setRaw(element index: Int, of position: Int) {
        lua_rawseti(state, Int32(truncatingIfNeeded: position), lua_Integer(index))
    }

    /// Sets a global variable to the value on top. Stack: pops 1.
    @inlinable public func setRaw(global name: String) {
        pushGlobals()
        insert(at: -2)
        setRaw(field: name, of: -2)
        pop()
    }

    /// Sets the metatable of the value at `position` to the table or nil on top. Stack: pops 1.
    @inlinable public func setMetatable(of position: Int) {
        lua_setmetatable(state, Int32(truncatingIfNeeded: position))
    }

    /// Pushes the metatable of the value at `position` if it has one. Stack: pushes 1 if true.
    @inlinable public func pushMetatable(of position: Int) -> Bool {
        lua_getmetatable(state, Int32(truncatingIfNeeded: position)) != 0
    }
}
