public import CLua

/// A type whose values typed functions take from Lua.
public protocol LuaReadable {
    /// The argument at `position`; throws ``ArgumentError`` for a value of the wrong type. Stack: unchanged.
    static func read(from stack: Stack, at position: Int) throws -> Self
}

/// A type whose values typed functions give to Lua.
public protocol LuaPushable {
    /// Pushes the value and returns the number of Lua values it is, mostly 1. Stack: pushes that many.
    func push(to stack: Stack) -> Int
}

extension Int: LuaReadable, LuaPushable {
    @inlinable public static func read(from stack: Stack, at position: Int) throws -> Int {
        guard let value = stack.integer(at: position) else { throw stack.integerError(at: position) }
        return value
    }

    @inlinable public func push(to stack: Stack) -> Int {
        lua_pushinteger(stack.state, lua_Integer(self))
        return 1
    }
}

extension Int64: LuaReadable, LuaPushable {
    @inlinable public static func read(from stack: Stack, at position: Int) throws -> Int64 {
        Int64(try Int.read(from: stack, at: position))
    }

    @inlinable public func push(to stack: Stack) -> Int {
        lua_pushinteger(stack.state, lua_Integer(self))
        return 1
    }
}

extension Double: LuaReadable, LuaPushable {
    @inlinable public static func read(from stack: Stack, at position: Int) throws -> Double {
        guard let value = stack.number(at: position) else { throw stack.typeError(at: position, expected: "number") }
        return value
    }

    @inlinable public func push(to stack: Stack) -> Int {
        stack.push(self)
        return 1
    }
}

/// Any value is a condition: nil and false are false.
extension Bool: LuaReadable, LuaPushable {
    @inlinable public static func read(from stack: Stack, at position: Int) throws -> Bool {
        stack.boolean(at: position)
    }

    @inlinable public func push(to stack: Stack) -> Int {
        stack.push(self)
        return 1
    }
}

/// Numbers count as the strings Lua spells them as, as in the stock library.
extension String: LuaReadable, LuaPushable {
    @inlinable public static func read(from stack: Stack, at position: Int) throws -> String {
        if let bytes = stack.borrowedBytes(at: position) { return String(decoding: bytes, as: UTF8.self) }
        return try stack.spelledNumber(at: position)
    }

    @inlinable public func push(to stack: Stack) -> Int {
        stack.push(self)
        return 1
    }
}

/// nil and no value are `nil`.
extension Optional: LuaReadable where Wrapped: LuaReadable {
    @inlinable public static func read(from stack: Stack, at position: Int) throws -> Wrapped? {
        stack.isNil(at: position) ? nil : try Wrapped.read(from: stack, at: position)
    }
}

extension Optional: LuaPushable where Wrapped: LuaPushable {
    @inlinable public func push(to stack: Stack) -> Int {
        if let self { return self.push(to: stack) }
        stack.pushNil()
        return 1
    }
}

/// A Lua table of elements 1, 2, ... up to its raw length.
extension Array: LuaReadable where Element: LuaReadable {
    public static func read(from stack: Stack, at position: Int) throws -> [Element] {
        guard stack.kind(at: position) == .table else { throw stack.typeError(at: position, expected: "table") }
        let table = stack.absolute(position)
        guard stack.ensure(slots: 4) else { throw LuaError("stack overflow") }
        return try (0..<stack.rawLength(at: table)).map { index in
            stack.pushRaw(element: index + 1, of: table)
            defer { stack.pop() }
            do {
                return try Element.read(from: stack, at: stack.top)
            } catch let error as ArgumentError {
                throw ArgumentError(position: position, problem: "element \(index + 1): \(error.problem)")
            }
        }
    }
}

extension Array: LuaPushable where Element: LuaPushable {
    public func push(to stack: Stack) -> Int {
        precondition(stack.ensure(slots: 4), "the Lua stack is full")
        stack.pushTable(elements: count)
        let table = stack.top
        for (index, element) in enumerated() {
            let pushed = element.push(to: stack)
            if pushed != 1 { stack.truncate(to: table + 1) }
            stack.setRaw(element: index + 1, of: table)
        }
        return 1
    }
}

extension Stack {
    /// What the stock library says: a float or numeric string that is not an integer is told from another type.
    @inline(never)
    @usableFromInline func integerError(at position: Int) -> ArgumentError {
        guard number(at: position) != nil else { return typeError(at: position, expected: "number") }
        return ArgumentError(position: position, problem: "number has no integer representation")
    }

    @inline(never)
    @usableFromInline func spelledNumber(at position: Int) throws -> String {
        guard kind(at: position) == .number else { throw typeError(at: position, expected: "string") }
        push(valueAt: position)  // lua_tolstring converts in place
        defer { pop() }
        var size = 0
        let start = lua_tolstring(state, -1, &size)
        return String(decoding: UnsafeRawBufferPointer(start: start, count: size), as: UTF8.self)
    }
}
