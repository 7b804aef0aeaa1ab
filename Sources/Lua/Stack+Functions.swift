public import CLuaBridge

/// A function of Swift as Lua calls it: reads its arguments at 1, 2, ..., pushes results, returns their number.
public typealias Function = (Stack) throws -> Int

/// A function of Swift that captures nothing, as Lua calls it. Write one as `{ state, _ in Stack.run(state) { ... } }`.
public typealias NativeFunction = @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?) -> Int32

extension Stack {
    /// Pushes a function. What it throws becomes a Lua error: ``LuaErrorValue`` any value, others a string with the
    /// caller's position. Lua owns the closure and lets it go with the function; so it must not hold the interpreter,
    /// which it finds as ``interpreter``. Stack: pushes 1.
    @inlinable public func push(function: @escaping Function) {
        let box = Unmanaged.passRetained(FunctionBox(function))
        lua_bridge_push_closure(state, callBox, box.toOpaque(), releaseBox)
    }

    /// Pushes a function that captures nothing; calls cost about a tenth more than to C. Stack: pushes 1.
    @inlinable public func push(native function: NativeFunction) {
        lua_bridge_push_callback(state, function)
    }

    /// Runs the body of a ``NativeFunction``, turning what it throws into a Lua error.
    @inlinable @inline(__always)
    public static func run(_ state: OpaquePointer?, _ body: Function) -> Int32 {
        // Lua passes its thread, never NULL.
        let stack = Stack(state.unsafelyUnwrapped)
        do {
            return Int32(truncatingIfNeeded: try body(stack))
        } catch {
            return stack.raise(error)
        }
    }
}

/// Holds a closure for Lua. The closure is stored as it is: a generic box would pass its arguments indirectly.
@usableFromInline
final class FunctionBox {
    @usableFromInline let function: Function

    @inlinable init(_ function: @escaping Function) {
        self.function = function
    }
}

@usableFromInline
let callBox: lua_bridge_function = { state, context in
    // The trampoline passes the box it owns and keeps it alive during the call.
    Unmanaged<FunctionBox>.fromOpaque(context.unsafelyUnwrapped)._withUnsafeGuaranteedRef { box in
        Stack.run(state, box.function)
    }
}

@usableFromInline
let releaseBox: lua_bridge_release = { context in
    if let context { Unmanaged<AnyObject>.fromOpaque(context).release() }
}
