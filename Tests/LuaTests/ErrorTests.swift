import Lua
import Testing

/// Errors on their way between Lua and Swift.
struct ErrorTests {
    static let values: [(String, String)] = [
        ("error('text', 0)", "text"),
        ("error('text')", "test:1: text"),
        ("error(42)", "42"),
        ("error(1.5)", "1.5"),
        ("error(nil)", "(error object is a nil value)"),
        ("error(true)", "(error object is a boolean value)"),
        ("error({})", "(error object is a table value)"),
        ("error(print)", "(error object is a function value)"),
        ("error(coroutine.create(print))", "(error object is a thread value)"),
        ("error(setmetatable({}, {__tostring = function() return 'described' end}))", "described"),
        ("error(setmetatable({}, {__tostring = function() error('again') end}))", "(error object is a table value)"),
        ("error(setmetatable({}, {__tostring = function() return 1 end}))", "1"),
        ("local x = nil + 1", "test:1: attempt to perform arithmetic on a nil value"),
        ("local t t.x = 1", "test:1: attempt to index a nil value (local 't')")
    ]

    @Test(arguments: values)
    func anyValueMayBeAnError(_ source: String, _ message: String) throws {
        #expect(try Fixture().outcome(source) == "runtime: \(message)")
    }

    @Test func anErrorValueKeepsItsIdentityThroughSwift() throws {
        let fixture = try Fixture()
        try fixture.set("call") { stack in
            try stack.call()
            return 0
        }
        let source = "local e = {} local ok, caught = pcall(call, function() error(e) end) return caught == e"
        #expect(fixture.outcome(source) == "true")
    }

    @Test func swiftErrorsOfEveryKindBecomeLuaErrors() throws {
        struct Plain: Error {}
        let fixture = try Fixture()
        try fixture.set("plain") { _ in throw Plain() }
        try fixture.set("text") { _ in throw LuaError("text") }
        try fixture.set("table") { _ in throw TableError() }
        fixture.lua.stack.push(typed: { (_: Int) in })
        try fixture.lua.stack.set(global: "typed")
        #expect(fixture.outcome("plain()") == "runtime: test:1: Plain()")
        #expect(fixture.outcome("text()") == "runtime: test:1: text")
        #expect(fixture.outcome("local _, e = pcall(table_, 1) return e") == "attempt to call a nil value")
        #expect(fixture.outcome("local _, e = pcall(table) return e.code") == "404")
        #expect(
            fixture.outcome("typed('x')") == "runtime: test:1: bad argument #1 to 'typed' (number expected, got string)"
        )
        #expect(
            fixture.outcome("typed()") == "runtime: test:1: bad argument #1 to 'typed' (number expected, got no value)")
        #expect(
            fixture.outcome("typed(1.5)")
                == "runtime: test:1: bad argument #1 to 'typed' (number has no integer representation)")
    }

    @Test func theOutermostCallHasATraceback() throws {
        let fixture = try Fixture()
        let error = #expect(throws: LuaError.self) {
            try fixture.lua.run("local function inner() error('deep') end\ninner()", named: "=test")
        }
        #expect(
            error?.traceback == """
                stack traceback:
                \t[C]: in function 'error'
                \ttest:1: in upvalue 'inner'
                \ttest:2: in function <test:0>
                """ || error?.traceback?.contains("test:2: in ") == true)
    }

    @Test func aCallInACallbackHasNone() throws {
        let fixture = try Fixture()
        try fixture.set("call") { stack in
            do {
                try stack.call()
            } catch let error as LuaError {
                stack.push(error.traceback == nil)
            }
            return 1
        }
        #expect(fixture.outcome("return call(function() error('x') end)") == "true")
    }

    @Test func aFailedCallFromOutsideHasATracebackAndLeavesTheStackAsItWas() throws {
        let lua = try Interpreter()
        defer { withExtendedLifetime(lua) {} }
        let stack = lua.stack
        stack.push("below")
        try stack.load("error('x')", named: "=test")
        let error = #expect(throws: LuaError.self) { try stack.call() }
        #expect(error?.traceback?.hasPrefix("stack traceback:\n\t[C]: in function 'error'\n\ttest:1:") == true)
        #expect(stack.top == 1)
    }

    static let sources: [(String, Bool)] = [
        ("for i = 1, 2 do", true), ("local s = [[x", true), ("f(", true), ("if x then", true), ("return {1,", true),
        ("--[[ comment", true), ("x = = 1", false), ("end", false), ("local s = 'x", true), ("goto nowhere", false),
        ("for for", false), ("x = }", false), ("return 'a' 'b' +", false)
    ]

    @Test(arguments: sources)
    func tellsIncompleteFromWrongSource(_ source: String, _ isIncomplete: Bool) throws {
        let lua = try Interpreter()
        defer { withExtendedLifetime(lua) {} }
        let stack = lua.stack
        let error = #expect(throws: LuaError.self) { try stack.load(source, named: "=test") }
        #expect(error?.kind == .syntax(isIncomplete: isIncomplete))
        #expect(stack.top == 0)
    }

    @Test func refusesBinaryChunks() throws {
        let fixture = try Fixture()
        let binary = try fixture.lua.run("return string.dump(function() end)")
        let bytes = try #require(binary.stack.bytes(at: 1) { Array($0) })
        let error = #expect(throws: LuaError.self) {
            try bytes.withUnsafeBytes { try fixture.lua.stack.load(bytes: $0, named: "=binary") }
        }
        #expect(error?.message == "attempt to load a binary chunk (mode is 't')")
    }

    @Test func scriptsMayBeKeptFromBinaryChunksToo() throws {
        let lua = try Interpreter(.init(acceptsBinaryChunks: false))
        let source = """
            local binary = string.dump(function() return 1 end)
            local env = {x = 7}
            return select(2, load(binary)), select(2, load(binary, 'b', 'b')), load('return x', 'c', 'bt', env)(), load('return 1')()
            """
        let results = try lua.run(source)
        #expect(results.stack.string(at: 1) == "attempt to load a binary chunk (mode is 't')")
        #expect(results.stack.string(at: 2) == "attempt to load a binary chunk (mode is '')")
        #expect(results.stack.integer(at: 3) == 7)
        #expect(results.stack.integer(at: 4) == 1)
    }

    @Test func anErrorInAMessageHandlerIsTold() throws {
        let outcome = try Fixture().outcome("return xpcall(error, function() error('again') end)")
        #expect(outcome.hasPrefix("false"))
    }

    @Test func tobeClosedVariablesAreClosedOnError() throws {
        let fixture = try Fixture()
        let source = """
            closed = {}
            local function closing(name)
                return setmetatable({}, {__close = function(_, e) closed[#closed + 1] = name .. ':' .. tostring(e) end})
            end
            local a <close> = closing('a')
            local b <close> = closing('b')
            error('x', 0)
            """
        #expect(fixture.outcome(source) == "runtime: x")
        #expect(fixture.outcome("return closed[1], closed[2]") == "b:x a:x")
    }

    @Test func anErrorInCloseReplacesTheFirst() throws {
        let source =
            "local a <close> = setmetatable({}, {__close = function() error('second', 0) end}) error('first', 0)"
        #expect(try Fixture().outcome(source) == "runtime: second")
    }

    @Test func errorsOfSpawnedCoroutinesReachTheirCompletion() throws {
        let fixture = try Fixture()
        var failure: LuaError?
        try fixture.lua.stack.load("operation() error('spawned')", named: "=test")
        fixture.lua.stack.spawn { result in
            if case .failure(let error) = result { failure = error }
        }
        try fixture.lua.finishCoroutines()
        #expect(failure?.message == "test:1: spawned")
        #expect(failure?.traceback?.contains("[C]: in function 'error'") == true)
    }
}
