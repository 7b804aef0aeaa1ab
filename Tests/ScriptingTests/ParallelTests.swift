import APIClient
import Catalog
import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// `parallel(list, fn, options)`.
struct ParallelTests {
    let vendor = FakeVendor()
    let engine: Engine

    init() throws {
        engine = try vendor.engine()
        vendor.respond = { request in
            let id = Int64(request.target.split(separator: "/").last ?? "") ?? 0
            guard id != 13 else { return .json(["id": "not_found", "message": "no widget"], status: 404) }
            return .json(["widget": ["id": .integer(id), "name": .string("w\(id)")]])
        }
    }

    /// All results of a chunk, joined by spaces.
    private func values(_ source: String) throws -> String {
        let results = try engine.interpreter.run(source, named: "=test")
        return try (0..<results.count).map { try results.stack.description(of: $0 + 1) }.joined(separator: " ")
    }

    /// The message of the error that a chunk raises.
    private func message(_ source: String) -> String {
        do { return "returned: " + (try values(source)) } catch { return "\(error)" }
    }

    // MARK: - Results

    @Test func givesTheResultsInTheOrderOfTheItems() throws {
        vendor.answersBackwards = true
        #expect(
            try values(
                """
                local ids = {} for i = 100, 150 do ids[#ids + 1] = i end
                local all = parallel(ids, widgets.get)
                for i, w in ipairs(all) do assert(w.id == ids[i]) end
                return #all, all.n, tostring(all[51])
                """) == "51 51 widgets.widget w150")
        #expect(vendor.largestNumberUnderWay == 16)
    }

    @Test func limitsHowManyRunAtOnce() throws {
        _ = try values("parallel({ 1, 2, 3, 4, 5, 6, 7 }, widgets.get, { concurrency = 3 })")
        #expect(vendor.largestNumberUnderWay == 3)
    }

    @Test func keepsThePlacesOfResultsThatAreNil() throws {
        #expect(
            try values(
                """
                local all = parallel({ 1, 2, 3, 4 }, function(i) if i % 2 == 1 then return i end end)
                return all.n, #all, all[1], all[2], all[3], all[4], next({}, nil), json.encode(parallel({}, print))
                """) == "4 4 1 nil 3 nil nil []")
    }

    @Test func takesAListWithGapsThatTellsItsLength() throws {
        #expect(
            try values(
                """
                local seen = {}
                local all = parallel(table.pack(1, nil, 3, nil), function(x) seen[#seen + 1] = tostring(x) return x end)
                return table.concat(seen, ","), all.n, parallel(all, function(x) return x end).n
                """) == "1,nil,3,nil 4 4")
    }

    @Test func givesTheFunctionTheItemAlone() throws {
        #expect(
            try values("return table.unpack(parallel({ 'a' }, function(...) return select('#', ...) .. (...) end))")
                == "1a")
    }

    @Test func showsResourcesAsTheListTheyAre() throws {
        let results = try engine.interpreter.run("return parallel({ 1, 2 }, widgets.get)", named: "=test")
        let origin = engine.origin(at: 1, on: results.stack)
        #expect(origin?.isList == true)
        #expect(origin?.resource?.name == "widget")
        #expect(try engine.jsonValue(at: 1, on: results.stack).array?.count == 2)
    }

    @Test func worksWhereLuaCannotYieldAndInCoroutines() throws {
        #expect(
            try values(
                """
                local names = function(ids) return parallel(ids, function(i) return widgets.get(i).name end) end
                local text = ('ab'):gsub('.', function(c) return table.concat(names{ c:byte() - 96, 5 }) end)
                local inner = coroutine.wrap(function() coroutine.yield(names{ 7 }[1]) return names{ 8 }[1] end)
                local nested = parallel({ 1, 2 }, function(i) return table.concat(names{ i * 10, i * 20 }, '+') end)
                return text, inner(), inner(), table.concat(nested, ' ')
                """) == "w1w5w2w5 w7 w8 w10+w20 w20+w40")
    }

    @Test func waitsForResourcesInside() throws {
        vendor.respond = { request in
            let isReady = vendor.requests.filter { $0.target == request.target }.count > 2
            return .json([
                "widget": ["id": 1, "name": "w", "status": .string(isReady ? "active" : "new")]
            ])
        }
        #expect(
            try values(
                "return table.concat(parallel({ 1, 2, 3 }, function(i) return wait(widgets.get(i)).status end), ' ')")
                == "active active active")
    }

    // MARK: - Errors

    @Test func runsAllThenRaisesOneErrorWithTheOthers() throws {
        #expect(
            message(
                "local t = {} for i = 1, 15 do t[i] = i end\nparallel(t, function(i) return widgets.get(i).id end)")
                    == """
                    test:2: parallel: 1 of 15 items failed
                      item 13 (13): test:2: widgets.get: 404 not_found: no widget
                    """)
        #expect(vendor.requests.count == 15)
        #expect(
            try values(
                """
                local ok, e = pcall(parallel, { 12, 13, 14 }, widgets.get)
                return e.kind, e.done, e.total, e.errors[2].status, e.errors[1], e.results.n, e.results[3].id, #e.failed,
                    e.failed[1], #e.canceled
                """) == "parallel 2 3 404 nil 3 14 1 13 0")
    }

    @Test func namesFailedItemsAndPutsEqualErrorsTogether() {
        #expect(
            message(
                """
                local items = { 'a', { name = 'b' }, { id = 7 }, function() end, 'e', 'f', 'g', 'h', 'i' }
                parallel(items, function(x) error(({ 'one', 'two', 'two', 'three\\nlines' })[#tostring(x)] or 'many', 0) end)
                """
            ).split(separator: "\n").dropLast().joined(separator: "\n")
                == """
                test:2: parallel: 9 of 9 items failed
                  6 items, first 1 (a): one
                """)
    }

    @Test func returnsResultsAndErrorsWhereAsked() throws {
        #expect(
            try values(
                """
                local results, failure = parallel({ 12, 13 }, widgets.get, { on_error = 'return' })
                local fine, nothing = parallel({ 12 }, widgets.get, { on_error = 'return' })
                return results.n, results[1].id, failure.errors[2].status, fine[1].id, nothing
                """) == "2 12 404 12 nil")
    }

    @Test func stopsAtTheFirstErrorWhereAsked() throws {
        vendor.respond = { [respond = vendor.respond] in $0.target.hasSuffix("/99") ? nil : respond($0) }
        #expect(
            message(
                """
                closed = 0
                parallel({ 1, 99, 13, 99, 5, 6, 7 }, function(i)
                    local c <close> = setmetatable({}, { __close = function() closed = closed + 1 end })
                    pcall(widgets.get, i) return widgets.get(i)
                end, { on_error = 'stop', concurrency = 2 })
                """)
                    == """
                    test:2: parallel: stopped: 1 of 7 items failed, 1 canceled under way, 4 not begun
                      item 3 (13): test:4: widgets.get: 404 not_found: no widget
                    """)
        #expect(try values("return closed") == "3")
        #expect(vendor.underWay == 0)
        #expect(vendor.cancelled == 1)
    }

    @Test func refusesAYieldToNobody() throws {
        #expect(
            try values(
                """
                local _, failure = parallel({ 1 }, function() coroutine.yield(1) end, { on_error = 'return' })
                return failure.errors[1]
                """) == "test:1: attempt to yield from outside a coroutine")
    }

    @Test(arguments: [
        ("parallel()", "test:1: parallel: expected a function of an item, found nil"),
        ("parallel(nil, print)", "test:1: parallel: expected a list or an iterator, found nil"),
        ("parallel({ a = 1 }, print)", "test:1: parallel: expected a list, found a table with named fields"),
        (
            "parallel({}, print, { on_errors = 'stop' })",
            "test:1: parallel: unknown option 'on_errors'; did you mean 'on_error'?"
        ),
        ("parallel({}, print, { on_error = 'x' })", "test:1: parallel: on_error is 'collect', 'stop' or 'return'"),
        ("parallel({}, print, { concurrency = 0 })", "test:1: parallel: concurrency is a whole number from 1 up"),
        ("parallel({}, print, 5)", "test:1: parallel: expected a table of options, found number"),
        (
            "parallel(pairs({}), print)",
            "test:1: parallel: pairs and ipairs return three values, of which only the first comes here; write "
                + "coroutine.wrap(function() for k, v in pairs(t) do coroutine.yield(k, v) end end)"
        )
    ])
    func saysWhatIsWrongWithACall(source: String, expected: String) {
        #expect(message(source) == expected)
    }

    // MARK: - Iterators

    @Test func readsAnIteratorOnlyAsFastAsItsItemsAreWorkedOn() throws {
        #expect(
            try values(
                """
                local given, most, ended = 0, 0, 0
                local function numbers() if given < 1000 then given = given + 1 return given, given * 2 end end
                local all = parallel(numbers, function(i, double)
                    most = math.max(most, given - ended)
                    if i % 3 == 0 then sleep(0) end
                    ended = ended + 1
                    return double - i
                end, { concurrency = 4 })
                for i = 1, 1000 do assert(all[i] == i) end
                return all.n, most
                """) == "1000 4")
    }

    @Test func worksOnAStreamOfAHundredThousandInBoundedMemory() throws {
        vendor.respond = PagedList.widgets(1...100_000).response
        // What is alive: the page that is read, and its successor.
        #expect(
            try values(
                """
                local alive, most, sum, first, grown = setmetatable({}, { __mode = 'k' }), 0, 0
                local function look()
                    collectgarbage() collectgarbage()
                    local n = 0 for _ in pairs(alive) do n = n + 1 end
                    most = math.max(most, n)
                    return collectgarbage('count')
                end
                parallel(widgets.each(), function(w)
                    alive[w] = true
                    if w.id == 10000 then first = look() end
                    if w.id % 10000 == 0 then grown = look() - first end
                    if w.id % 5 == 0 then sleep(0) end
                    sum = sum + 1
                end)
                return sum, most <= 216, grown < 256
                """) == "100000 true true")
        #expect(vendor.largestNumberUnderWay == 1)
    }

    @Test func letsWhatIsUnderWayEndWhereTheIteratorFails() throws {
        let source = """
            local n = 0
            local function numbers() n = n + 1 if n == 4 then error('no more', 0) end return n end
            """
        #expect(
            message(source + "\nparallel(numbers, widgets.get)")
                == "test:3: parallel: the iterator failed after 3 items: no more")
        #expect(
            try values(
                source
                    + " local ok, e = pcall(parallel, numbers, widgets.get) return e.cause, e.done, e.total, e.results[3].id"
            )
                == "no more 3 nil 3")
    }

    @Test func takesCoroutinesAndObjectsThatAreCalled() throws {
        #expect(
            try values(
                """
                local pairwise = coroutine.wrap(function() for k, v in pairs{ a = 1 } do coroutine.yield(k, v) end end)
                local countdown = setmetatable({ 3 }, { __call = function(t) t[1] = t[1] - 1 return t[1] >= 0 and t[1] or nil end })
                return parallel(pairwise, function(k, v) return k .. v end)[1],
                    table.concat(parallel(countdown, function(n) return n end), ' ')
                """) == "a1 2 1 0")
    }

    // MARK: - Interrupts

    @Test func tellsWhatWasDoneUntilAnInterrupt() throws {
        vendor.respond = { [respond = vendor.respond] in $0.target.hasSuffix("/99") ? nil : respond($0) }
        vendor.whenIdle = { [engine] in engine.interpreter.interrupt() }
        do {
            _ = try values("parallel({ 1, 99, 13, 99, 5, 99, 7 }, widgets.get, { concurrency = 3 })")
            Issue.record("it ended")
        } catch let error as LuaError {
            #expect(error.kind == .interrupted)
            #expect(
                error.message == """
                    test:1: parallel: interrupted: 2 of 7 items done, 1 failed, 3 canceled under way, 1 not begun
                      item 3 (13): widgets.get: 404 not_found: no widget
                    """)
            let value = try #require(error.value)
            engine.interpreter.stack.push(value)
            try engine.interpreter.stack.set(global: "e")
        }
        #expect(
            try values("return e.kind, e.results[1].id, e.results[5].id, #e.canceled, e.errors[3].status")
                == "interrupted 1 5 3 404")
        #expect(vendor.underWay == 0)
    }

    @Test func isLetGoWithTheEngine() throws {
        final class Witness {}
        weak var witness: Witness?
        do {
            let vendor = FakeVendor()
            vendor.respond = { _ in nil }
            let engine = try vendor.engine()
            let held = Witness()
            witness = held
            engine.interpreter.stack.push(function: { _ in
                _ = held
                return 0
            })
            try engine.interpreter.stack.set(global: "held")
            _ = try engine.interpreter.run(
                "async(function() parallel({ 1, 2 }, function(i) widgets.get(i) held() end) end)", named: "=test")
            engine.runReady()
            #expect(vendor.underWay == 2)
        }
        #expect(witness == nil)
    }
}
