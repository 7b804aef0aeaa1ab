import Lua
import Testing

/// Interrupts, time and memory limits.
struct InterruptTests {
    static let loops = [
        "while true do end",
        "pcall(function() while true do end end) while true do end",
        "while true do pcall(function() while true do end end) end",
        "while true do pcall(pcall, function() while true do pcall(function() while true do end end) end end) end",
        "coroutine.wrap(function() coroutine.wrap(function() while true do end end)() end)()",
        "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
        "while true do pcall(coroutine.wrap(function() pcall(function() while true do end end) end)) end",
        "local x <close> = setmetatable({}, {__close = function() while true do end end}) while true do end",
        "local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do end end}) coroutine.yield() end) coroutine.resume(co) coroutine.close(co) while true do end",
        "table.sort({3, 1, 2}, function(a, b) while true do end end)",
        "return ('a'):gsub('.', function() while true do end end)",
        "return tostring(setmetatable({}, {__tostring = function() while true do end end}))",
        "local s = '' while true do s = (s .. 'x'):sub(-100) end",
        "while true do coroutine.wrap(function() for i = 1, 10 do coroutine.yield(i) end end)() end",
        "while true do pcall(error) end",
        "goto a ::a:: goto a"
    ]

    @Test(arguments: loops)
    func interruptEndsEveryLoop(_ loop: String) throws {
        let fixture = try Fixture()
        let outcome = fixture.outcome("interrupt() " + loop)
        #expect(outcome.hasPrefix("interrupted: "))
        #expect(outcome.contains("interrupted!"))
        #expect(fixture.outcome("return 'usable'") == "usable")
    }

    @Test(arguments: loops)
    func timeLimitEndsEveryLoop(_ loop: String) throws {
        let fixture = try Fixture()
        #expect(fixture.outcome(loop, timeLimit: .milliseconds(5)).hasPrefix("timeLimit: "))
        #expect(fixture.outcome("return 'usable'") == "usable")
    }

    @Test func timeLimitSkipsMessageHandlers() throws {
        let source = "xpcall(function() while true do end end, function() while true do end end) while true do end"
        #expect(try Fixture().outcome(source, timeLimit: .milliseconds(5)).hasPrefix("timeLimit: "))
    }

    @Test func timeLimitThatIsNotMetCostsTheNextRunNothing() throws {
        let fixture = try Fixture()
        #expect(fixture.outcome("return 1", timeLimit: .seconds(60)) == "1")
        #expect(fixture.outcome("local n = 0 for i = 1, 1e6 do n = n + i end return n") == "500000500000")
    }

    @Test func cleanupAfterAnInterruptHasTimeToFinish() throws {
        let fixture = try Fixture()
        let source = """
            cleaned = 0
            pcall(function()
                local x <close> = setmetatable({}, {__close = function() for i = 1, 100 do cleaned = cleaned + 1 end end})
                interrupt()
                while true do end
            end)
            while true do end
            """
        #expect(fixture.outcome(source) == "interrupted: test:7: interrupted!")
        #expect(fixture.outcome("return cleaned") == "100")
    }

    @Test func anotherThreadMayInterrupt() throws {
        let fixture = try Fixture()
        let interrupter = fixture.lua.interrupter
        try fixture.set("start") { _ in
            Thread { interrupter.interrupt() }.detach()
            return 0
        }
        #expect(fixture.outcome("start() while true do end") == "interrupted: test:1: interrupted!")
        fixture.source.completes = false
        #expect(fixture.outcome("start() operation()").hasPrefix("interrupted: "))
        #expect(fixture.outcome("return 'usable'") == "usable")
    }

    /// An asynchronous function may go on, and end, on another thread than it began on.
    @Test func anInterpreterMayMoveBetweenThreads() throws {
        struct Moved: @unchecked Sendable {  // one thread at a time uses it
            let lua: Interpreter
        }
        let moved = Moved(lua: try Interpreter())
        #expect(throws: LuaError.self) { try moved.lua.run("while true do end", timeLimit: .milliseconds(2)) }
        try Thread {
            #expect(throws: LuaError.self) { try moved.lua.run("while true do end", timeLimit: .milliseconds(2)) }
        }.runToEnd()
        #expect(throws: LuaError.self) { try moved.lua.run("while true do end", timeLimit: .milliseconds(2)) }
    }

    @Test func anInterrupterOutlivesItsInterpreter() throws {
        var lua: Interpreter? = try Interpreter()
        let interrupter = try #require(lua?.interrupter)
        lua = nil
        interrupter.interrupt()
    }

    @Test func interruptWhileNothingRunsIsIgnored() throws {
        let fixture = try Fixture()
        fixture.lua.interrupt()
        #expect(fixture.outcome("local n = 0 for i = 1, 100 do n = n + 1 end return n") == "100")
    }

    @Test func interruptCancelsOperationsInFlight() throws {
        let fixture = try Fixture()
        fixture.source.completes = false
        for _ in 1...3 {
            try fixture.lua.stack.load("operation()", named: "=test")
            fixture.lua.stack.spawn { _ in }
        }
        let outcome = fixture.outcome("interrupt() operation()")
        #expect(outcome == "interrupted: test:1: interrupted!")
        #expect(fixture.source.canceled.map(\.rawValue).sorted() == [0, 1, 2])
        #expect(fixture.outcome("return 'usable'") == "usable")
    }

    @Test func timeLimitEndsAWait() throws {
        let fixture = try Fixture()
        fixture.source.completes = false
        #expect(fixture.outcome("operation()", timeLimit: .milliseconds(5)).hasPrefix("timeLimit: "))
        #expect(fixture.source.canceled.count == 1)
        let nested = "string.gsub('a', '.', operation)"
        #expect(fixture.outcome(nested, timeLimit: .milliseconds(5)).hasPrefix("timeLimit: "))
        #expect(fixture.source.canceled.count == 2)
    }

    @Test func innerTimeLimitEndsTheInnerRunOnly() throws {
        let fixture = try Fixture()
        try fixture.set("limited") { stack in
            guard let interpreter = stack.interpreter else { return 0 }
            do {
                try interpreter.run("while true do end", timeLimit: .milliseconds(5))
            } catch let error as LuaError {
                stack.push("\(error.kind)")
            }
            return 1
        }
        #expect(fixture.outcome("local r = limited() for i = 1, 1e5 do end return r") == "timeLimit")
    }
}

struct MemoryLimitTests {
    @Test(arguments: [
        "local t = {} for i = 1, 1e9 do t[i] = {i} end",
        "local s = 'x' while true do s = s .. s end",
        "return ('x'):rep(1 << 30)",
        "return big()",
        "local t = {} while true do t[#t + 1] = coroutine.create(function() end) end"
    ])
    func endsAChunkThatPassesTheLimit(_ source: String) throws {
        let fixture = try Fixture(memoryLimit: 8 << 20)
        try fixture.set("big") { stack in
            stack.push(String(repeating: "x", count: 16 << 20))
            return 1
        }
        #expect(fixture.outcome(source) == "memory: not enough memory")
        #expect(fixture.outcome("return pcall(function() \(source) end)") == "false not enough memory")
        #expect(fixture.outcome("return #('x'):rep(1000)") == "1000")
    }

    @Test func aMemoryErrorPassesThroughSwiftAsOne() throws {
        let fixture = try Fixture(memoryLimit: 8 << 20)
        try fixture.set("call") { stack in
            try stack.call(results: 0)
            return 0
        }
        #expect(fixture.outcome("call(function() return ('x'):rep(1 << 30) end)") == "memory: not enough memory")
    }

    @Test(arguments: ["string.rep('x', 1e12)", "('x'):rep(1 << 62)"])
    func absurdSizesAreErrors(_ source: String) throws {
        let outcome = try Fixture().outcome("return " + source)
        #expect(
            ["memory: not enough memory", "runtime: resulting string too large"].contains {
                outcome.hasSuffix($0) || outcome == $0
            } || outcome.contains("too large"))
    }

    @Test func aSourceLargerThanTheLimitIsAMemoryError() throws {
        let fixture = try Fixture(memoryLimit: 1 << 20)
        #expect(
            fixture.outcome("return {" + String(repeating: "'abc', {1}, ", count: 200_000) + "}")
                == "memory: not enough memory")
    }
}
