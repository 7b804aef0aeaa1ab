import Lua
import Testing

/// Calls from Swift that are answered at once or not at all.
struct CallWithoutWaitingTests {
    private let interpreter: Interpreter

    init() throws {
        interpreter = try Interpreter()
        interpreter.stack.push(function: { stack in
            let ticket = stack.interpreter?.startTimer(after: .milliseconds(1))
            return try stack.suspend(until: try #require(ticket)) { _ in 0 }
        })
        interpreter.stack.setRaw(global: "wait")
    }

    private func call(
        _ source: String, timeLimit: Duration = .seconds(20), prepare: () throws -> Void = {}
    ) throws -> String? {
        let results = try interpreter.run("return function(x) \(source) end", named: "=test")
        let function = results.stack.reference(at: 1)
        try prepare()
        defer { #expect(interpreter.stack.top == 0) }
        return try interpreter.callWithoutWaiting(function, timeLimit: timeLimit) { stack in
            stack.push("x")
            return 1
        } _: { stack in
            stack.string(at: -1)
        }
    }

    private func failure(_ source: String, timeLimit: Duration = .seconds(20)) throws -> LuaError {
        try #require(throws: LuaError.self) { _ = try call(source, timeLimit: timeLimit) }
    }

    @Test func givesTheOneResult() throws {
        #expect(try call("return x .. 1, 2") == "x1")
        #expect(try call("") == nil)
    }

    @Test func throwsWhatTheFunctionRaises() throws {
        #expect(try failure("error('broken')").message == "test:1: broken")
    }

    @Test func whatWouldWaitFailsAndTheNextRunMayWaitAgain() throws {
        #expect(try failure("wait()").message == "test:1: this function must not wait")
        #expect(try call("return tostring(pcall(wait))") == "false")
        #expect(try interpreter.run("wait() return 'waited'").stack.string(at: 1) == "waited")
    }

    @Test func noOtherCoroutineRunsMeanwhile() throws {
        let meanwhile = try call("for i = 1, 1000 do pcall(wait) end return tostring(hasRun)") {
            try interpreter.stack.load("hasRun = true", named: "=other")
            interpreter.stack.spawn { _ in }
        }
        #expect(meanwhile == "nil")
        #expect(try interpreter.run("wait() return tostring(hasRun)").stack.string(at: 1) == "true")
    }

    @Test func theTimeLimitEndsIt() throws {
        #expect(try failure("while true do end", timeLimit: .milliseconds(1)).kind == .timeLimit)
        #expect(try call("return x") == "x")
    }
}
