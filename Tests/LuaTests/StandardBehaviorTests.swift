import Lua
import Testing

/// What scripts see is Lua 5.4 as its manual has it.
struct StandardBehaviorTests {
    static let chunks: [(String, String)] = [
        ("return _VERSION, math.type(1), #arg_or_nil()", "Lua 5.4 integer 0"),
        ("local t = {} for k in pairs(_G) do t[#t + 1] = k end table.sort(t) return table.concat(t, ' ')", ""),
        ("return coroutine.isyieldable(), select(2, coroutine.running())", "false true"),
        ("return pcall(coroutine.yield, 1)", "false attempt to yield from outside a coroutine"),
        (
            "local co = coroutine.create(function(...) local a = coroutine.yield(...) return a end) return coroutine.resume(co, 1, 2)",
            "true 1 2"
        ),
        (
            "local co = coroutine.create(function() end) coroutine.resume(co) return coroutine.resume(co)",
            "false cannot resume dead coroutine"
        ),
        ("local co = coroutine.wrap(function() end) co() return pcall(co)", "false cannot resume dead coroutine"),
        ("return coroutine.resume(coroutine.running())", "false cannot resume non-suspended coroutine"),
        ("return coroutine.status(coroutine.running())", "running"),
        (
            "local outer outer = coroutine.create(function() return coroutine.wrap(function() return coroutine.status(outer), coroutine.resume(outer) end)() end) return select(2, coroutine.resume(outer))",
            "normal false cannot resume non-suspended coroutine"
        ),
        (
            "local co = coroutine.create(function() coroutine.yield() end) local a = coroutine.status(co) coroutine.resume(co) local b = coroutine.status(co) coroutine.resume(co) return a, b, coroutine.status(co)",
            "suspended suspended dead"
        ),
        (
            "local closed local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() closed = true end}) coroutine.yield() end) coroutine.resume(co) return coroutine.close(co), closed, coroutine.status(co)",
            "true true dead"
        ),
        (
            "local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() error('c', 0) end}) coroutine.yield() end) coroutine.resume(co) return coroutine.close(co)",
            "false c"
        ),
        ("return pcall(coroutine.close, coroutine.running())", "false cannot close a running coroutine"),
        (
            "local co = coroutine.create(error) coroutine.resume(co, 'x') return coroutine.close(co), coroutine.close(co)",
            "false true"
        ),
        ("local f = coroutine.wrap(function() error('x') end) return pcall(f)", "false test:1: x"),
        ("local f = coroutine.wrap(function() error({}) end) return type(select(2, pcall(f)))", "table"),
        (
            "local f = coroutine.wrap(function() local x <close> = setmetatable({}, {__close = function(_, e) error(e .. '+', 0) end}) error('x', 0) end) return pcall(f)",
            "false x+"
        ),
        (
            "return coroutine.wrap(function() return coroutine.isyieldable(), select(2, coroutine.running()) end)()",
            "true false"
        ),
        (
            "return pcall(coroutine.resume, 1)",
            "false bad argument #1 to 'coroutine.resume' (coroutine expected, got number)"
        ),
        (
            "return pcall(coroutine.wrap, 1)",
            "false bad argument #1 to 'coroutine.wrap' (function expected, got number)"
        ),
        (
            "return pcall(coroutine.status, 1)",
            "false bad argument #1 to 'coroutine.status' (coroutine expected, got number)"
        ),
        ("return select('#', coroutine.wrap(function() return nil, nil end)())", "2"),
        (
            "local t = {} for a, b in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i, i * i) end end) do t[#t + 1] = b end return table.concat(t, ' ')",
            "1 4 9"
        ),
        ("return pcall(string.rep, 'x', -1)", "true "),
        ("return require('string') == string, package.loaded.coroutine == coroutine", "true true"),
        ("return load('return ...', 'c', 't', {})(7)", "7"),
        ("return #string.dump(function() end) > 0", "true"),
        ("warn('@on') warn('@off') warn('silent') return 'ok'", "ok"),
        ("return select(2, xpcall(error, function(m) return m .. '!' end, 'x'))", "x!"),
        ("return debug.traceback('m', 1):match('^m\\nstack traceback:\\n\\ttest:1: in ') ~= nil", "true")
    ]

    @Test(arguments: chunks)
    func behavesAsTheManualSays(_ source: String, _ expected: String) throws {
        let fixture = try Fixture()
        try fixture.set("arg_or_nil") { stack in
            stack.pushTable()
            return 1
        }
        let outcome = fixture.outcome(source)
        if expected.isEmpty {
            let globals =
                "_G _VERSION arg_or_nil assert collectgarbage coroutine debug dofile error fail getmetatable interrupt io ipairs load "
                + "loadfile math next operation os package pairs pcall print rawequal rawget rawlen rawset require select setmetatable string "
                + "table tonumber tostring type utf8 warn xpcall"
            #expect(outcome == globals)
        } else {
            #expect(outcome == expected)
        }
    }

    @Test func loadsCModulesOfTheSystem() throws {
        // Debian's lua-cjson does not link liblua itself: its symbols come from the program.
        let source = "local ok, cjson = pcall(require, 'cjson') return not ok or cjson.encode({1, 2})"
        #expect(["true", "[1,2]"].contains(try Fixture().outcome(source)))
    }

    @Test func opensOnlyTheLibrariesAskedFor() throws {
        let lua = try Interpreter(.init(libraries: [.base, .string, .coroutine]))
        let results = try lua.run("return io == nil and os == nil and debug == nil, string.rep('x', 2)")
        defer { withExtendedLifetime(results) {} }
        let stack = results.stack
        #expect(stack.boolean(at: 1))
        #expect(stack.string(at: 2) == "xx")
    }
}
