internal import CLuaBridge

extension Interpreter {
    /// Has a function called whenever the standard library is about to read from a stream or write to one, to run
    /// another program or to end the process: a program can put away what it shows on the terminal.
    ///
    /// Scripts see no difference: names, errors and tracebacks stay as they are. What writes without the library's
    /// functions is not announced. A later call replaces the function.
    ///
    /// - Parameter handler: Must not use this interpreter. It is not called while the state closes.
    /// - Throws: ``LuaError`` where there is not the memory for it.
    public func announceStreamUse(to handler: @escaping () -> Void) throws(LuaError) {
        streamUseHandler = handler
        try stack.check(lua_bridge_announce_stream_use(state))
    }

    /// What the bridge calls of this interpreter.
    func makeHost() -> lua_bridge_host {
        lua_bridge_host(
            context: Unmanaged.passUnretained(self).toOpaque(), complete: completeOperation, wait: waitForOperation,
            use_stream: useStream)
    }
}

/// Called by the bridge, with the interpreter.
private let useStream: @convention(c) (UnsafeMutableRawPointer?) -> Void = { context in
    guard let context else { return }
    Unmanaged<Interpreter>.fromOpaque(context).takeUnretainedValue().streamUseHandler?()
}
