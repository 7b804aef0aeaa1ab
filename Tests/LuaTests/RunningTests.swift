import Lua
import Testing

/// Chunks run by an interpreter and what they return.
struct RunningTests {
    @Test func returnsTheResultsOfAChunk() throws {
        let results = try Interpreter().run("return 1, 'two', ...") { stack in
            stack.push(3.5)
            return 1
        }
        #expect(results.count == 3)
        #expect(results.stack.integer(at: 1) == 1)
        #expect(results.stack.string(at: 2) == "two")
        #expect(results.stack.number(at: 3) == 3.5)
    }

    @Test func callsASwiftFunction() throws {
        let lua = try Interpreter()
        lua.stack.push(typed: { (a: Int, b: Int) in a + b })
        try lua.stack.set(global: "add")
        #expect(try lua.run("return add(2, 3)").stack.integer(at: 1) == 5)
    }

    @Test func suspendsForATimer() throws {
        let lua = try Interpreter()
        lua.stack.push(function: { stack in
            let ticket = lua.startTimer(after: .milliseconds(stack.integer(at: 1) ?? 0))
            return try stack.suspend(until: ticket) { stack in
                stack.push("woken")
                return 1
            }
        })
        try lua.stack.set(global: "sleep")
        let results = try lua.run("return sleep(1), coroutine.wrap(function() return sleep(1) end)()")
        #expect(results.stack.string(at: 1) == "woken")
        #expect(results.stack.string(at: 2) == "woken")
    }

    @Test func reportsIncompleteSource() throws {
        let error = #expect(throws: LuaError.self) { try Interpreter().run("for i = 1, 2 do") }
        #expect(error?.kind == .syntax(isIncomplete: true))
    }

    @Test func keepsErrorTables() throws {
        let lua = try Interpreter()
        let error = #expect(throws: LuaError.self) { try lua.run("error({code = 404})") }
        #expect(error?.message == "(error object is a table value)")
        lua.stack.push(try #require(error?.value))
        #expect(lua.stack.pushRaw(field: "code", of: -1) == .number)
        #expect(lua.stack.integer(at: -1) == 404)
    }
}
