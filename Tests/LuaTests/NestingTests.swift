import Lua
import Testing

/// Depth is limited by Lua (200 nested C calls, a million stack slots), never by a crash.
struct NestingTests {
    @Test func deepRecursionIsAnError() throws {
        let outcome = try Fixture().outcome("local function f() return 1 + f() end return f()")
        #expect(outcome.hasPrefix("runtime: test:1: stack overflow"))
    }

    @Test func nestedCallsEndInAnError() throws {
        try Thread {
            let fixture = try Fixture()
            try fixture.set("nest") { stack in
                stack.push(valueAt: 1)
                stack.push((stack.integer(at: 2) ?? 0) + 1)
                try stack.call(arguments: 1, results: 1)
                return 1
            }
            let source = "deepest = 0 local function f(n) deepest = n return nest(f, n) end return f(0)"
            #expect(fixture.outcome(source).contains("C stack overflow"))
            #expect(fixture.outcome("return deepest > 90 and deepest < 200") == "true")
        }.runToEnd()
    }

    @Test func nestedRunsAndCoroutinesEndInAnError() throws {
        try Thread {
            let fixture = try Fixture()
            try fixture.set("run") { stack in
                guard let interpreter = stack.interpreter else { return 0 }
                try interpreter.run("return run()")
                return 0
            }
            #expect(fixture.outcome("return run()").contains("C stack overflow"))
            let coroutines = "local function f() return coroutine.wrap(f)() end return f()"
            #expect(fixture.outcome(coroutines).contains("C stack overflow"))
        }.runToEnd()
    }
}
