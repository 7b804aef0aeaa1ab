internal import Catalog
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

    /// What there is beside the catalog's groups; whatever else an engine has is taken out.
    private static let globals: Set<String> = [
        "_G", "_VERSION", "assert", "collectgarbage", "error", "getmetatable", "ipairs", "load", "next", "pairs",
        "pcall",
        "print", "rawequal", "rawget", "rawlen", "rawset", "select", "setmetatable", "tonumber", "tostring", "type",
        "xpcall",
        "coroutine", "math", "os", "string", "table", "utf8", "api", "async", "await", "cron", "csv", "curl", "json",
        "null",
        "parallel", "response", "sleep", "wait", "yaml"
    ]

    /// Takes out what reaches files, other programs, the environment and the terminal.
    static func close(_ engine: Engine, limits: SnippetLimits) throws(LuaError) {
        let stack = engine.interpreter.stack
        let base = stack.top
        defer { stack.truncate(to: base) }
        stack.pushGlobals()
        let catalog = engine.catalog
        try keepOnly(globals.union(catalog.groupNames).union(catalog.aliasGroupNames), on: stack)
        stack.pushRaw(field: "api", of: -1)
        try keepOnly(["request", "operations", "rate", "strict"], on: stack)
        stack.pop()
        stack.pushRaw(field: "os", of: -1)
        try keepOnly(["clock", "date", "difftime", "time"], on: stack)
        stack.pop()
        stack.pushRaw(field: "string", of: -1)
        remove("dump", on: stack)
        stack.pop()
        for module in ["json", "yaml", "csv"] {
            stack.pushRaw(field: module, of: -1)
            boundDecoding(of: module, to: limits.decodedBytes, on: stack)
            stack.pop()
        }
    }

    /// Stack: unchanged.
    private static func remove(_ name: String, on stack: Stack) {
        stack.pushNil()
        stack.setRaw(field: name, of: -2)
    }

    /// Removes every other field of the table on top. Stack: unchanged.
    private static func keepOnly(_ names: Set<String>, on stack: Stack) throws(LuaError) {
        var others: [String] = []
        try stack.forEachPair(in: stack.top) { () throws(LuaError) in
            guard stack.kind(at: -2) == .string, let name = stack.string(at: -2) else { return }
            if !names.contains(name) { others.append(name) }
        }
        for name in others { remove(name, on: stack) }
    }

    /// While a text is decoded the memory limit cannot be enforced, so that its length is. Stack: unchanged; the module is
    /// on top.
    private static func boundDecoding(of module: String, to limit: Int, on stack: Stack) {
        stack.pushRaw(field: "decode", of: -1)
        let decode = stack.popReference()
        stack.push(function: { stack in
            if stack.kind(at: 1) == .string, stack.rawLength(at: 1) > limit {
                throw LuaError("\(module).decode: a snippet of others may decode \(limit) bytes at most")
            }
            let arguments = stack.top
            stack.push(decode)
            stack.insert(at: 1)
            try stack.call(arguments: arguments, results: 1)
            return 1
        })
        stack.setRaw(field: "decode", of: -2)
    }
}
