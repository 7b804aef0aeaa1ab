internal import CLua
internal import CLuaBridge
internal import Lua

/// `parallel(list, fn, {concurrency=, on_error=, name=})`: calls `fn` for each item in a coroutine of its own.
///
/// The frame of it is Lua, since only Lua code can call an iterator that waits; all else is ``ParallelRun``.
struct ParallelFunction {
    private unowned let engine: Engine
    private let runs: ObjectClass<ParallelRun>

    /// In tracebacks it is what it stands for: a function of the library.
    private static let chunkName = "=[C]"
    private static let frame = """
        local begin, submit, finish = ...
        local pcall = pcall
        local function feed(run, iterator)
            local control
            repeat control = submit(run, iterator(nil, control)) until control == nil
        end
        return function(list, fn, options)
            local run <close>, iterator = begin(list, fn, options)
            if not iterator then return finish(run) end
            return finish(run, pcall(feed, run, iterator))
        end
        """

    init(engine: Engine, on stack: Stack) {
        self.engine = engine
        runs = ObjectClass("parallel run", on: stack)
        runs.metamethod("__close", on: stack) { run, _ in
            run.close()
            return 0
        }
    }

    /// Stack: pushes 1, or nothing if it throws.
    func push(to stack: Stack) throws(LuaError) {
        try stack.load(Self.frame, named: Self.chunkName)
        stack.push(function: { try begin($0) })
        stack.push(function: { [runs] stack in try runs.argument(1, of: stack).submit(stack) })
        stack.push(function: { [runs] stack in try runs.argument(1, of: stack).finish(stack) })
        try stack.call(arguments: 3, results: 1)
    }

    /// Stack: pushes the run and, where there is one, the iterator.
    private func begin(_ stack: Stack) throws -> Int {
        let position = stack.position(level: 2)
        do throws(LuaError) {
            let options = try ParallelOptions(at: 3, of: stack, concurrency: engine.concurrency)
            guard stack.isCallable(at: 2) else {
                throw LuaError("parallel: expected a function of an item, found \(stack.kind(at: 2).name)")
            }
            let list = try list(on: stack)
            let run = ParallelRun(
                stack.reference(at: 2), list: list, options, position: position, engine: engine, on: stack)
            runs.push(run, to: stack)
            guard list == nil else { return 1 }
            stack.push(valueAt: 1)
            return 2
        } catch {
            throw MisuseError(position + error.message)
        }
    }

    /// The list at 1 and its length; nil for an iterator. Stack: unchanged.
    private func list(on stack: Stack) throws(LuaError) -> (table: Reference, count: Int)? {
        if isNext(stack) {
            throw LuaError(
                "parallel: pairs and ipairs return three values, of which only the first comes here; write "
                    + "coroutine.wrap(function() for k, v in pairs(t) do coroutine.yield(k, v) end end)")
        }
        if stack.kind(at: 1) == .table, !stack.hasMetafield("__call", at: 1) {
            let count = try stack.itemCount(at: 1)
            if count == 0, try stack.hasFields(at: 1) {
                throw LuaError("parallel: expected a list, found a table with named fields")
            }
            return (stack.reference(at: 1), count)
        }
        guard stack.isCallable(at: 1) else {
            throw LuaError("parallel: expected a list or an iterator, found \(stack.kind(at: 1).name)")
        }
        return nil
    }

    /// Whether the value at 1 is Lua's own `next`. Stack: unchanged.
    private func isNext(_ stack: Stack) -> Bool {
        stack.pushGlobals()
        defer { stack.pop(2) }
        return stack.pushRaw(field: "next", of: -1) == .function && stack.rawEqual(1, -1)
    }
}

extension Stack {
    /// Where the Lua code stands that called so many levels up: `script.lua:5: `. Stack: unchanged.
    func position(level: Int) -> String {
        luaL_where(state, Int32(clamping: level))
        defer { pop() }
        return string(at: -1) ?? ""
    }

    /// Stack: unchanged.
    func isCallable(at position: Int) -> Bool {
        kind(at: position) == .function || hasMetafield("__call", at: position)
    }

    /// Stack: unchanged.
    func hasMetafield(_ name: String, at position: Int) -> Bool {
        guard pushMetatable(of: position) else { return false }
        defer { pop(2) }
        return kind(at: -1) == .table && pushRaw(field: name, of: -1) != .nil
    }

    /// The number of items of a list: its field or that of its metatable `n`, as `table.pack` and `parallel` set it, or its
    /// length. Stack: unchanged.
    fileprivate func itemCount(at position: Int) throws(LuaError) -> Int {
        let length = rawLength(at: position)
        try push(field: "n", of: position)
        defer { pop() }
        guard isInteger(at: -1), let count = integer(at: -1), count >= length else { return length }
        return count
    }

    /// Stack: unchanged.
    fileprivate func hasFields(at position: Int) throws(LuaError) -> Bool {
        pushNil()
        guard try next(in: position) else { return false }
        defer { pop(2) }
        return string(at: -2) != "n"
    }
}
