import Lua
import Testing

/// Where Lua code may wait for an operation of the host, and what it gets.
struct SuspensionTests {
    static let yieldable: [(String, String)] = [
        ("return operation(7)", "7"),
        ("return pcall(operation, 7)", "true 7"),
        ("return pcall(fail)", "false failed"),
        ("fail()", "runtime: test:1: failed"),
        ("return select(2, xpcall(operation, print, 7))", "7"),
        ("return setmetatable({}, {__index = function(_, k) return operation(k) end}).x", "x"),
        (
            "local t = {} setmetatable(t, {__newindex = function(t, k, v) rawset(t, k, operation(v)) end}) t.x = 7 return t.x",
            "7"
        ),
        (
            "local n = 0 for i in function(_, i) i = operation(1) + i if i < 4 then return i end end, nil, 0 do n = n + 1 end return n",
            "3"
        ),
        ("do local x <close> = setmetatable({}, {__close = function() operation() end}) end return 'closed'", "closed"),
        (
            "local f = coroutine.wrap(function(a) local x = operation(1) local y = coroutine.yield(a + x) return y + operation(1) end) return f(10), f(20)",
            "11 21"
        ),
        ("return coroutine.resume(coroutine.create(function() fail() end))", "false test:1: failed"),
        (
            "local f = coroutine.wrap(function() local g = coroutine.wrap(function() return operation(1) end) return g() + operation(1) end) return f()",
            "2"
        ),
        ("return load('return operation(7)')()", "7"),
        (
            """
            local function op() return operation(7) end
            local mt = {}
            for _, name in ipairs{'add', 'sub', 'mul', 'div', 'mod', 'pow', 'unm', 'idiv', 'band', 'bor', 'bxor', 'shl', 'shr', 'bnot',
                'concat', 'len', 'eq', 'lt', 'le', 'call'} do mt['__' .. name] = op end
            local a, b = setmetatable({}, mt), setmetatable({}, mt)
            return a+b, a-b, a*b, a/b, a%b, a^b, -a, a//b, a&b, a|b, a~b, a<<b, a>>b, ~a, a..b, #a, a==b, a<b, a<=b, a()
            """, "7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 7 true true true 7"
        )
    ]

    @Test(arguments: yieldable)
    func yields(_ source: String, _ expected: String) throws {
        #expect(try Fixture().outcome(source) == expected)
    }

    static let blocking: [(String, String)] = [
        (
            "local t = {3, 1, 2} table.sort(t, function(a, b) return operation(a < b) end) return table.concat(t, ',')",
            "1,2,3"
        ),
        ("return (('ab'):gsub('.', function(c) return operation(c .. c) end))", "aabb"),
        ("return tostring(setmetatable({}, {__tostring = function() return operation('text') end}))", "text"),
        ("package.preload.m = function() return {v = operation(7)} end return require('m').v", "7"),
        ("return pcall(string.gsub, 'a', '.', function() fail() end)", "false test:1: failed"),
        ("return (('a'):gsub('.', coroutine.wrap(function(c) return operation(c .. 1) end)))", "a1"),
        (
            "return (('a'):gsub('.', function(c) return select(2, coroutine.resume(coroutine.create(operation), c .. 1)) end))",
            "a1"
        ),
        ("local r; setmetatable({}, {__gc = function() r = operation(7) end}) collectgarbage() return r", "7")
    ]

    @Test(arguments: blocking)
    func waitsInPlaceWhereLuaCannotYield(_ source: String, _ expected: String) throws {
        #expect(try Fixture().outcome(source) == expected)
    }

    @Test func waitsInPlaceInACallFromSwift() throws {
        let fixture = try Fixture()
        let stack = fixture.lua.stack
        try stack.load("return operation(7)", named: "=test")
        try stack.call(results: 1)
        #expect(stack.integer(at: -1) == 7)
    }

    @Test func keepsCompletionsThatArriveWhileAnotherFunctionWaitsInPlace() throws {
        let fixture = try Fixture()
        var ended: [Int] = []
        for number in 1...3 {
            try fixture.lua.stack.load(
                "operation() local n = ... string.gsub('a', '.', operation) return operation(n)", named: "=test")
            fixture.lua.stack.push(number)
            fixture.lua.stack.spawn(arguments: 1) { result in
                if case .success(let stack) = result { ended.append(stack.integer(at: 1) ?? 0) }
            }
        }
        try fixture.lua.finishCoroutines()
        #expect(ended.sorted() == [1, 2, 3])
    }

    @Test func keepsArgumentsForTheResumedFunction() throws {
        let fixture = try Fixture()
        let source = fixture.source
        try fixture.set("both") { stack in
            try stack.suspend(until: source.start()) { stack in
                stack.push("resumed")
                return stack.top
            }
        }
        #expect(fixture.outcome("return both(1, 2)") == "1 2 resumed")
    }

    @Test func maySuspendAgainWhenResumed() throws {
        let fixture = try Fixture()
        let source = fixture.source
        try fixture.set("pages") { stack in
            func next(_ page: Int, _ stack: Stack) throws -> Int {
                stack.push(page)
                if page == 3 { return stack.top }
                return try stack.suspend(until: source.start()) { try next(page + 1, $0) }
            }
            return try next(1, stack)
        }
        #expect(fixture.outcome("return pages()") == "1 2 3")
        #expect(fixture.outcome("return (('a'):gsub('.', function() return table.concat({pages()}) end))") == "123")
    }

    @Test func hidesTheWaitFromOtherCoroutines() throws {
        let fixture = try Fixture()
        try fixture.set("pause") { stack in
            guard let interpreter = stack.interpreter else { return 0 }
            return try stack.suspend(until: interpreter.startTimer(after: .zero)) { _ in 0 }
        }
        try fixture.set("complete") { _ in
            fixture.source.completes = true
            return 0
        }
        fixture.source.completes = false
        let waiting = """
            inner = coroutine.create(function() return operation(7) end)
            result = {coroutine.resume(inner)}
            """
        try fixture.lua.stack.load(waiting, named: "=waiting")
        fixture.lua.stack.spawn { _ in }
        let source = """
            pause()
            local status, _, resumed = coroutine.status(inner), coroutine.resume(inner)
            local _, closed = pcall(coroutine.close, inner)
            complete()
            while not result do pause() end
            return status, resumed, closed, result[2]
            """
        let expected = "normal cannot resume non-suspended coroutine cannot close a normal coroutine 7"
        #expect(fixture.outcome(source) == expected)
    }

    @Test func failsWhatNothingCanComplete() throws {
        let fixture = try Fixture()
        try fixture.set("forever") { stack in
            guard let interpreter = stack.interpreter else { return 0 }
            return try stack.suspend(until: interpreter.makeTicket()) { _ in 0 }
        }
        let message = "waits for an operation that nothing completes"
        #expect(fixture.outcome("forever()") == "runtime: test:1: \(message)")
        #expect(fixture.outcome("return pcall(string.gsub, 'a', '.', forever)") == "false \(message)")
    }

    @Test func endsTheOperationsOfASourceThatFails() throws {
        let fixture = try Fixture()
        fixture.source.fails = true
        #expect(fixture.outcome("return pcall(operation)") == "false Failure()")
        fixture.source.fails = false
        #expect(fixture.outcome("return operation(7)") == "7")
    }

    @Test func buildsParallelWorkOnTickets() throws {
        let fixture = try Fixture()
        try fixture.set("parallel", parallel)
        #expect(fixture.outcome("return parallel(function(n) return operation(n) * 2 end, 20)") == "420")
        // In place: the coroutines it waits for run meanwhile.
        let nested =
            "return (('a'):gsub('.', function() return parallel(function(n) return operation(n) * 2 end, 20) end))"
        #expect(fixture.outcome(nested) == "420")
    }

    @Test func waitsForManyTimers() throws {
        let lua = try Interpreter()
        lua.stack.push(function: { stack in
            guard let interpreter = stack.interpreter else { return 0 }
            let ticket = interpreter.startTimer(after: .microseconds(stack.integer(at: 1) ?? 0))
            return try stack.suspend(until: ticket) { _ in 0 }
        })
        try lua.stack.set(global: "sleep")
        var ended = 0
        for number in 0..<1000 {
            try lua.stack.load("sleep(...)", named: "=test")
            lua.stack.push(number * 7 % 1000)
            lua.stack.spawn(arguments: 1) { _ in ended += 1 }
        }
        try lua.finishCoroutines()
        #expect(ended == 1000)
    }

    @Test func advancesWithoutWaiting() throws {
        let fixture = try Fixture()
        var outcome: String?
        try fixture.lua.stack.load("return operation('done')", named: "=test")
        fixture.lua.stack.spawn { result in
            if case .success(let stack) = result { outcome = stack.string(at: 1) }
        }
        #expect(fixture.lua.advance())
        while fixture.lua.advance() {}
        #expect(outcome == "done")
    }
}

/// `parallel(f, n)`: the sum of f(1) ... f(n), each in a coroutine.
private func parallel(_ stack: Stack) throws -> Int {
    guard let interpreter = stack.interpreter else { return 0 }
    let count = stack.integer(at: 2) ?? 0
    let ticket = interpreter.makeTicket()
    var sum = 0
    var running = count
    for number in 1...count {
        stack.push(valueAt: 1)
        stack.push(number)
        stack.spawn(arguments: 1) { result in
            if case .success(let stack) = result { sum += stack.integer(at: 1) ?? 0 }
            running -= 1
            if running == 0 { interpreter.complete(ticket) }
        }
    }
    return try stack.suspend(until: ticket) { stack in
        stack.push(sum)
        return 1
    }
}
