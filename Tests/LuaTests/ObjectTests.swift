import Lua
import Testing

/// Swift objects as userdata, and who lets go of them when.
struct ObjectTests {
    final class Account {
        var balance: Int
        init(_ balance: Int) { self.balance = balance }
    }

    private func fixture() throws -> Fixture {
        let fixture = try Fixture()
        let stack = fixture.lua.stack
        let accounts = ObjectClass<Account>("Account", on: stack)
        accounts.method("balance", on: stack, typed: { (account: Account) in account.balance })
        accounts.method(
            "deposit", on: stack,
            typed: { (account: Account, amount: Int) -> Int in
                account.balance += amount
                return account.balance
            })
        accounts.method("close", on: stack) { _, stack in
            accounts.release(at: 1, of: stack)
            return 0
        }
        accounts.method("wait", on: stack) { account, stack in
            try stack.suspend(until: fixture.source.start()) { stack in
                stack.push(account.balance)
                return 1
            }
        }
        accounts.metamethod("__tostring", on: stack) { account, stack in
            stack.push("Account(\(account.balance))")
            return 1
        }
        try fixture.set("account") { stack in
            accounts.push(Account(try stack.argument(1)), to: stack)
            return 1
        }
        return fixture
    }

    static let uses: [(String, String)] = [
        ("return account(5):balance()", "5"),
        ("local a = account(5) a:deposit(2) return a:balance(), tostring(a)", "7 Account(7)"),
        ("return type(account(1)), getmetatable(account(1))", "userdata false"),
        ("return account(1).nothing", "nil"),
        ("return account(9):wait()", "9"),
        ("account(1).balance()", "runtime: test:1: bad argument #1 to 'balance' (Account expected, got no value)"),
        (
            "account(1).balance(io.stdout)",
            "runtime: test:1: bad argument #1 to 'balance' (Account expected, got FILE*)"
        ),
        ("account(1):deposit('x')", "runtime: test:1: bad argument #1 to 'deposit' (number expected, got string)"),
        (
            "local a = account(1) a:close() a:close() a:balance()",
            "runtime: test:1: calling 'close' on bad self (attempt to use a closed Account)"
        ),
        (
            "local a = account(1) a:close() a:balance()",
            "runtime: test:1: calling 'balance' on bad self (attempt to use a closed Account)"
        ),
        ("account(1).x = 2", "runtime: test:1: attempt to index a Account value")
    ]

    @Test(arguments: uses)
    func methodsWorkAndCheckTheirObject(_ source: String, _ expected: String) throws {
        #expect(try fixture().outcome(source) == expected)
    }

    @Test func aForeignMetatableIsNoPassport() throws {
        let source = """
            local a = account(1)
            local fake = setmetatable({}, {__index = function() return 1 end, __name = 'Account'})
            return pcall(a.balance, fake)
            """
        #expect(try fixture().outcome(source) == "false bad argument #1 to '?' (Account expected, got Account)")
    }

    @Test func theFallbackAnswersForOtherKeys() throws {
        let fixture = try Fixture()
        let stack = fixture.lua.stack
        let accounts = ObjectClass<Account>("Account", on: stack)
        accounts.method("get", on: stack, typed: { (account: Account) in account.balance })
        accounts.index(on: stack) { account, stack in
            let source = fixture.source
            guard stack.string(at: 2) == "slow" else { return 0 }
            return try stack.suspend(until: source.start()) { stack in
                stack.push("\(account.balance) slowly")
                return 1
            }
        }
        accounts.push(Account(3), to: stack)
        try stack.set(global: "a")
        #expect(fixture.outcome("return a:get(), a.slow, a.other") == "3 3 slowly nil")
    }

    @Test func everythingIsReleasedWithTheInterpreter() throws {
        let count = Counted.Count()
        do {
            let fixture = try Fixture()
            let objects = ObjectClass<Counted>("Counted", on: fixture.lua.stack)
            objects.push(Counted(count), to: fixture.lua.stack)
            try fixture.lua.stack.set(global: "kept")
            let captured = Counted(count)
            try fixture.set("closure") { _ in withExtendedLifetime(captured) { 0 } }
            let source = fixture.source
            source.completes = false
            let waiting = Counted(count)
            try fixture.set("forever") { stack in
                try stack.suspend(until: source.start()) { _ in withExtendedLifetime(waiting) { 0 } }
            }
            try fixture.lua.stack.load("forever()", named: "=test")
            fixture.lua.stack.spawn { _ in withExtendedLifetime(captured) {} }
            fixture.lua.advance()
            #expect(count.living == 3)
        }
        #expect(count.living == 0)
    }

    @Test func theCollectorReleasesWhatIsUnreachable() throws {
        let count = Counted.Count()
        let fixture = try Fixture()
        let objects = ObjectClass<Counted>("Counted", on: fixture.lua.stack)
        try fixture.set("make") { stack in
            objects.push(Counted(count), to: stack)
            return 1
        }
        try fixture.lua.run("for i = 1, 100 do make() end")
        try fixture.lua.collectGarbage()
        #expect(count.living == 0)
    }

    @Test func aResurrectedObjectIsClosed() throws {
        let fixture = try fixture()
        let source = """
            local a = account(1)
            do
                local t = setmetatable({object = a}, {__gc = function(t) saved = t.object end})
            end
            a = nil
            collectgarbage() collectgarbage()
            return pcall(saved.balance, saved)
            """
        #expect(fixture.outcome(source) == "false bad argument #1 to '?' (attempt to use a closed Account)")
    }

    @Test func finalizersMayFailAndCallSwift() throws {
        let fixture = try fixture()
        let source = """
            setmetatable({}, {__gc = function() error('in a finalizer') end})
            setmetatable({}, {__gc = function() seen = account(3):balance() end})
            collectgarbage()
            return seen
            """
        #expect(fixture.outcome(source) == "3")
    }

    @Test func finalizersThatRunAtTheEndFindClosedFunctions() throws {
        let fixture = try fixture()
        let source = "setmetatable({}, {__gc = function() account(3) operation() end}) kept = account"
        #expect(fixture.outcome(source) == "")
    }
}
