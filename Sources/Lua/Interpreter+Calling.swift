extension Interpreter {
    /// Calls a function of Lua at once and not as a coroutine: no other one runs meanwhile, and where the function would wait
    /// for something it gets an error instead. For questions that are asked often and answered from what is known.
    ///
    /// - Parameters:
    ///   - timeLimit: The most time it may take.
    ///   - arguments: Pushes the arguments and returns their number.
    ///   - read: Gets a stack with the one result on top.
    public func callWithoutWaiting<Value>(
        _ function: Reference, timeLimit: Duration, arguments: (Stack) -> Int = { _ in 0 }, _ read: (Stack) -> Value
    ) throws(LuaError) -> Value {
        let stack = stack
        let base = stack.top
        defer { stack.truncate(to: base) }
        let wasRefusing = scheduler.refusesToWait
        scheduler.refusesToWait = true
        defer { scheduler.refusesToWait = wasRefusing }
        try entered(timeLimit: timeLimit) { () throws(LuaError) in
            stack.push(function)
            try stack.call(arguments: arguments(stack), results: 1)
        }
        return read(stack)
    }
}
