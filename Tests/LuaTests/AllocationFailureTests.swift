import CLuaBridge
import Lua
import Testing

/// Fails the n-th allocation of Lua, and all after it, for n = 0, 1, 2, ... until a workload that touches every
/// feature of the bridge gets through.
struct AllocationFailureTests {
    static let workload = """
        local function check(ok, ...) if not ok then error('unexpected') end return ... end
        local results = {}
        for i = 1, 5 do
            results[#results + 1] = untyped('item ' .. i) .. typed(i, i) .. native('n' .. i)
        end
        local object = make(3)
        results[#results + 1] = object:get() .. object.dynamic .. tostring(object)
        do local closed <close> = make(4) end
        check(not pcall(object.get))
        check(not pcall(throwing, 'a'))
        check(not pcall(throwingTable))
        check(not pcall(typed, 'x'))
        check(not pcall(nested, function() error({}) end))
        results[#results + 1] = nested(function() return 'nested' end)
        results[#results + 1] = operation('suspended')
        local wrapped = coroutine.wrap(function(a) local b = coroutine.yield(operation(a)) return b .. operation('c') end)
        results[#results + 1] = wrapped('a') .. wrapped('b')
        local inner = coroutine.create(function() local x <close> = make(5) fail() end)
        check(not coroutine.resume(inner))
        check(not coroutine.close(inner))
        results[#results + 1] = (('ab'):gsub('.', function(c) return operation(c) end))
        local sorted = {3, 1, 2}
        table.sort(sorted, function(a, b) return operation(a < b) end)
        results[#results + 1] = load('return ' .. loaded('1 + 1'))()
        check(not load('x ='))
        results[#results + 1] = keep('kept')
        results[#results + 1] = #list({1, 2, 3}) .. tostring(maybe(nil))
        spawned(function() return operation('spawned') end)
        canceled(function() local x <close> = make(6) coroutine.wrap(function() forever() end)() end)
        results[#results + 1] = protected({x = 1})
        return table.concat(results, ',')
        """

    @Test func everyFailedAllocationIsAMemoryErrorOrHarmless() throws {
        let count = Counted.Count()
        var refused = 0
        var expected: String?
        for n in 0... {
            let failures = try run(failingAfter: n, .max, count, expected: &expected)
            #expect(count.living == 0, "leak at allocation \(n)")
            refused += failures > 0 ? 1 : 0
            if failures == 0 { break }
        }
        #expect(refused > 200)
        #expect(expected?.hasPrefix("item 1/2/n1,") == true)
    }

    /// Then the script's own `pcall`s catch some of the errors, and it goes on.
    @Test func aSingleFailedAllocationLeavesNothingBehind() throws {
        let count = Counted.Count()
        var expected: String?
        for n in 0... {
            let failures = try run(failingAfter: n, 2, count, expected: &expected)
            #expect(count.living == 0, "leak at allocation \(n)")
            if failures == 0 { break }
        }
    }

    @Test func openingFailsCleanlyUnderAnyLimit() {
        var opened = 0
        for limit in stride(from: 500, through: 40_000, by: 250) {
            do throws(LuaError) {
                let lua = try Interpreter(.init(memoryLimit: limit))
                #expect(lua.memoryUsed <= limit)
                opened += 1
            } catch {
                #expect(error.kind == .memory)
            }
        }
        #expect(opened > 0)
    }

    /// Runs the workload in a fresh interpreter; returns how many allocations were refused.
    private func run(
        failingAfter n: Int, _ failing: Int64, _ count: Counted.Count, expected: inout String?
    ) throws -> Int64 {
        let fixture = try Fixture()
        try Workload(fixture: fixture, count: count).install()
        let state = fixture.lua.stack.state
        lua_bridge_fail_allocations(state, Int64(n), failing)
        let outcome = fixture.outcome(Self.workload)
        let failures = lua_bridge_failed_allocations(state)
        lua_bridge_fail_allocations(state, -1, 0)
        if failures == 0 {
            expected = outcome
        } else if failing == .max {
            #expect(outcome == "memory: not enough memory", "allocation \(n)")
        }
        try fixture.lua.finishCoroutines()
        #expect(fixture.outcome("return untyped('usable') .. operation(1)") == "usable1")
        return failures
    }
}

/// The functions of the workload. Each creates an object that must not leak, also when it throws.
private struct Workload {
    let fixture: Fixture
    let count: Counted.Count

    func install() throws {
        let count = count
        let stack = fixture.lua.stack
        try fixture.set("untyped") { stack in
            let object = Counted(count)
            defer { withExtendedLifetime(object) {} }
            stack.push(try String.read(from: stack, at: 1))
            return 1
        }
        stack.push(typed: { (a: Int, b: Int) in "/\(a + b)/" })
        try stack.set(global: "typed")
        stack.push(native: { state, _ in
            Stack.run(state) { stack in try Bytes.read(from: stack, at: 1).push(to: stack) }
        })
        try stack.set(global: "native")
        stack.push(typed: { (list: [Int]) in list })
        try stack.set(global: "list")
        stack.push(typed: { (value: Int?) in value })
        try stack.set(global: "maybe")
        try installObjects()
        try installErrors()
        try installCalls()
    }

    private func installObjects() throws {
        let count = count
        let stack = fixture.lua.stack
        let objects = ObjectClass<Counted>("Counted", on: stack)
        objects.method("get", on: stack, typed: { (_: Counted) in "got" })
        objects.index(on: stack) { _, stack in
            stack.push("/index/")
            return 1
        }
        objects.metamethod("__tostring", on: stack) { _, stack in
            stack.push("text")
            return 1
        }
        objects.metamethod("__close", on: stack) { _, stack in
            objects.release(at: 1, of: stack)
            return 0
        }
        try fixture.set("make") { stack in
            objects.push(Counted(count), to: stack)
            return 1
        }
    }

    private func installErrors() throws {
        let count = count
        try fixture.set("throwing") { stack in
            let object = Counted(count)
            defer { withExtendedLifetime(object) {} }
            throw LuaError("thrown \(stack.top)")
        }
        try fixture.set("throwingTable") { _ in throw TableError() }
    }

    private func installCalls() throws {
        let count = count
        try fixture.set("nested") { stack in
            let object = Counted(count)
            defer { withExtendedLifetime(object) {} }
            try stack.call(results: 1)
            return 1
        }
        try fixture.set("loaded") { stack in
            let source = stack.string(at: 1) ?? ""
            try stack.load("return " + source, named: "=loaded")
            try stack.call(results: 1)
            return 1
        }
        try fixture.set("keep") { stack in
            let reference = stack.reference(at: 1)
            stack.push(reference)
            return 1
        }
        try fixture.set("spawned") { stack in
            let object = Counted(count)
            stack.spawn { _ in withExtendedLifetime(object) {} }
            return 0
        }
        try fixture.set("forever") { stack in
            guard let interpreter = stack.interpreter else { return 0 }
            return try stack.suspend(until: interpreter.makeTicket()) { _ in 0 }
        }
        let source = fixture.source
        try fixture.set("canceled") { stack in
            let object = Counted(count)
            let coroutine = stack.spawn { _ in withExtendedLifetime(object) {} }
            return try stack.suspend(until: source.start()) { _ in
                coroutine.cancel()
                return 0
            }
        }
        try fixture.set("protected") { stack in
            try stack.push(field: "x", of: 1)
            try stack.set(field: "y", of: 1)
            var pairs = 0
            try stack.forEachPair(in: 1) { () throws(LuaError) in pairs += 1 }
            stack.push(pairs)
            try stack.pushDescription(of: 1)
            try stack.pushLength(of: 1)
            try stack.concatenate(2)
            stack.pop()
            return 1
        }
    }
}

/// An error that is a table in Lua.
struct TableError: LuaErrorValue {
    func pushErrorValue(to stack: Stack) {
        stack.pushTable(fields: 1)
        stack.push(404)
        stack.setRaw(field: "code", of: -2)
    }
}
