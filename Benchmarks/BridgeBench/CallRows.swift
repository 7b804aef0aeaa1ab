import CBaselines
import CLua
import CLuaBridge
import Lua

/// Lua calls Swift, beside Lua calling C.
struct CallRows {
    final class Account {
        let balance: Int
        init(_ balance: Int) { self.balance = balance }
    }

    let lua: Interpreter
    let rounds: Int
    let calls: Int
    let isWanted: (String) -> Bool

    /// Loops in Lua over the function or object under test; each returns nanoseconds of CPU time for n calls.
    private static let loops = """
        local text = 'droplet-0042.nyc3.example.com'
        function add(f, n) local t, s = now() for i = 1, n do s = f(i, 1) end local d = now() - t assert(s == n + 1) return d end
        function echo(f, n) local t, s = now() for i = 1, n do s = f(text) end local d = now() - t assert(s == text) return d end
        function get(o, n) local t, s = now() for i = 1, n do s = o:get() end local d = now() - t assert(s == 42) return d end
        function fail(f, n)
            local t, ok, e = now()
            for i = 1, n do ok, e = pcall(f) end
            local d = now() - t
            assert(not ok and e:find('boom'))
            return d
        end
        """

    init(rounds: Int, calls: Int, isWanted: @escaping (String) -> Bool) throws {
        self.isWanted = isWanted
        self.rounds = rounds
        self.calls = calls
        lua = try Interpreter()
        baseline_push_function(lua.stack.state, baseline_now)
        try lua.stack.set(global: "now")
        try lua.run(Self.loops)
    }

    func measure() throws -> [Row] {
        let stack = lua.stack
        let accounts = ObjectClass<Account>("Account", on: stack)
        accounts.method("get", on: stack, typed: { (account: Account) in account.balance })
        return [
            try row("call (int, int), capture-free (ns)", 1.10, "add", reference: baseline_add) { stack in
                stack.push(native: nativeAdd)
            },
            try row("call (int, int), typed closure (ns)", 1.20, "add", reference: baseline_add) { stack in
                stack.push(typed: { (a: Int, b: Int) in a &+ b })
            },
            try row("call (29-byte string), capture-free (ns)", 1.20, "echo", reference: baseline_echo) { stack in
                stack.push(native: nativeEcho)
            },
            try row("call (29-byte string), typed closure on bytes (ns)", 1.20, "echo", reference: baseline_echo) {
                stack in
                stack.push(typed: { (bytes: Bytes) in bytes })
            },
            try row("call (29-byte string), typed closure on String (ns)", nil, "echo", reference: baseline_echo) {
                stack in
                stack.push(typed: { (text: String) in text })
            },
            try row(
                "method of an object (ns)", 0.95, "get", pushReference: { baseline_push_object($0.state, 42) },
                push: { accounts.push(Account(42), to: $0) }),
            try row("throw to pcall (ns)", 1.10, "fail", reference: baseline_fail) { stack in
                stack.push(function: { _ in throw LuaError("boom") })
            }
        ]
    }

    private func row(
        _ name: String, _ target: Double?, _ loop: String, reference: @escaping lua_CFunction, push: (Stack) -> Void
    ) throws -> Row {
        try row(name, target, loop, pushReference: { baseline_push_function($0.state, reference) }, push: push)
    }

    private func row(
        _ name: String, _ target: Double?, _ loop: String, pushReference: (Stack) -> Void, push: (Stack) -> Void
    ) throws -> Row {
        var row = Row(name, target: target)
        guard isWanted(name) else { return row }
        let count = loop == "fail" ? calls / 5 : calls
        pushReference(lua.stack)
        let reference = lua.stack.popReference()
        push(lua.stack)
        let subject = lua.stack.popReference()
        for round in 0...rounds {
            let first = try time(loop, reference, count)
            let second = try time(loop, subject, count)
            if round > 0 { row.rounds.append((second, first)) }  // the first one warms up
        }
        return row
    }

    /// Nanoseconds a call.
    private func time(_ loop: String, _ subject: Reference, _ count: Int) throws -> Double {
        let stack = lua.stack
        try lua.collectGarbage()
        try stack.push(global: loop)
        stack.push(subject)
        stack.push(count)
        try stack.call(arguments: 2, results: 1)
        defer { stack.pop() }
        return Double(stack.integer(at: -1) ?? 0) / Double(count)
    }
}

private let nativeAdd: NativeFunction = { state, _ in
    Stack.run(state) { stack in
        let sum = try Int.read(from: stack, at: 1) &+ Int.read(from: stack, at: 2)
        return sum.push(to: stack)
    }
}

private let nativeEcho: NativeFunction = { state, _ in
    Stack.run(state) { stack in try Bytes.read(from: stack, at: 1).push(to: stack) }
}
