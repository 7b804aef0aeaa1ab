internal import CLua
internal import CLuaBridge

extension Stack {
    /// Takes the error value that a failed call left. Stack: pops 1.
    func popError(_ status: Int32, traceback: String? = nil) -> LuaError {
        let message = errorMessage(at: -1)
        let kind = kind(ofStatus: status, message: message)
        guard interpreter != nil else {  // the state is closing: nobody can hold the value any more
            pop()
            return LuaError(kind: kind, message: message, traceback: traceback, value: nil)
        }
        return LuaError(kind: kind, message: message, traceback: traceback, value: popReference())
    }

    /// Takes the error value on top, which a `pcall` of a script caught. Stack: pops 1.
    public func popErrorValue() -> LuaError {
        popError(LUA_ERRRUN)
    }

    /// The same after a call that may have recorded a traceback. Stack: pops 1.
    @inline(never)
    @usableFromInline func popTracedError(_ status: Int32) -> LuaError {
        lua_bridge_push_recorded_traceback(state)
        let traceback = string(at: -1)
        pop()
        return popError(status, traceback: traceback)
    }

    private func kind(ofStatus status: Int32, message: String) -> LuaError.Kind {
        switch lua_bridge_stopped_by(state) {
        case LUA_BRIDGE_INTERRUPTED: return .interrupted
        case LUA_BRIDGE_TIME_LIMIT: return .timeLimit
        default: break
        }
        switch status {
        case LUA_ERRSYNTAX: return .syntax(isIncomplete: message.hasSuffix("<eof>"))
        case LUA_ERRMEM: return .memory
        case LUA_ERRERR: return .errorInErrorHandling
        default: return .runtime
        }
    }

    /// What the stand-alone interpreter would print for the value. Stack: unchanged.
    private func errorMessage(at position: Int) -> String {
        if let text = string(at: position) { return text }
        let kind = kind(at: position)
        if kind == .number || hasMetafield("__tostring", at: position), let text = text(of: position) { return text }
        return "(error object is a \(kind.name) value)"
    }

    /// What `tostring` says; nil if that fails in turn, which must not lead here again. Stack: unchanged.
    private func text(of position: Int) -> String? {
        defer { pop() }
        return lua_bridge_tostring(state, Int32(truncatingIfNeeded: position)) == LUA_OK ? string(at: -1) : nil
    }

    private func hasMetafield(_ name: String, at position: Int) -> Bool {
        guard pushMetatable(of: position) else { return false }
        defer { pop(2) }
        return pushRaw(field: name, of: -1) != .nil
    }

    /// Pushes the Lua value for an error of Swift and returns what the trampoline is to do with it. A memory error
    /// stays one: Lua raises it itself. Stack: pushes 1.
    @inline(never)
    @usableFromInline func raise(_ error: any Error) -> Int32 {
        if let raised = error.raiseIfLuaError(on: self) { return raised }
        push(foreign: error)
        return LUA_BRIDGE_ERROR
    }

    private func push(foreign error: any Error) {
        switch error {
        case let error as any LuaErrorValue: error.pushErrorValue(to: self)
        case let error as ArgumentError: push(error)
        default: push(message: String(describing: error))
        }
    }

    @inline(__always)
    fileprivate func raise(_ error: borrowing LuaError) -> Int32 {
        if error.kind == .memory { return LUA_BRIDGE_MEMORY }
        push(value: error.value, message: error.message)
        return LUA_BRIDGE_ERROR
    }

    @inline(__always)
    fileprivate func push(value: Reference?, message: String) {
        if let value, value.belongs(to: self) {
            push(value)
        } else {
            push(message: message)
        }
    }

    private func push(_ error: ArgumentError) {
        error.problem.withCString {
            lua_bridge_push_argument_message(state, Int32(truncatingIfNeeded: error.position), $0)
        }
    }

    private func push(message: String) {
        message.withBytes { lua_bridge_push_message(state, $0, $1) }
    }
}

/// An argument of a callback that is not what it must be. Lua gets the text its own library would raise:
/// `bad argument #1 to 'name' (number expected, got nil)`.
public struct ArgumentError: Error, CustomStringConvertible {
    public var position: Int
    public var problem: String

    public init(position: Int, problem: String) {
        self.position = position
        self.problem = problem
    }

    public var description: String { "bad argument #\(position) (\(problem))" }
}

extension Stack {
    /// The error of an argument that has not the expected type. Stack: unchanged.
    @inline(never)
    public func typeError(at position: Int, expected: String) -> ArgumentError {
        var found = kind(at: position).name
        if pushMetatable(of: position) {
            if pushRaw(field: "__name", of: -1) == .string, let name = string(at: -1) { found = name }
            pop(2)
        }
        return ArgumentError(position: position, problem: "\(expected) expected, got \(found)")
    }
}

extension Error {
    /// Raises the error if it is a ``LuaError``. A dynamic cast, or a copy, takes as long as Lua takes to raise it.
    fileprivate func raiseIfLuaError(on stack: Stack) -> Int32? {
        guard Self.self == LuaError.self else { return nil }
        // The types are the same.
        return stack.raise(unsafeBitCast(self, to: LuaError.self))
    }
}
