internal import Lua

/// The globals that say what came of the entries so far.
struct EntryVariables {
    let stack: Stack

    /// `_` is the last value and `__` the one before. Stack: unchanged.
    func keep(_ results: Results) {
        guard results.count > 0 else { return }
        stack.pushGlobals()
        stack.pushRaw(field: "_", of: -1)
        stack.setRaw(field: "__", of: -2)
        stack.push(results.stack.reference(at: 1))
        stack.setRaw(field: "_", of: -2)
        stack.pop()
    }

    /// `_t` is how long the entry ran, in seconds. Stack: unchanged.
    func keep(_ duration: Duration) {
        stack.push(duration / .seconds(1))
        stack.setRaw(global: "_t")
    }

    /// `_err` is what the last failed entry raised. Stack: unchanged.
    func keep(_ error: LuaError) {
        if let value = error.value { stack.push(value) } else { stack.push(error.message) }
        stack.setRaw(global: "_err")
    }
}
