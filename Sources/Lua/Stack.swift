public import CLua

/// A borrowed view of the stack of one Lua thread: what callbacks get, and what an ``Interpreter`` runs chunks on.
///
/// Positions count from 1 at the bottom of the current frame, or from -1 down from the top. A callback has room for
/// 20 values above its arguments; ask ``ensure(slots:)`` for more. A stack is valid while its thread is: in a
/// callback until the callback returns. It belongs to the interpreter's thread.
///
/// No function here lets a Lua error pass as a `longjmp`: what may run Lua code or fail is protected and throws
/// ``LuaError``; what is marked raw runs no Lua code and cannot fail.
public struct Stack {
    /// The Lua thread. Code of this package may call such functions of Lua's API on it as never raise anything but a
    /// memory error (manual 5.4, section 4.6, marks `-` and `m`).
    @usableFromInline package let state: OpaquePointer

    @inlinable package init(_ state: OpaquePointer) {
        self.state = state
    }

    /// The number of values in the current frame, which is the position of the top one. Stack: unchanged.
    @inlinable public var top: Int {
        Int(lua_gettop(state))
    }

    /// Removes the top values. Stack: pops `count`.
    @inlinable public func pop(_ count: Int = 1) {
        lua_settop(state, Int32(truncatingIfNeeded: -count - 1))
    }

    /// Makes `count` the number of values in the frame. Stack: pops, or pushes nil values.
    @inlinable public func truncate(to count: Int) {
        lua_settop(state, Int32(truncatingIfNeeded: count))
    }

    /// Makes room for `slots` more values; false if the stack would pass Lua's limit of a million. Stack: unchanged.
    @inlinable public func ensure(slots: Int) -> Bool {
        lua_checkstack(state, Int32(clamping: slots)) != 0
    }

    /// The position counted from the bottom. Stack: unchanged.
    @inlinable public func absolute(_ position: Int) -> Int {
        Int(lua_absindex(state, Int32(truncatingIfNeeded: position)))
    }

    /// Moves the top value to `position`, shifting up those above it. Stack: the number stays.
    @inlinable public func insert(at position: Int) {
        lua_rotate(state, Int32(truncatingIfNeeded: position), 1)
    }

    /// Removes the value at `position`, shifting down those above it. Stack: removes 1.
    @inlinable public func remove(at position: Int) {
        lua_rotate(state, Int32(truncatingIfNeeded: position), -1)
        pop()
    }

    /// Puts the top value in the place of the one at `position`. Stack: pops 1.
    @inlinable public func replace(at position: Int) {
        lua_copy(state, -1, Int32(truncatingIfNeeded: position))
        pop()
    }

    /// Whether the running function may yield here; if not, a suspension waits in place. Stack: unchanged.
    public var isYieldable: Bool {
        lua_isyieldable(state) != 0
    }
}
