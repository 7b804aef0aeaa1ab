internal import CLua
public import CLuaBridge

/// A class of Swift objects as Lua sees it: full userdata with methods.
///
/// Make one per class and interpreter and keep it as long as objects are pushed. A value is recognized by the address
/// of its metatable, which scripts cannot get at (`getmetatable` gives false) without the `debug` library.
public struct ObjectClass<Object: AnyObject> {
    public let name: String
    @usableFromInline let metatable: UnsafeRawPointer
    private let methods: Reference

    /// Makes the class; `name` is what messages call its objects. Stack: unchanged.
    public init(_ name: String, on stack: Stack) {
        self.name = name
        // The new table is on the stack, so it has an address.
        metatable = name.withCString { lua_bridge_new_object_metatable(stack.state, $0).unsafelyUnwrapped }
        stack.pushTable(fields: 8)
        stack.push(valueAt: -1)
        stack.setRaw(field: "__index", of: -3)
        methods = stack.popReference()
        stack.pop()
    }

    /// Pushes an object; Lua retains it until it is collected or released. Stack: pushes 1.
    @inlinable public func push(_ object: Object, to stack: Stack) {
        let retained = Unmanaged.passRetained(object).toOpaque()
        lua_bridge_push_object(stack.state, metatable, retained, releaseBox)
    }

    /// The object at `position`; nil for any other value and for an object that was released. Stack: unchanged.
    @inlinable public func object(at position: Int, of stack: Stack) -> Object? {
        let index = Int32(truncatingIfNeeded: position)
        guard let object = lua_bridge_object(stack.state, index, metatable) else { return nil }
        return Unmanaged<Object>.fromOpaque(object).takeUnretainedValue()
    }

    /// The object at `position`, or the error of an argument. Stack: unchanged.
    @inlinable public func argument(_ position: Int, of stack: Stack) throws -> Object {
        guard let object = object(at: position, of: stack) else { throw objectError(at: position, of: stack) }
        return object
    }

    /// Lets go of the object at `position` before Lua collects it: `close` methods; later uses are errors.
    /// Stack: unchanged.
    public func release(at position: Int, of stack: Stack) {
        _ = lua_bridge_release_object(stack.state, Int32(truncatingIfNeeded: position), metatable)
    }

    // MARK: Methods

    /// Adds a method that reads its arguments at 2, 3, ... and returns the number of results. Stack: unchanged.
    @inlinable public func method(_ name: String, on stack: Stack, _ body: @escaping (Object, Stack) throws -> Int) {
        pushMethod(body, on: stack)
        setMethod(name, on: stack)
    }

    /// Adds a metamethod, such as `__tostring` or `__close`; it gets the object of its first argument. Not `__gc`,
    /// `__index` or `__metatable`, which the class needs itself. Stack: unchanged.
    @inlinable public func metamethod(
        _ name: String, on stack: Stack, _ body: @escaping (Object, Stack) throws -> Int
    ) {
        precondition(!["__gc", "__index", "__metatable"].contains(name), "\(name) is the class's own")
        pushMethod(body, on: stack)
        setMetafield(name, on: stack)
    }

    /// Adds what answers for keys that no method has: the key is at 2, one value is the answer. Stack: unchanged.
    public func index(on stack: Stack, _ body: @escaping (Object, Stack) throws -> Int) {
        stack.push(methods)
        pushMethod(body, on: stack)
        lua_bridge_push_index(stack.state)
        setMetafield("__index", on: stack)
    }

    @inlinable func pushMethod(_ body: @escaping (Object, Stack) throws -> Int, on stack: Stack) {
        let metatable = metatable
        let name = name
        stack.push(function: { stack in
            guard let object = lua_bridge_object(stack.state, 1, metatable) else {
                throw stack.objectError(at: 1, class: name, metatable)
            }
            // The userdata is an argument of this call and keeps the object, unless the body itself releases it.
            return try body(Unmanaged<Object>.fromOpaque(object).takeUnretainedValue(), stack)
        })
    }

    @usableFromInline func setMethod(_ name: String, on stack: Stack) {
        stack.push(methods)
        stack.insert(at: -2)
        stack.setRaw(field: name, of: -2)
        stack.pop()
    }

    @usableFromInline func setMetafield(_ name: String, on stack: Stack) {
        lua_rawgetp(stack.state, lua_bridge_registry_index(), metatable)
        stack.insert(at: -2)
        stack.setRaw(field: name, of: -2)
        stack.pop()
    }

    @inline(never)
    @usableFromInline func objectError(at position: Int, of stack: Stack) -> ArgumentError {
        stack.objectError(at: position, class: name, metatable)
    }
}

extension Stack {
    @inline(never)
    @usableFromInline func objectError(
        at position: Int, class name: String, _ metatable: UnsafeRawPointer
    ) -> ArgumentError {
        guard lua_bridge_is_object(state, Int32(truncatingIfNeeded: position), metatable) else {
            return typeError(at: position, expected: name)
        }
        return ArgumentError(position: position, problem: "attempt to use a closed \(name)")
    }
}

extension ObjectClass {
    /// Adds a method whose result is converted. Stack: unchanged.
    @inlinable public func method<R: LuaPushable>(
        _ name: String, on stack: Stack, typed body: @escaping (Object) throws -> R
    ) {
        method(name, on: stack) { object, stack in try body(object).push(to: stack) }
    }

    /// Adds a method whose argument and result are converted. Stack: unchanged.
    @inlinable public func method<A: LuaReadable, R: LuaPushable>(
        _ name: String, on stack: Stack, typed body: @escaping (Object, A) throws -> R
    ) {
        method(name, on: stack) { object, stack in
            try body(object, A.read(from: stack, at: 2)).push(to: stack)
        }
    }

    /// Adds a method whose arguments and result are converted. Stack: unchanged.
    @inlinable public func method<A: LuaReadable, B: LuaReadable, R: LuaPushable>(
        _ name: String, on stack: Stack, typed body: @escaping (Object, A, B) throws -> R
    ) {
        method(name, on: stack) { object, stack in
            try body(object, A.read(from: stack, at: 2), B.read(from: stack, at: 3)).push(to: stack)
        }
    }
}
