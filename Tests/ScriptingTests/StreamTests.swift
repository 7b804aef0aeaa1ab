import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// Iterators over lists.
struct StreamTests {
    let vendor = FakeVendor()
    let list = PagedList.widgets(1...1_000)

    init() {
        vendor.respond = list.response
    }

    @Test func goesThroughEveryItemWithOnePageAhead() throws {
        #expect(
            try vendor.engine().value(
                """
                local sum, kind = 0
                for w in widgets.each() do sum = sum + w.id; kind = tostring(w) end
                return sum .. " " .. kind
                """) == "500500 widgets.widget w1000")
        #expect(vendor.requests.count == 5)
        #expect(vendor.largestNumberUnderWay == 1)
    }

    @Test func sendsTheNextPageBeforeTheItemsAreConsumed() throws {
        let engine = try vendor.engine()
        var counts: [Int] = []
        engine.interpreter.stack.push(function: { [vendor] _ in
            counts.append(vendor.requests.count)
            return 0
        })
        try engine.interpreter.stack.set(global: "count")
        _ = try engine.value("for w in widgets.each() do if w.id % 200 == 1 then count() end end")
        #expect(counts == [2, 3, 4, 5, 5])
    }

    @Test(arguments: [
        "for w in widgets.each() do if w.id == 201 then break end end",
        "pcall(function() for w in widgets.each() do if w.id == 201 then error('x') end end end)",
        "local f = coroutine.wrap(function() for w in widgets.each() do if w.id == 201 then return end end end) f()"
    ])
    func leavingTheLoopCancelsWhatIsInFlight(source: String) throws {
        vendor.respond = { [list] request in request.query("page") == "3" ? nil : list.response(request) }
        let engine = try vendor.engine()
        _ = try engine.value(source)
        #expect(vendor.requests.count == 3)
        #expect(vendor.underWay == 0)
    }

    @Test func collectingAnIteratorCancelsWhatIsInFlight() throws {
        vendor.respond = { [list] request in request.query("page") == "2" ? nil : list.response(request) }
        let engine = try vendor.engine()
        _ = try engine.value("local next = widgets.each() next()")
        #expect(vendor.underWay == 1)
        try engine.interpreter.collectGarbage()
        try engine.interpreter.collectGarbage()
        #expect(vendor.underWay == 0)
    }

    @Test func keepsNoMoreThanTwoPages() throws {
        let engine = try vendor.engine()
        let peak = try engine.value(
            """
            local next = widgets.each{ per_page = 10 }
            for i = 1, 30 do next() end
            collectgarbage() collectgarbage()
            local before = collectgarbage("count")
            for i = 1, 900 do next() end
            collectgarbage() collectgarbage()
            return math.floor((collectgarbage("count") - before) / 10)
            """)
        // Ninety pages of ten small tables would be 100 KiB.
        #expect(peak == "0")
        #expect(vendor.targets.first == "/v2/widgets?per_page=10")
    }

    @Test func saysWhatChangedMeanwhile() throws {
        vendor.respond = { [list] request in
            var list = list
            if request.query("page") != nil { list.items.insert(["id": 0, "name": "new"], at: 0) }
            return list.response(request)
        }
        let engine = try vendor.engine()
        var notes: [String] = []
        engine.noteHandler = { notes.append($0) }
        #expect(
            try engine.value("local n = 0 for w in widgets.each() do n = n + 1 assert(w.id == n) end return n")
                == "1000")
        #expect(
            notes == [
                "widgets.list: the list changed while it was read: 1 item came twice, it has 1001 items now, and had 1000 "
                    + "at first, 1000 of 1001 items came"
            ])
    }

    @Test func aFailingPageFailsTheLoop() throws {
        vendor.respond = { [list] request in
            request.query("page") == "3" ? .json(["id": "x", "message": "no"], status: 500) : list.response(request)
        }
        #expect(
            try vendor.engine().value(
                """
                local n = 0
                local next = widgets.each()
                local ok, e = pcall(function() for w in next do n = n + 1 end end)
                return table.concat({ tostring(ok), n, e.status, e.page, tostring(next()) }, " ")
                """) == "false 400 500 3 nil")
    }

    @Test func refusesAPageNumber() throws {
        let error = #expect(throws: LuaError.self) { try vendor.engine().value("widgets.each{ page = 2 }") }
        #expect(error?.message == "test:1: widgets.list: an iterator reads every page; leave out 'page'")
    }

    @Test func tellsCoroutinesApartThatShareAnIterator() throws {
        vendor.respond = { [list] request in request.query("page") == "2" ? nil : list.response(request) }
        let engine = try vendor.engine()
        vendor.whenIdle = { engine.interpreter.interrupt() }
        engine.interpreter.stack.push(function: { stack in
            stack.push(valueAt: 1)
            stack.spawn { _ in }
            return 0
        })
        try engine.interpreter.stack.set(global: "spawn")
        let error = #expect(throws: LuaError.self) {
            try engine.value(
                """
                local next = widgets.each()
                for i = 1, 200 do next() end
                spawn(function() local ok, e = pcall(next) message = e end)
                next()
                """)
        }
        #expect(error?.kind == .interrupted)
        #expect(
            try engine.value("return message")
                == "widgets.list: another coroutine waits for this iterator's next page")
        vendor.respond = list.response
        #expect(try engine.value("local n = 0 for w in widgets.each() do n = n + 1 end return n") == "1000")
    }

    @Test func isNamedAfterItsList() throws {
        #expect(
            try vendor.engine().value(
                """
                return table.concat({ type(widgets.each), type(widgets.each_part), type(widgets.each_color),
                    type(functions), type(widgets.find_part), type(widgets.one) }, " ")
                """) == "function function function nil function function")
    }
}
