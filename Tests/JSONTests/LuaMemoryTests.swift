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
}
