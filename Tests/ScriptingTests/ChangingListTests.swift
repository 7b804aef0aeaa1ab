import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// Lists that change while they are read, and servers that do not mean well.
struct ChangingListTests {
    let vendor = FakeVendor()

    /// The result of a chunk, and what was noted meanwhile.
    private func run(_ source: String) throws -> (value: String, notes: [String]) {
        let engine = try vendor.engine()
        var notes: [String] = []
        engine.noteHandler = { notes.append($0) }
        let value = try engine.value(source)
        return (value, notes)
    }

    @Test func readsAListOnceMoreThatAnInsertionHasShifted() throws {
        var list = PagedList.widgets(2...401)
        vendor.respond = { request in
            defer {
                if request.query("page") == "2", list.items.count == 400 { list.items.append(["id": 999, "name": "n"]) }
            }
            if request.query("page") == "2", list.items.count == 400 {
                // One was put before the page boundary after the first page was read.
                var shifted = list
                shifted.items.insert(["id": 1, "name": "first"], at: 0)
                return shifted.response(request)
            }
            return list.response(request)
        }
        let (value, notes) = try run("return #widgets.list()")
        #expect(value == "401")
        #expect(
            notes == [
                "widgets.list: the list changed while it was read: 1 item came twice, it has 401 items now, and had 400 "
                    + "at first, 400 of 401 items came; it is read again"
            ])
        #expect(vendor.requests.filter { $0.query("page") == nil }.count == 2)
    }

    @Test func noticesAGapThatADeletionHasLeft() throws {
        var list = PagedList.widgets(1...401)
        vendor.respond = { request in
            defer { if request.query("page") == nil, list.items.count == 401 { list.items.removeFirst() } }
            return list.response(request)
        }
        let (value, notes) = try run("local l = widgets.list() return #l .. ' ' .. l[1].id")
        #expect(value == "400 2")
        #expect(
            notes == [
                "widgets.list: the list changed while it was read: it has 400 items now, and had 401 at first; it is read again"
            ])
    }

    @Test func givesWhatItHasWhereTheSecondReadingDoesNotFitEither() throws {
        let list = PagedList.widgets(1...401)
        vendor.respond = { request in
            var answer = list.answer(request).object ?? [:]
            answer["meta"] = ["total": 450]
            return .json(.object(answer))
        }
        let (value, notes) = try run("return #widgets.list()")
        #expect(value == "401")
        let fact = "widgets.list: the list changed while it was read: 401 of 450 items came"
        #expect(notes == [fact + "; it is read again", fact])
        #expect(vendor.requests.count == 6)
    }

    @Test func saysWhereASinglePageIsNotTheWholeList() throws {
        vendor.respond = { _ in .json(["widgets": [["id": 1, "name": "a"]], "meta": ["total": 3]]) }
        let (_, notes) = try run("return widgets.list()")
        #expect(notes == ["widgets.list: the list is said to have 3 items, and 1 came"])
        #expect(vendor.requests.count == 1)
    }

    @Test func leavesOutWhatComesTwice() throws {
        vendor.respond = { request in
            let ids: [JSONValue] = request.query("page") == nil ? [1, 2, 2] : [2, 3]
            let items = ids.map { JSONValue.object(["id": $0, "name": "w"]) }
            let pages: JSONValue = request.query("page") == nil ? ["next": "?page=2"] : [:]
            return .json(["widgets": .array(items), "links": ["pages": pages], "meta": ["total": 3]])
        }
        let (value, notes) = try run("local l = widgets.list() return l[1].id .. l[2].id .. l[3].id .. #l")
        #expect(value == "1233")
        #expect(notes.count == 2)
    }

    private func message(_ respond: @escaping (HTTPRequest, Int) -> JSONValue, source: String = "widgets.list") throws
        -> String
    {
        vendor.respond = { request in .json(respond(request, request.query("page").flatMap { Int($0) } ?? 1)) }
        return try vendor.engine().value(
            "local _, e = pcall(\(source)) return e.kind .. ' ' .. e.message .. ' ' .. tostring(e.partial and #e.partial)"
        )
    }

    private func page(_ ids: [Int], next: String?, total: Int? = nil) -> JSONValue {
        var answer: JSONObject = [
            "widgets": .array(ids.map { ["id": .integer(Int64($0)), "name": "w"] }),
            "links": ["pages": next.map { ["next": .string($0)] } ?? [:]]
        ]
        answer["meta"] = total.map { ["total": .integer(Int64($0))] }
        return .object(answer)
    }

    @Test func endsAServerThatLeadsBack() throws {
        let text = try message { _, number in page([number], next: "?page=2") }
        #expect(text == "unreadable page 2 of the list is wrong: it names page 2 as its next 1")
        #expect(vendor.requests.count == 2)
    }

    @Test func endsAServerThatDoesNotKnowPages() throws {
        let text = try message { _, number in page([1, 2], next: "?page=\(number + 1)") }
        #expect(text == "unreadable page 2 of the list is wrong: it repeats what came before it and names a next one 2")
    }

    @Test func endsAServerThatRepeatsItemsWithoutIdentity() throws {
        let text = try message(
            { _, _ in ["colors": ["red"], "links": ["pages": ["next": "https://x.example"]]] },
            source: "widgets.list_colors")
        #expect(text == "unreadable page 2 of the list is wrong: it repeats what came before it and names a next one 1")
    }

    @Test func endsAListThatHasNoEnd() throws {
        let text = try message { _, number in page([2 * number, 2 * number + 1], next: "?page=\(number + 1)", total: 5)
        }
        #expect(
            text == "unreadable page 6 of the list is wrong: the list is said to have 5 items, and goes on after 12 10")
        #expect(vendor.requests.count < 10)
    }

    @Test func endsAListWhoseTotalCannotBe() throws {
        let text = try message { _, number in
            page([number], next: "?page=\(number + 1)", total: 1_000_000_000)
        }
        #expect(text == "unreadable page 5000 of the list is wrong: the list goes on after 5000 pages 4999")
    }

    @Test(arguments: [
        (1_000_000_000, "?page=2", 1), (2, "?page=2", 1), (400, "http://other.example/?page=99999999999999999999", 1),
        (Int.max, "garbage", 1)
    ])
    func doesBoundedWorkForAPageThatIsNotThere(total: Int, next: String, count: Int) throws {
        vendor.respond = { request in
            .json(
                request.query("page") == nil ? page([1], next: next, total: total) : page([], next: next, total: total))
        }
        #expect(try vendor.engine().value("return #widgets.list()") == "\(count)")
        // One reading, and one more because the count does not fit, each with a window of pages.
        #expect(vendor.requests.count <= 18)
        #expect(vendor.requests.allSatisfy { $0.path == "/v2/widgets" })
    }

    @Test(arguments: [
        ("same", "it repeats what came before it and names a next one"),
        ("", "the address of its next page has no page_token")
    ])
    func endsTokensThatLeadNowhere(token: String, problem: String) throws {
        vendor.respond = { request in
            let name = request.query("page_token") ?? "first"
            return .json([
                "parts": [["name": .string(name + "\(vendor.requests.count)")]],
                "links": ["pages": ["next": .string("?page_token=\(token)")]]
            ])
        }
        let text = try vendor.engine().value("local _, e = pcall(widgets.list_parts, 1) return e.message")
        #expect(text.hasSuffix(problem), "\(text)")
        #expect(vendor.requests.count <= 2)
    }

    @Test(arguments: [#""abc""#, "7", "true", "{}", #"{"a":1}"#, "null", "[[1],2,null]"])
    func aResultThatIsNoListIsPassedThrough(value: String) throws {
        vendor.respond = { _ in
            HTTPResponse(
                status: 200, headers: ["content-type": "application/json"],
                body: Array(#"{"widgets":\#(value),"links":{"pages":{"next":"?page=2"}},"meta":{"total":9}}"#.utf8))
        }
        let engine = try vendor.engine()
        _ = try engine.value(
            """
            for i = 1, 2 do
                pcall(widgets.list)
                pcall(function() for _ in widgets.each() do end end)
                pcall(widgets.find, 'a')
            end
            """)
        #expect(vendor.requests.count < 20)
    }

    @Test func aLaterPageWithoutItemsIsTheEnd() throws {
        vendor.respond = { request in
            request.query("page") == nil ? .json(page([1, 2], next: "?page=2")) : .json(["widgets": "none"])
        }
        #expect(try vendor.engine().value("return #widgets.list()") == "2")
    }
}
