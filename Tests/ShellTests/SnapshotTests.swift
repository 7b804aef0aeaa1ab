import Lua
import Shell
import Testing

struct SnapshotTests {
    /// The printed form of what a chunk returns.
    private func printed(_ chunk: String, limits: Snapshot.Limits = .init()) throws -> String {
        let interpreter = try Interpreter()
        let results = try interpreter.run(chunk)
        let before = results.stack.top
        let snapshot = Snapshot(results.stack, at: 1, limits: limits)
        #expect(results.stack.top == before)
        return PrettyPrinter(width: 200).lines(of: snapshot).joined(separator: "\n")
    }

    @Test(arguments: [
        ("return nil", "nil"), ("return 1", "1"), ("return 1.0", "1.0"), ("return -0.0", "-0.0"),
        ("return math.mininteger", "-9223372036854775808"), ("return 'a\\0b'", "a\\000b"), ("return {}", "{}"),
        ("return { 1, 'a', nil, 4, x = { y = true } }", "{ 1, \"a\", nil, 4, x = { y = true } }"),
        (
            "return { [1.5] = 1, [-1] = 2, [true] = 3, ['a b'] = 4, b = 5, a = 6 }",
            "{ a = 6, b = 5, [\"a b\"] = 4, [-1] = 2, [1.5] = 1, [true] = 3 }"
        ),
        ("local t = {} t.t = t t.u = { t } return t", "{ t = <cycle>, u = { <cycle> } }"),
        ("local s = {} return { s, s }", "{ {}, {} }"),
        ("return { print, coroutine.create(print), io.stdout }", "{ function, thread, FILE* }")
    ])
    func takesEveryKindOfValue(chunk: String, expected: String) throws {
        #expect(try printed(chunk) == expected)
    }

    @Test func leavesOutWhatIsTooDeepOrTooMuch() throws {
        #expect(try printed("return { { { { { 1, 2 } } } } }") == "{ { { { {…2} } } } }")
        #expect(
            try printed("return { 1, 2, 3, b = 5, a = 4 }", limits: .init(depth: 4, items: 4))
                == "{ 1, 2, 3, a = 4, …(+1) }")
    }

    @Test func runsNoMetamethod() throws {
        let chunk = """
            local function fail() error('a metamethod ran') end
            return setmetatable({ x = 1 }, { __index = fail, __pairs = fail, __len = fail, __tostring = fail,
                __eq = fail, __name = 'thing' })
            """
        #expect(try printed(chunk) == "thing { x = 1 }")
    }

    @Test func survivesATableThatIsTooDeepForAnyStack() throws {
        let chunk = "local t = {} for _ = 1, 100000 do t = { t } end return t"
        #expect(try printed(chunk, limits: .init(depth: 150, items: 2)).hasPrefix("{\n  {\n"))
    }
}
