import Lua
import Testing

/// Values of every kind in both directions.
struct ValueTests {
    @Test func everyKindIsToldApart() throws {
        let source = "return nil, true, 1, 1.5, 's', {}, print, io.stdout, coroutine.create(print)"
        let results = try Interpreter().run(source)
        defer { withExtendedLifetime(results) {} }
        let stack = results.stack
        let kinds: [Kind] = [.nil, .boolean, .number, .number, .string, .table, .function, .userdata, .thread, .none]
        for (index, kind) in kinds.enumerated() { #expect(stack.kind(at: index + 1) == kind) }
        #expect(stack.isInteger(at: 3) && !stack.isInteger(at: 4))
    }

    @Test(arguments: [0, 1, -1, Int.max, Int.min, 1 << 53 + 1])
    func integersAreExact(_ value: Int) throws {
        let lua = try Interpreter()
        lua.stack.push(value)
        #expect(lua.stack.integer(at: -1) == value)
        try lua.stack.set(global: "x")
        #expect(try lua.run("return math.type(x), x").stack.integer(at: 2) == value)
    }

    @Test(arguments: [0.1, -0.0, 1e308, .infinity, 5e-300, 3])
    func floatsStayFloats(_ value: Double) throws {
        let lua = try Interpreter()
        defer { withExtendedLifetime(lua) {} }
        let stack = lua.stack
        stack.push(value)
        #expect(!stack.isInteger(at: -1))
        #expect(stack.number(at: -1)?.bitPattern == value.bitPattern)
    }

    @Test(arguments: ["", "plain", "with\0zero", "Grüße 👋", String(repeating: "long ", count: 1000)])
    func stringsKeepTheirBytes(_ value: String) throws {
        let lua = try Interpreter()
        defer { withExtendedLifetime(lua) {} }
        let stack = lua.stack
        stack.push(value)
        #expect(stack.string(at: -1) == value)
        #expect(stack.rawLength(at: -1) == value.utf8.count)
    }

    @Test func bytesNeedNotBeText() throws {
        let lua = try Interpreter()
        defer { withExtendedLifetime(lua) {} }
        let stack = lua.stack
        stack.push(bytes: [0xFF, 0, 0x80])
        #expect(stack.bytes(at: -1) { Array($0) } == [0xFF, 0, 0x80])
        #expect(stack.string(at: -1) == "\u{FFFD}\0\u{FFFD}")
    }

    @Test func readingANumberAsAStringDoesNotConvertIt() throws {
        let lua = try Interpreter()
        lua.stack.push(12)
        #expect(lua.stack.string(at: -1) == nil)
        #expect(try String.read(from: lua.stack, at: lua.stack.top) == "12")
        #expect(lua.stack.isInteger(at: -1))
    }

    @Test func lightUserdataComesBack() throws {
        let lua = try Interpreter()
        defer { withExtendedLifetime(lua) {} }
        let stack = lua.stack
        let address = UnsafeMutableRawPointer(bitPattern: 0x1234)
        stack.push(lightUserdata: address)
        #expect(stack.kind(at: -1) == .lightUserdata)
        #expect(stack.lightUserdata(at: -1) == address)
    }

    @Test func typedFunctionsConvertAsTheStockLibraryDoes() throws {
        let fixture = try Fixture()
        let stack = fixture.lua.stack
        stack.push(typed: { (a: Int, b: Double, c: String, d: Bool) in "\(a) \(b) \(c) \(d)" })
        try stack.set(global: "four")
        stack.push(typed: { (list: [Int?]) in list.map { $0.map { $0 * 2 } } })
        try stack.set(global: "double")
        stack.push(typed: { (bytes: Bytes) in bytes })
        try stack.set(global: "echo")
        #expect(fixture.outcome("return four('1', 2, 3, nil)") == "1 2.0 3 false")
        #expect(fixture.outcome("return four(1.0, '0x10', 'c', 0)") == "1 16.0 c true")
        #expect(fixture.outcome("return table.concat(double{1, 2, 3}, ',')") == "2,4,6")
        #expect(fixture.outcome("return echo('a\\0b') == 'a\\0b'") == "true")
        #expect(
            fixture.outcome("return pcall(double, {1, 'x'})")
                == "false bad argument #1 to '?' (element 2: number expected, got string)")
    }

    @Test func tablesAreReadRawAndThroughMetamethods() throws {
        let lua = try Interpreter()
        let stack = lua.stack
        try stack.load("return setmetatable({own = 1}, {__index = function(_, k) return k .. '!' end})", named: "=test")
        try stack.call(results: 1)
        #expect(stack.pushRaw(field: "own", of: -1) == .number)
        stack.pop()
        #expect(stack.pushRaw(field: "other", of: -1) == .nil)
        stack.pop()
        try stack.push(field: "other", of: -1)
        #expect(stack.string(at: -1) == "other!")
        #expect(stack.top == 2)
    }

    @Test func anErrorInAMetamethodIsThrownAndTheStackIsAsDocumented() throws {
        let lua = try Interpreter()
        defer { withExtendedLifetime(lua) {} }
        let stack = lua.stack
        try stack.load(
            "return setmetatable({}, {__index = error, __newindex = error, __len = error, __eq = error, __lt = error, __concat = error})",
            named: "=test")
        try stack.call(results: 1)
        #expect(throws: LuaError.self) { try stack.push(field: "x", of: 1) }
        #expect(stack.top == 1)
        stack.push(1)
        #expect(throws: LuaError.self) { try stack.set(field: "x", of: 1) }
        #expect(stack.top == 1)
        #expect(throws: LuaError.self) { try stack.pushLength(of: 1) }
        #expect(throws: LuaError.self) { try stack.less(1, 1) }
        #expect(stack.top == 1)
        stack.push("x")
        #expect(throws: LuaError.self) { try stack.concatenate(2) }
        #expect(stack.top == 0)
        stack.pushTable()
        stack.pushNil()
        stack.push(1)
        #expect(throws: LuaError.self) { try stack.setRawValueForKey(of: 1) }
        #expect(stack.top == 1)
        stack.push("no such key")
        #expect(throws: LuaError.self) { _ = try stack.next(in: 1) }
        #expect(stack.top == 1)
    }

    @Test func iterationVisitsEveryPair() throws {
        let lua = try Interpreter()
        let results = try lua.run("return {10, 20, a = 30, [2.5] = 40}")
        defer { withExtendedLifetime(results) {} }
        let stack = results.stack
        var sum = 0
        try stack.forEachPair(in: 1) { () throws(LuaError) in sum += stack.integer(at: -1) ?? 0 }
        #expect(sum == 100)
        #expect(stack.top == 1)
    }

    @Test func comparisonsAskMetamethods() throws {
        let lua = try Interpreter()
        let results = try lua.run(
            "local mt = {__eq = function() return true end, __lt = function() return true end} return setmetatable({}, mt), setmetatable({}, mt)"
        )
        defer { withExtendedLifetime(results) {} }
        let stack = results.stack
        #expect(try stack.equal(1, 2))
        #expect(try stack.less(1, 2))
        #expect(!stack.rawEqual(1, 2))
        #expect(stack.identity(at: 1) != stack.identity(at: 2))
    }

    @Test func referencesKeepTheirValueAndMayBeDroppedAnywhere() async throws {
        let reference = try makeReference()
        await Task.detached { _ = reference }.value
    }

    private func makeReference() throws -> Reference {
        let lua = try Interpreter()
        lua.stack.pushTable()
        let reference = lua.stack.popReference()
        try lua.collectGarbage()
        lua.stack.push(reference)
        #expect(lua.stack.kind(at: -1) == .table)
        return reference
    }

    @Test func droppedReferencesLetTheirValueGo() throws {
        let fixture = try Fixture()
        try fixture.lua.run("weak = setmetatable({}, {__mode = 'v'}) weak[1] = {}")
        let results = try fixture.lua.run("return weak[1]")
        var reference: Reference? = results.stack.reference(at: 1)
        results.stack.pop()
        try fixture.lua.collectGarbage()
        #expect(fixture.outcome("return weak[1] ~= nil") == "true")
        _ = reference
        reference = nil
        try fixture.lua.collectGarbage()
        #expect(fixture.outcome("return weak[1]") == "nil")
    }
}
