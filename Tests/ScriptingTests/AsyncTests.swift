import APIClient
import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// `async`, `await`, `sleep`, and what a program sees of tasks.
struct AsyncTests {
    let vendor = FakeVendor()
    let engine: Engine

    init() throws {
        engine = try vendor.engine()
        vendor.respond = { request in
            let id = Int64(request.target.split(separator: "/").last ?? "") ?? 0
            guard id != 99 else { return nil }
            guard id != 13 else { return .json(["id": "not_found", "message": "no widget"], status: 404) }
            return .json(["widget": ["id": .integer(id), "name": .string("w\(id)")]])
        }
    }

    private func values(_ source: String) throws -> String {
        let results = try engine.interpreter.run(source, named: "=test")
        return try (0..<results.count).map { try results.stack.description(of: $0 + 1) }.joined(separator: " ")
    }

    private func message(_ source: String) -> String {
        do { return "returned: " + (try values(source)) } catch { return "\(error)" }
    }

    // MARK: - Results and errors

    @Test func runsBesideItsCallerAndGivesAllResults() throws {
        #expect(
            try values(
                """
                local order = {}
                local t = async(function(a, b) order[#order + 1] = 'begun' widgets.get(1) return a, nil, b end, 'x', 'y')
                order[#order + 1] = 'started ' .. t.status
                local a, n, b = await(t)
                return order[1], order[2], a, n, b, t.status, select('#', await(t)), tostring(t)
                """) == "started running begun x nil y done 3 task 1 (test:2): done")
    }

    @Test func raisesTheErrorItself() throws {
        #expect(message("await(async(function() error('plain', 0) end))") == "plain")
        #expect(
            try values(
                """
                local t = async(widgets.get, 13)
                local ok, e = pcall(await, t)
                return ok, e.status, t.status, t.error == e, t.where
                """) == "false 404 failed true test:1")
    }

    @Test func awaitsAListOfTasks() throws {
        vendor.answersBackwards = true
        #expect(
            try values(
                """
                local all = await{ async(widgets.get, 1), async(print and function() end), async(widgets.get, 3) }
                return all.n, all[1].id, all[2], all[3].id
                """) == "3 1 nil 3")
        #expect(
            message(
                "local t = async(function() sleep(9e6) end) t:cancel()\nawait{ async(widgets.get, 1), async(widgets.get, 13), t }"
            )
                == """
                test:2: await: 2 of 3 tasks failed
                  task 2: widgets.get: 404 not_found: no widget
                  task 3: test:2: await: task 4 (test:1) was canceled
                """)
    }

    @Test func severalMayAwaitOne() throws {
        #expect(
            try values(
                """
                local t = async(function() return widgets.get(5).id end)
                return table.concat(parallel({ 1, 2, 3 }, function(i) return i * await(t) end), ' ')
                """) == "5 10 15")
    }

    @Test func worksWhereLuaCannotYieldAndInCoroutines() throws {
        #expect(
            try values(
                """
                local text = ('ab'):gsub('.', function(c) return await(async(function() return widgets.get(1).name .. c end)) end)
                return text, coroutine.wrap(function() return await(async(widgets.get, 2)).id end)()
                """) == "w1aw1b 2")
    }

    @Test(arguments: [
        ("await()", "test:1: await: expected a task or a list of tasks, found no value"),
        ("await{ 1 }", "test:1: await: expected a list of tasks, found number at 1"),
        (
            "await(async(print), { timeouts = 1 })",
            "test:1: await: unknown option 'timeouts'; the only one is 'timeout'"
        ),
        ("async(nil)", "test:1: bad argument #1 to 'async' (function expected, got nil)"),
        ("async(print).state = 1", "test:1: of a task only 'name' can be set, to a string"),
        ("sleep('x')", "test:1: sleep: the time is a number of seconds or a text such as '90s', '10m', '1h30m'")
    ])
    func saysWhatIsWrongWithACall(source: String, expected: String) {
        #expect(message(source) == expected)
    }

    // MARK: - Cancellation

    @Test func cancelsATaskWithAllThatRunsInIt() throws {
        #expect(
            try values(
                """
                closed = {}
                local function closing(name)
                    return setmetatable({}, { __close = function() closed[#closed + 1] = name end })
                end
                local t = async(function()
                    local c <close> = closing('task')
                    parallel({ 99, 99 }, function(i)
                        local c <close> = closing('item')
                        pcall(widgets.get, i)
                        closed[#closed + 1] = 'unreachable'
                    end)
                end)
                sleep(0)
                t:cancel()
                local ok, e = pcall(await, t)
                return table.concat(closed, ' '), t.status, e.kind, tostring(e)
                """) == "item item task canceled canceled await: task 1 (test:5) was canceled")
        #expect(vendor.requests.count == 2)
        #expect(vendor.underWay == 0)
    }

    @Test func aTaskMayCancelItself() throws {
        #expect(
            try values(
                """
                local seen, t = 'no'
                t = async(function() pcall(t.cancel, t) seen = 'yes' end)
                pcall(await, t)
                return t.status, seen
                """) == "canceled no")
    }

    @Test func givesUpWaitingAfterATimeout() throws {
        #expect(
            message("t = async(function() sleep(3600) end)\nawait(t, { timeout = 0.01 })")
                == "test:2: await: task 1 (test:1) still runs after 0s")
        #expect(try values("local s = t.status t:cancel() return s, t.status") == "running canceled")
        #expect(try values("return await(async(function() return 1 end), { timeout = '1h' })") == "1")
        #expect(engine.interpreter.timeToNextTimer == nil)
    }

    @Test(arguments: [
        "t = async(function() sleep(0) await(t) end) await(t)",
        "a = async(function() sleep(0) await(b) end) b = async(function() sleep(0) await(a) end) await{ a, b }",
        "t = async(function() parallel({ 1 }, function() sleep(0) await(t) end) end) await(t)",
        "a = async(function() parallel({ 1 }, function() await(b) end) end) b = async(function() sleep(0) await(a) end) await(b)"
    ])
    func refusesToWaitInACircle(source: String) {
        #expect(message(source).contains("waits for what awaits it here, so that neither would ever end"))
    }

    @Test func namesTheTaskThatWouldWaitForItself() {
        #expect(
            message("t = async(function() sleep(0)\nawait(t) end) t.name = 'loop' await(t)")
                == "test:2: await: task 1 (loop) waits for what awaits it here, so that neither would ever end")
    }

    // MARK: - For a program

    @Test func goesOnWhileTheProgramDoesSomethingElse() throws {
        var ended: [String] = []
        engine.taskHandler = { ended.append($0.description) }
        #expect(engine.nextRun == nil)
        _ = try values("result = nil t = async(function() result = widgets.get(1).id .. widgets.get(2).id end)")
        #expect(engine.runningTasks.map(\.description) == ["task 1 (test:1): running"])
        #expect(engine.nextRun?.timeout == .zero)
        var rounds = 0
        while engine.runReady(), rounds < 100 { rounds += 1 }
        #expect(ended == ["task 1 (test:1): done"])
        #expect(try values("return result") == "12")
        #expect(engine.nextRun == nil)
        #expect(engine.runningTasks.isEmpty)
    }

    @Test func aSleepingTaskNeedsNoLooking() throws {
        _ = try values("t = async(function() sleep(60) end)")
        engine.runReady()
        let condition = try #require(engine.nextRun)
        #expect(condition.descriptors.isEmpty)
        #expect(condition.timeout.map { $0 > .seconds(20) && $0 <= .seconds(60) } == true)
    }

    @Test func tellsWhatTasksWaitFor() throws {
        vendor.respond = { _ in nil }
        _ = try values(
            """
            asleep = async(function() sleep(60) end)
            asking = async(function() return widgets.get(1) end)
            waiting = async(function() return await(asking) end)
            limited = async(function() return await(asking, { timeout = 60 }) end)
            many = async(function() return parallel({ 1, 2, 3 }, function(i) if i > 1 then sleep(60) end end) end)
            """)
        engine.runReady()
        let waits = engine.runningTasks.map { engine.wait(of: $0) }
        #expect(
            waits.dropFirst() == [
                .answers(operation: "widgets.get", count: 1), .task(2), .task(2), .items(ended: 1, total: 3)
            ])
        if case .time(let left) = waits[0] {
            #expect(left > .seconds(20) && left <= .seconds(60))
        } else {
            Issue.record("found \(String(describing: waits[0]))")
        }
        _ = try values("asking:cancel()")
        #expect(engine.wait(of: engine.runningTasks[1]) == nil)
    }

    @Test func tellsOfCallsThatAreToBeRepeated() throws {
        let engine = try vendor.engine(retry: RetryPolicy())
        vendor.respond = { _ in .json(["id": "unavailable", "message": "later"], status: 503) }
        try engine.interpreter.run("async(function() return widgets.get(1) end)")
        for _ in 0..<2 { engine.runReady() }
        guard case .turn("widgets.get", _?) = engine.wait(of: engine.runningTasks[0]) else {
            Issue.record("found \(String(describing: engine.wait(of: engine.runningTasks[0])))")
            return
        }
    }

    @Test func aProgramEndsTasks() throws {
        _ = try values(
            """
            closed = {}
            local function task(name)
                local c <close> = setmetatable({}, { __close = function() sleep(0) closed[#closed + 1] = name end })
                sleep(60)
            end
            async(task, 'a') async(task, 'b') async(task, 'c')
            """)
        engine.runReady()
        try engine.cancel(Array(engine.runningTasks.prefix(2)))
        #expect(try values("return table.concat(closed, ' ')") == "a b")
        #expect(engine.runningTasks.map(\.number) == [3])
        #expect(engine.takeFailedTasks().isEmpty)
    }

    @Test func whatTasksDoAtTheirEndIsEndedByALimit() throws {
        _ = try values(
            """
            async(function()
                local c <close> = setmetatable({}, { __close = function() while true do end end })
                sleep(60)
            end)
            """)
        engine.runReady()
        try engine.cancel(engine.runningTasks, timeLimit: .milliseconds(50))
        #expect(engine.runningTasks.isEmpty)
        #expect(engine.takeFailedTasks().map(\.error?.kind) == [.timeLimit])
    }

    @Test func givesResultsToAProgram() throws {
        _ = try values("async(function() return 1, 'two' end) async(function() sleep(60) end)")
        var ended: [AsyncTask] = []
        engine.taskHandler = { ended.append($0) }
        engine.runReady()
        let stack = engine.interpreter.stack
        #expect(engine.pushResults(of: ended[0], on: stack) == 2)
        #expect(stack.integer(at: -2) == 1 && stack.string(at: -1) == "two")
        stack.pop(2)
        #expect(engine.pushResults(of: engine.runningTasks[0], on: stack) == 0)
        #expect(!ended[0].isAwaited)
    }

    @Test func anInterruptOfAnEntryLeavesTasksAlone() throws {
        vendor.whenIdle = { [engine] in engine.interpreter.interrupt() }
        _ = try values("t = async(function() sleep(0) return widgets.get(99).id end)")
        #expect(message("widgets.get(99)").hasSuffix("interrupted!"))
        #expect(engine.runningTasks.count == 1)
        vendor.respond = { _ in .json(["widget": ["id": 1, "name": "w"]]) }
        #expect(try values("return await(t)") == "1")
    }

    @Test func finishesTasksAndTellsOfErrorsThatNobodyGot() throws {
        _ = try values(
            """
            async(function() error('unheard', 0) end)
            local heard = async(function() error('heard', 0) end)
            pcall(await, heard)
            async(function() sleep(0) done = widgets.get(1).id end)
            """)
        let failed = try engine.finishTasks()
        #expect(failed.map(\.error?.message) == ["unheard"])
        #expect(try values("return done") == "1")
        #expect(try engine.finishTasks().isEmpty)
    }

    @Test func anInterruptEndsTasksThatAreFinished() throws {
        vendor.whenIdle = { [engine] in engine.interpreter.interrupt() }
        _ = try values("t = async(widgets.get, 99)")
        let error = #expect(throws: LuaError.self) { _ = try engine.finishTasks() }
        #expect(error?.kind == .interrupted)
        #expect(try values("return t.status") == "canceled")
    }

    @Test func letsGoOfTasksThatNobodyHolds() throws {
        _ = try values("async(function() return widgets.get(1) end)")
        weak let task = engine.runningTasks.first
        #expect(task != nil)
        _ = try engine.finishTasks()
        try engine.interpreter.collectGarbage()
        try engine.interpreter.collectGarbage()
        #expect(task == nil)
    }
}
