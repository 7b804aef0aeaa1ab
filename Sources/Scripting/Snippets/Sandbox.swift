internal import JSON
internal import Lua

/// The Lua state of a snippet: what of the libraries it has, and what it has not.
enum Sandbox {
    /// The configuration of the interpreter.
    static func configuration(isForeign: Bool, limits: SnippetLimits) -> Interpreter.Configuration {
        guard isForeign else { return Interpreter.Configuration(countsWaits: false) }
        return Interpreter.Configuration(
            memoryLimit: limits.memory, libraries: [.base, .coroutine, .table, .os, .string, .math, .utf8],
            acceptsBinaryChunks: false, boundsLibraries: true, countsWaits: false)
    }

    /// Takes out what reaches files, other programs, the environment and the terminal.
    static func close(_ engine: Engine, limits: SnippetLimits) {
        let stack = engine.interpreter.stack
        let base = stack.top
        defer { stack.truncate(to: base) }
        stack.pushGlobals()
        for name in ["dofile", "loadfile", "save", "warn"] { remove(name, on: stack) }
        stack.pushRaw(field: "string", of: -1)
        remove("dump", on: stack)
        stack.pop()
        keep(["clock", "date", "difftime", "time"], of: "os", on: stack)
        stack.pushRaw(field: "json", of: -1)
        boundDecoding(to: limits.decodedBytes, on: stack)
    }

    /// Stack: unchanged.
    private static func remove(_ name: String, on stack: Stack) {
        stack.pushNil()
        stack.setRaw(field: name, of: -2)
    }

    /// Replaces a library of the table on top by one of some functions only. Stack: unchanged.
    private static func keep(_ names: [String], of library: String, on stack: Stack) {
        stack.pushRaw(field: library, of: -1)
        stack.pushTable(fields: names.count)
        for name in names {
            stack.pushRaw(field: name, of: -2)
            stack.setRaw(field: name, of: -2)
        }
        stack.remove(at: -2)
        stack.setRaw(field: library, of: -2)
    }

    /// While a text is decoded the memory limit cannot be enforced, so that its length is. Stack: unchanged; the module is
    /// on top.
    private static func boundDecoding(to limit: Int, on stack: Stack) {
        stack.pushRaw(field: "decode", of: -1)
        let decode = stack.popReference()
        stack.push(function: { stack in
            if stack.kind(at: 1) == .string, stack.rawLength(at: 1) > limit {
                throw LuaError("json.decode: a snippet of others may decode \(limit) bytes at most")
            }
            stack.truncate(to: 1)
            stack.push(decode)
            stack.insert(at: 1)
            try stack.call(arguments: 1, results: 1)
            return 1
        })
        stack.setRaw(field: "decode", of: -2)
    }
}
