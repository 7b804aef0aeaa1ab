internal import Lua

/// A mistake of a call, as the string that Lua's own functions raise.
struct MisuseError: Error, CustomStringConvertible, LuaErrorValue {
    /// With the place of the call.
    let description: String

    init(_ description: String) { self.description = description }

    func pushErrorValue(to stack: Stack) { stack.push(description) }
}
