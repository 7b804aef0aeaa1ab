import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// `wait`, in virtual time.
struct WaitTests {
    let vendor = FakeVendor()

    /// Answers a read of widget N with the N-th script's next state, the last one again and again.
    private func play(_ states: [String], of others: [[String]] = []) {
        var scripts = [states] + others
        vendor.respond = { request in
            guard let id = Int(request.path.split(separator: "/").last ?? "") else {
                let items: [JSONValue] = scripts.indices.map { ["id": .integer(Int64($0 + 1)), "name": "w"] }
                return .json(["widgets": .array(items)])
            }
            let state = scripts[id - 1].count > 1 ? scripts[id - 1].removeFirst() : scripts[id - 1][0]
            if let status = Int(state) { return .json(["id": "error", "message": "text"], status: status) }
            return .json([
                "widget": ["id": .integer(Int64(id)), "name": "w", "status": .string(state), "message": "broke\nhere"]
            ])
        }
    }

    private let widget = "local w = widgets.list()[1] "

    @Test func readsAgainUntilItIsReady() throws {
        play(["new", "new", "active"])
        #expect(
            try vendor.engine().value(widget + "return wait(w).status .. tostring(wait(w))") == "activewidgets.widget w"
        )
        #expect(vendor.targets.dropFirst().allSatisfy { $0 == "/v2/widgets/1" })
        #expect(vendor.times == [0, 0, 1_000, 2_500, 2_500])
    }

    @Test func theIntervalGrowsToTenSeconds() throws {
        play(Array(repeating: "new", count: 9) + ["active"])
        _ = try vendor.engine().value(widget + "return w:wait()")
        let pauses = zip(vendor.times.dropFirst(2), vendor.times.dropFirst()).map { $0 - $1 }
        #expect(pauses == [1_000, 1_500, 2_250, 3_375, 5_062, 7_594, 10_000, 10_000, 10_000])
    }

    @Test func theIntervalGrowsFurtherNearTheLimit() throws {
        play(["new", "new", "new", "active"])
        let respond = vendor.respond
        vendor.respond = { request in
            var response = respond(request)
            response?.headers["ratelimit-limit"] = "250"
            response?.headers["ratelimit-remaining"] = "20"
            response?.headers["ratelimit-reset"] = "1000060"
            return response
        }
        _ = try vendor.engine().value(widget + "return w:wait()")
        #expect(vendor.times == [0, 0, 6_000, 15_000, 28_500])
    }

    @Test func takesAnIntervalAndATimeout() throws {
        play(["new"])
        #expect(
            try vendor.engine().value(
                widget + """
                    local _, e = pcall(function() return w:wait{ timeout = "1m", interval = 25 } end)
                    return table.concat({ e.kind, e.state, e.field, e.elapsed, e.operation, e.path, e.resource.id, tostring(e) }, "|")
                    """)
                == "timeout|new|status|60|widgets.get|/v2/widgets/1|1|test:1: wait: widgets.widget 1: status is still 'new' "
                + "after 1m: broke here")
        #expect(vendor.times == [0, 0, 25_000, 50_000, 60_000])
    }

    @Test func aStateOfFailureIsAnError() throws {
        play(["new", "errored"])
        #expect(
            try vendor.engine().value(
                widget + """
                    local _, e = pcall(wait, w)
                    return table.concat({ e.kind, e.state, e.message, tostring(e.resource) }, "|")
                    """) == "failed|errored|widgets.widget 1: status is 'errored': broke here|widgets.widget w")
    }

    @Test func waitsForAListAllAtOnce() throws {
        play(["new", "active"], of: [["active"], ["new", "new", "active"]])
        #expect(
            try vendor.engine().value(
                """
                local list = wait(widgets.list())
                return list[1].status .. list[2].status .. list[3].id .. #list .. response(list).operation
                """) == "activeactive33widgets.list")
        #expect(vendor.times == [0, 0, 0, 0, 1_000, 1_000, 2_500])
    }

    @Test func manyResourcesShareTheLimit() throws {
        play(["new", "active"], of: Array(repeating: ["new", "active"], count: 9))
        _ = try vendor.engine().value("return wait(widgets.list())")
        #expect(vendor.times == Array(repeating: 0, count: 11) + Array(repeating: 3_000, count: 10))
    }

    @Test func oneFailureEndsTheWaitForAll() throws {
        play(["new"], of: [["new", "errored"]])
        let text = try vendor.engine().value("local _, e = pcall(wait, widgets.list()) return e.message")
        #expect(text == "widgets.widget 2: status is 'errored': broke here")
        #expect(vendor.underWay == 0)
    }

    @Test func toleratesFailuresThatPass() throws {
        play(["500", "new", "503", "502", "500", "active"])
        #expect(try vendor.engine().value(widget + "return w:wait().status") == "active")
    }

    @Test(arguments: [(["500"], 4, 500), (["new", "404"], 2, 404), (["403"], 1, 403)])
    func otherFailuresEndTheWait(states: [String], reads: Int, status: Int) throws {
        play(states)
        #expect(
            try vendor.engine().value(widget + "local _, e = pcall(wait, w) return e.kind .. e.status .. e.operation")
                == "api\(status)widgets.get")
        #expect(vendor.requests.count == 1 + reads)
    }

    @Test func waitsUntilAResourceIsGone() throws {
        play(["active", "errored", "404"])
        #expect(try vendor.engine().value(widget + "return wait(w, { gone = true })") == "true")
        #expect(vendor.times == [0, 0, 1_000, 2_500])
    }

    @Test func aDeletionMayTakeTooLong() throws {
        play(["active"])
        let text = try vendor.engine().value(
            widget + "local _, e = pcall(wait, w, { gone = true, timeout = 90 }) return e.message .. tostring(e.field)")
        #expect(text == "widgets.widget 1 is still there after 1m30snil")
    }

    @Test func givesUpAnAnswerThatIsOverdue() throws {
        play(["new"])
        let respond = vendor.respond
        vendor.respond = { [vendor] request in vendor.requests.count < 4 ? respond(request) : nil }
        #expect(
            try vendor.engine().value(
                widget + """
                    local _, e = pcall(wait, w, { timeout = 20 })
                    return table.concat({ e.kind, e.state, e.elapsed, e.message }, "|")
                    """) == "timeout|new|25|widgets.widget 1: status is still 'new' after 25s")
        #expect(vendor.times == [0, 0, 1_000, 2_500])
        #expect(vendor.underWay == 0)
    }

    @Test func reportsProgress() throws {
        play(["new", "active"], of: [["active"]])
        let engine = try vendor.engine()
        var events: [Progress] = []
        engine.progressHandler = { events.append($0) }
        _ = try engine.value("return wait(widgets.list())")
        let waits = events.filter { $0.kind == .wait }
        let activity = waits.first?.activity ?? 0
        #expect(waits.first == Progress(activity: activity, .wait, "2 widgets", total: 2))
        #expect(waits.contains { $0.done == 1 && $0.state == "new" })
        #expect(
            waits.last
                == Progress(
                    activity: activity, .wait, "2 widgets", done: 2, total: 2, elapsed: .seconds(1), isOver: true))
        #expect(waits.allSatisfy { $0.activity == activity })
    }

    @Test func namesWhatIsWaitedForAsAPersonDoes() throws {
        play(["active"])
        let engine = try vendor.engine()
        var names: [String] = []
        engine.progressHandler = { if $0.kind == .wait, $0.elapsed == .zero, !$0.isOver { names.append($0.what) } }
        _ = try engine.value(widget + "return wait(w)")
        #expect(Set(names) == ["widget w"])
        names = []
        _ = try engine.value("local w = widgets.get(1) w.name = 'web-1' return wait(w)")
        #expect(Set(names) == ["widget web-1"])
    }

    @Test func anInterruptEndsIt() throws {
        play(["new"])
        let engine = try vendor.engine()
        let respond = vendor.respond
        vendor.respond = { [vendor] request in
            if vendor.requests.count == 4 { engine.interpreter.interrupt() }
            return respond(request)
        }
        let error = #expect(throws: LuaError.self) { try engine.value(widget + "return w:wait()") }
        #expect(error?.kind == .interrupted)
        #expect(vendor.requests.count <= 5)
        #expect(vendor.underWay == 0)
    }

    @Test func lotsOfPollsInPlaceTakeNoStack() throws {
        play(Array(repeating: "new", count: 4_000) + ["active"])
        #expect(
            try vendor.engine().value(
                widget + "return (('x'):gsub('.', function() return w:wait{ interval = 0.25 }.status end))") == "active"
        )
    }

    @Test(arguments: [
        ("wait()", "wait: expected a resource or a list of resources, found nil"),
        ("wait{ 1 }", "wait: expected a resource or a list of resources, found number"),
        ("wait(widgets.list(), { timout = 1 })", "wait: unknown option 'timout'; did you mean 'timeout'?"),
        (
            "wait(widgets.list(), { timeout = '1 hour' })",
            "wait: timeout is a number of seconds or a text such as '90s'"
        ),
        ("wait(widgets.list(), { interval = 0 })", "wait: the interval is more than 0 seconds"),
        (
            "wait(widgets.list_parts(1))",
            "wait: a widgets.part is ready at once; { gone = true } waits until it is deleted"
        )
    ])
    func explainsMisuse(source: String, text: String) throws {
        vendor.respond = { request in
            request.path.hasSuffix("parts") ? .json(["parts": [["name": "p"]]]) : .json(["widgets": [["id": 1]]])
        }
        let error = #expect(throws: LuaError.self) { try vendor.engine().value(source) }
        #expect(error?.message.hasPrefix("test:1: \(text)") == true, "\(error?.message ?? "")")
    }

    @Test func anEmptyListIsReady() throws {
        #expect(try vendor.engine().value("return json.encode(wait{})") == "[]")
    }
}
