extension Stack {
    /// Pushes a function whose arguments and result are converted; it is specialized where it is written.
    /// Stack: pushes 1.
    @inlinable public func push<R: LuaPushable>(typed function: @escaping () throws -> R) {
        push(function: { try function().push(to: $0) })
    }

    /// Stack: pushes 1.
    @inlinable public func push<A: LuaReadable, R: LuaPushable>(typed function: @escaping (A) throws -> R) {
        push(function: { stack in
            try function(A.read(from: stack, at: 1)).push(to: stack)
        })
    }

    /// Stack: pushes 1.
    @inlinable public func push<A: LuaReadable, B: LuaReadable, R: LuaPushable>(
        typed function: @escaping (A, B) throws -> R
    ) {
        push(function: { stack in
            try function(A.read(from: stack, at: 1), B.read(from: stack, at: 2)).push(to: stack)
        })
    }

    /// Stack: pushes 1.
    @inlinable public func push<A: LuaReadable, B: LuaReadable, C: LuaReadable, R: LuaPushable>(
        typed function: @escaping (A, B, C) throws -> R
    ) {
        push(function: { stack in
            let a = try A.read(from: stack, at: 1)
            let b = try B.read(from: stack, at: 2)
            return try function(a, b, C.read(from: stack, at: 3)).push(to: stack)
        })
    }

    /// Stack: pushes 1.
    @inlinable public func push<A: LuaReadable, B: LuaReadable, C: LuaReadable, D: LuaReadable, R: LuaPushable>(
        typed function: @escaping (A, B, C, D) throws -> R
    ) {
        push(function: { stack in
            let a = try A.read(from: stack, at: 1)
            let b = try B.read(from: stack, at: 2)
            let c = try C.read(from: stack, at: 3)
            return try function(a, b, c, D.read(from: stack, at: 4)).push(to: stack)
        })
    }

    /// Stack: pushes 1.
    @inlinable public func push(typed function: @escaping () throws -> Void) {
        push(function: { _ in
            try function()
            return 0
        })
    }

    /// Stack: pushes 1.
    @inlinable public func push<A: LuaReadable>(typed function: @escaping (A) throws -> Void) {
        push(function: { stack in
            try function(A.read(from: stack, at: 1))
            return 0
        })
    }

    /// Stack: pushes 1.
    @inlinable public func push<A: LuaReadable, B: LuaReadable>(typed function: @escaping (A, B) throws -> Void) {
        push(function: { stack in
            try function(A.read(from: stack, at: 1), B.read(from: stack, at: 2))
            return 0
        })
    }

    /// Stack: pushes 1.
    @inlinable public func push<A: LuaReadable, B: LuaReadable, C: LuaReadable>(
        typed function: @escaping (A, B, C) throws -> Void
    ) {
        push(function: { stack in
            let a = try A.read(from: stack, at: 1)
            let b = try B.read(from: stack, at: 2)
            try function(a, b, C.read(from: stack, at: 3))
            return 0
        })
    }

    /// Stack: pushes 1.
    @inlinable public func push<A: LuaReadable, B: LuaReadable, C: LuaReadable, D: LuaReadable>(
        typed function: @escaping (A, B, C, D) throws -> Void
    ) {
        push(function: { stack in
            let a = try A.read(from: stack, at: 1)
            let b = try B.read(from: stack, at: 2)
            let c = try C.read(from: stack, at: 3)
            try function(a, b, c, D.read(from: stack, at: 4))
            return 0
        })
    }

    /// The argument of a callback at `position`; throws ``ArgumentError`` for a value of the wrong type.
    /// Stack: unchanged.
    @inlinable public func argument<A: LuaReadable>(_ position: Int, as type: A.Type = A.self) throws -> A {
        try A.read(from: self, at: position)
    }
}
