import Lua
import Testing

/// Coroutines that the program cancels, and those of the background under an interrupt.
struct CancellationTests {
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        fixture.source.completes = false
        try fixture.lua.run("log = {} function note(x) log[#log + 1] = tostring(x) end")
        try fixture.lua.run(
            """
            function closing(name, f)
                return setmetatable({}, { __close = function(_, e) note(name .. ':' .. tostring(e)) if f then f() end end })
            end
            """)
    }

    /// Starts a coroutine and lets it run as far as it comes.
    private func start(_ source: String, inBackground: Bool? = nil, outcome: @escaping (String) -> Void = { _ in })
        throws -> Coroutine
    {
        try fixture.lua.stack.load(source, named: "=test")
        let coroutine = fixture.lua.stack.spawn(inBackground: inBackground) { result in
            switch result {
            case .success(let stack): outcome(stack.string(at: 1) ?? "nothing")
            case .failure(let error): outcome("\(error.kind): \(error.message)")
            }
        }
        fixture.lua.advance()
        return coroutine
    }

    private var log: String { fixture.outcome("return table.concat(log, ' ')") }

    @Test func closesWhatIsOpenAndCancelsTheOperation() throws {
        var outcome = ""
        let coroutine = try start(
            "local a <close> = closing('a') local b <close> = closing('b') pcall(operation, 1) note('unreachable')"
        ) { outcome = $0 }
        #expect(fixture.source.canceled == [])
        coroutine.cancel()
        #expect(outcome == "canceled: canceled")
        #expect(coroutine.isFinished)
        #expect(fixture.source.canceled == [Ticket(0)])
        #expect(log == "b:nil a:nil")
        #expect(!fixture.lua.advance())
    }

    @Test func closesCoroutinesOfTheScriptFromTheInnermostOn() throws {
        let coroutine = try start(
            """
            local a <close> = closing('outer')
            coroutine.wrap(function()
                local b <close> = closing('middle')
                coroutine.resume(coroutine.create(function()
                    local c <close> = closing('inner')
                    operation()
                end))
                note('unreachable')
            end)()
            """)
        coroutine.cancel()
        #expect(log == "inner:nil middle:nil outer:nil")
    }

    @Test func goesOnAfterAForwardedOperation() throws {
        var outcome = ""
        _ = try start(
            "local f = coroutine.wrap(function() return operation('x') .. operation('y') end) return f() .. operation('z')"
        ) { outcome = $0 }
        fixture.source.completes = true
        try fixture.lua.finishCoroutines()
        #expect(outcome == "xyz")
    }

    @Test func waitsInPlaceForTheOperationsOfCloseFunctions() throws {
        let coroutine = try start(
            "local a <close> = closing('a', function() note(operation('cleaned')) end) operation('work')")
        fixture.source.completes = true
        coroutine.cancel()
        #expect(log == "a:nil cleaned")
    }

    @Test func endsWithTheErrorOfACloseFunction() throws {
        var outcome = ""
        let coroutine = try start("local a <close> = closing('a', function() error('no', 0) end) operation()") {
            outcome = $0
        }
        coroutine.cancel()
        #expect(outcome == "runtime: no")
    }

    @Test func doesNotBeginWhatIsCanceledBeforeItsTurn() throws {
        try fixture.lua.stack.load("note('begun')", named: "=test")
        var outcome = ""
        let coroutine = fixture.lua.stack.spawn { if case .failure(let error) = $0 { outcome = error.message } }
        coroutine.cancel()
        coroutine.cancel()
        fixture.lua.advance()
        #expect(outcome == "canceled")
        #expect(log == "")
    }

    @Test func endsACoroutineThatCancelsItselfWhereItWaitsNext() throws {
        let held = Held()
        try fixture.set("cancel") { _ in
            held.coroutine?.cancel()
            return 0
        }
        try fixture.lua.stack.load("cancel() note('goes on') pcall(operation) note('unreachable')", named: "=test")
        held.coroutine = fixture.lua.stack.spawn { _ in }
        fixture.lua.advance()
        #expect(log == "goes on")
        #expect(held.coroutine?.isFinished == true)
        #expect(fixture.source.canceled == [Ticket(0)])
    }

    @Test func failsTheWaitInPlaceOfARunningCoroutine() throws {
        let held = Held()
        try fixture.set("pause") { stack in
            guard let interpreter = stack.interpreter else { return 0 }
            return try stack.suspend(until: interpreter.startTimer(after: .seconds(3_600))) { _ in 0 }
        }
        try fixture.set("cancel") { _ in
            held.coroutine?.cancel()
            return 0
        }
        try fixture.lua.stack.load(
            "string.gsub('a', '.', function() note(select(2, pcall(pause))) note(select(2, pcall(pause))) end) pause()",
            named: "=test")
        held.coroutine = fixture.lua.stack.spawn { _ in }
        // It gets its turn while the other waits in place, which a ticket of the interpreter allows.
        try fixture.lua.stack.load("cancel()", named: "=test")
        fixture.lua.stack.spawn { _ in }
        try fixture.lua.finishCoroutines()
        #expect(log == "canceled canceled")
        #expect(held.coroutine?.isFinished == true)
    }

    @Test func forgetsCanceledTimers() throws {
        try fixture.set("pause") { stack in
            guard let interpreter = stack.interpreter else { return 0 }
            return try stack.suspend(until: interpreter.startTimer(after: .seconds(3_600))) { _ in 0 }
        }
        let coroutines = try (0..<1_000).map { _ in try start("pause()") }
        #expect(fixture.lua.timeToNextTimer != nil)
        for coroutine in coroutines.shuffled() { coroutine.cancel() }
        #expect(fixture.lua.timeToNextTimer == nil)
        #expect(!fixture.lua.advance())
    }

    @Test func anInterruptSparesTheBackground() throws {
        var outcome = ""
        _ = try start("local x = operation('kept') note('background') return x", inBackground: true) { outcome = $0 }
        #expect(fixture.outcome("interrupt() operation()").hasPrefix("interrupted"))
        #expect(outcome == "")
        fixture.source.completes = true
        try fixture.lua.finishCoroutines()
        #expect(outcome == "kept")
    }

    @Test func anInterruptOfTheRestReachesTheBackground() throws {
        var outcome = ""
        _ = try start("operation()", inBackground: true) { outcome = $0 }
        try fixture.lua.stack.load("interrupt() operation()", named: "=test")
        fixture.lua.stack.spawn { _ in }
        try fixture.lua.finishCoroutines()
        #expect(outcome == "interrupted: test:1: interrupted!")
    }

    @Test func translatesTheErrorThatEndsAWait() throws {
        let source = fixture.source
        try fixture.set("translated") { stack in
            let translate: (any Error) -> any Error = { LuaError("of mine: \($0)") }
            return try stack.suspend(until: source.start(), translatingErrors: translate) { _ in 0 }
        }
        #expect(fixture.outcome("interrupt() translated()") == "interrupted: test:1: interrupted!")
        try fixture.lua.stack.load("interrupt()", named: "=test")
        fixture.lua.stack.spawn { _ in }
        #expect(fixture.outcome("translated()") == "interrupted: test:1: of mine: interrupted!")
    }

    private final class Held {
        var coroutine: Coroutine?
    }
}
