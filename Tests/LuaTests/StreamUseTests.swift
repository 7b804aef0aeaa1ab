import Lua
import TestSupport
import Testing

struct StreamUseTests {
    private let folder = TemporaryFolder()

    private func uses(_ source: String) throws -> Int {
        let interpreter = try Interpreter()
        var count = 0
        try interpreter.announceStreamUse { count += 1 }
        try interpreter.announceStreamUse { count += 1 }
        try interpreter.run(source) { stack in
            stack.push(folder.file("x"))
            return 1
        }
        return count
    }

    @Test(arguments: [
        ("local a = 1 + 1 return tostring(a)", 0),
        ("print()", 1),
        ("io.write()", 1),
        ("io.stdout:write(''):flush()", 2),
        ("warn('@off')", 1),
        ("os.execute('true')", 1),
        ("io.popen('true'):close()", 2),
        ("local f <close> = io.open(..., 'w') f:write('x')", 1),
        ("os.time()", 0),
        ("coroutine.wrap(print)()", 1)
    ])
    func isAnnounced(source: String, count: Int) throws {
        #expect(try uses(source) == count)
    }

    /// What scripts can see is as without it.
    @Test func changesNothingElse() throws {
        let source = """
            local f = io.open(..., 'w')
            local results = {
                select('#', print()), io.write() == io.stdout, tostring(f:write('a', 1) == f), f:close(),
                select(2, pcall(io.write, {})), select(2, pcall(f.write, f)), select(2, pcall(f.write, 1)),
                select(2, pcall(io.lines, 'none')), io.lines(...)(), tostring(print):match('^builtin') or type(print)
            }
            local function fail() io.write({}) end
            local _, trace = xpcall(fail, debug.traceback)
            for i = 1, 10 do results[i] = tostring(results[i]) end
            return table.concat(results, '|') .. trace
            """
        func outcome(announcing: Bool) throws -> String? {
            let interpreter = try Interpreter()
            if announcing { try interpreter.announceStreamUse {} }
            let results = try interpreter.run(source, named: "=test") { stack in
                stack.push(folder.file("x"))
                return 1
            }
            return results.stack.string(at: 1)
        }
        let expected = try outcome(announcing: false)
        #expect(expected?.contains("bad argument #1 to 'write'") == true)
        #expect(try outcome(announcing: true) == expected)
    }

    @Test func aSandboxStaysClosed() throws {
        let interpreter = try Interpreter(Interpreter.Configuration(libraries: [.base]))
        try interpreter.run("print = nil")
        var count = 0
        try interpreter.announceStreamUse { count += 1 }
        let results = try interpreter.run("return tostring(io) .. tostring(os) .. tostring(print) .. tostring(debug)")
        #expect(results.stack.string(at: 1) == "nilnilnilnil")
        #expect(count == 0)
    }
}
