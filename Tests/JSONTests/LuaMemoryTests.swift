import JSON
import Lua
import Testing

/// The codec in an interpreter of ours, whose allocator says no to Lua but never to the host.
struct LuaMemoryTests {
    @Test func aDocumentBeyondTheMemoryLimitIsAMemoryErrorOfTheCall() throws {
        let interpreter = try Interpreter(Interpreter.Configuration(memoryLimit: 1 << 20))
        let text = Array("[\(String(repeating: #"{"a":null,"b":[],"c":"x"},"#, count: 20_000))null]".utf8)
        interpreter.stack.push(function: { stack in
            try text.withUnsafeBytes { try LuaJSON.push(parsing: $0, onto: stack.state) }
            return 1
        })
        try interpreter.stack.set(global: "decode")
        let error = #expect(throws: LuaError.self) { try interpreter.run("return #decode()") }
        #expect(error?.kind == .memory)
        interpreter.memoryLimit = nil
        try interpreter.run("assert(#decode() == 20001)")
    }

    @Test func aRefusedTextIsAnErrorALuaScriptCanCatch() throws {
        let interpreter = try Interpreter()
        interpreter.stack.push(function: { stack in
            try Array("[1,]".utf8).withUnsafeBytes { try LuaJSON.push(parsing: $0, onto: stack.state) }
            return 1
        })
        try interpreter.stack.set(global: "decode")
        try interpreter.run(
            """
            local ok, message = pcall(decode)
            assert(not ok and message:find("JSON: line 1, column 4: expected a value after ',', found ']'", 1, true))
            """)
    }

    @Test func decodingInALoopLeavesNoGarbageToPileUp() throws {
        // Long strings take less memory than is foreseen for a text of their length.
        let element = "\"\(String(repeating: "x", count: 1000))\","
        let interpreter = try decoding("[\(String(repeating: element, count: 100))null]")
        try interpreter.run(
            """
            local before = collectgarbage("count")
            local document = decode()
            local size, largest = collectgarbage("count") - before, 0
            for _ = 1, 100 do
                decode()
                largest = math.max(largest, collectgarbage("count") - before)
            end
            assert(largest < 6 * size, largest .. " of " .. size)
            """)
    }

    @Test func aCollectorThatIsStoppedStaysSo() throws {
        let interpreter = try decoding("[\(String(repeating: #"{"a":[1]},"#, count: 2000))null]")
        try interpreter.run(
            """
            local watched = setmetatable({}, {__mode = "k"})
            collectgarbage("stop")
            watched[{}] = true
            for _ = 1, 20 do decode() end
            assert(next(watched) and not collectgarbage("isrunning"))
            collectgarbage("restart")
            for _ = 1, 20 do decode() end
            assert(not next(watched) and collectgarbage("isrunning"))
            """)
    }

    /// An interpreter with a function `decode` that decodes the text.
    private func decoding(_ text: String) throws -> Interpreter {
        let interpreter = try Interpreter()
        interpreter.stack.push(function: { stack in
            try Array(text.utf8).withUnsafeBytes { try LuaJSON.push(parsing: $0, onto: stack.state) }
            return 1
        })
        try interpreter.stack.set(global: "decode")
        return interpreter
    }
}
