import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// Lists that come in pages.
struct ListTests {
    let vendor = FakeVendor()
    var list = PagedList.widgets(1...1_900)

    /// The ids of a list as `first..last (count)`, checked to be in order.
    private let ids = """
        local function ids(list)
            for i = 2, #list do assert(list[i].id > list[i - 1].id, "out of order") end
            return ("%d..%d (%d)"):format(list[1].id, list[#list].id, #list)
        end

        """

    @Test(arguments: [false, true]) func readsEveryPageInOrder(backwards: Bool) throws {
        vendor.respond = list.response
        vendor.answersBackwards = backwards
        #expect(try vendor.engine().value(ids + "return ids(widgets.list())") == "1..1900 (1900)")
        #expect(
            vendor.targets
                == ["/v2/widgets?per_page=200"] + (2...10).map { "/v2/widgets?per_page=200&page=\($0)" })
        #expect(vendor.largestNumberUnderWay == 8)
    }

    @Test func givesItemsTheirKindAndTheListItsResponse() throws {
        vendor.respond = list.response
        #expect(
            try vendor.engine().value(
                """
                local list = widgets.list()
                local r = response(list)
                return table.concat({ tostring(list[1900]), r.pages, r.operation, r.path, tostring(response().pages) }, " ")
                """) == "widgets.widget w1900 10 widgets.list /v2/widgets 10")
    }

    @Test(arguments: [
        ("{ page = 2 }", "/v2/widgets?page=2", "20"), ("{ per_page = 3 }", "/v2/widgets?per_page=3", "3"),
        ("{ page = 4, per_page = 500 / 5 }", "/v2/widgets?page=4&per_page=100", "100")
    ])
    func readsOnePageWhereThatIsAskedFor(arguments: String, target: String, count: String) throws {
        vendor.respond = list.response
        #expect(try vendor.engine().value("return #widgets.list\(arguments)") == count)
        #expect(vendor.targets == [target])
    }

    @Test(arguments: [
        #"{"widgets":[{"id":1,"name":"a"}]}"#, #"{"widgets":[{"id":1,"name":"a"}],"links":{},"meta":{}}"#,
        #"{"widgets":[{"id":1,"name":"a"}],"links":{"pages":{}},"meta":{"total":1}}"#,
        #"{"widgets":[{"id":1,"name":"a"}],"links":{"pages":{"next":7}},"meta":{"total":"1"}}"#,
        #"{"widgets":[{"id":1,"name":"a"}],"links":[],"meta":null}"#
    ])
    func endsWhereNoNextPageIsNamed(answer: String) throws {
        vendor.respond = { _ in
            HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: Array(answer.utf8))
        }
        #expect(try vendor.engine().value("return widgets.list()[1].name") == "a")
        #expect(vendor.requests.count == 1)
    }

    @Test(arguments: [#"{}"#, #"{"widgets":[]}"#, #"{"widgets":[],"links":{},"meta":{"total":0}}"#])
    func anEmptyListIsAList(answer: String) throws {
        vendor.respond = { _ in
            HTTPResponse(status: 200, headers: ["content-type": "application/json"], body: Array(answer.utf8))
        }
        #expect(try vendor.engine().value("return #widgets.list()") == "0")
    }

    @Test func followsTheNumberOfTheLastPageWhereTheTotalIsUnknown() throws {
        vendor.respond = { [list] request in
            var answer = list.answer(request).object ?? [:]
            answer["meta"] = nil
            return .json(.object(answer))
        }
        #expect(try vendor.engine().value(ids + "return ids(widgets.list())") == "1..1900 (1900)")
        #expect(vendor.largestNumberUnderWay == 8)
    }

    @Test func goesPageByPageWhereNothingSaysHowManyThereAre() throws {
        vendor.respond = { [list] request in
            var answer = list.answer(request).object ?? [:]
            answer["meta"] = nil
            if let next = answer["links"]?.object?["pages"]?.object?["next"] {
                answer["links"] = ["pages": ["next": next]]
            }
            return .json(.object(answer))
        }
        #expect(try vendor.engine().value(ids + "return ids(widgets.list())") == "1..1900 (1900)")
        #expect(vendor.largestNumberUnderWay == 1)
    }

    @Test func followsTokens() throws {
        vendor.respond = { request in
            let token = request.query("page_token")
            let next = ["": "b&c", "b&c": "d"][token ?? ""]
            let pages: JSONValue =
                next.map { ["next": .string("/x?page=9&page_token=\(PercentEncoding.encode($0))")] } ?? [:]
            return .json(["parts": [["name": .string("after \(token ?? "")")]], "links": ["pages": pages]])
        }
        #expect(
            try vendor.engine().value(
                """
                local names = {}
                for _, part in ipairs(widgets.list_parts(7)) do names[#names + 1] = part.name end
                return table.concat(names, ", ")
                """) == "after , after b&c, after d")
        #expect(
            vendor.targets == [
                "/v2/widgets/7/parts?per_page=200", "/v2/widgets/7/parts?per_page=200&page_token=b%26c",
                "/v2/widgets/7/parts?per_page=200&page_token=d"
            ])
    }

    @Test func aFailingPageFailsTheCallWithWhatWasRead() throws {
        vendor.respond = { [list] request in
            guard request.query("page") == "3" else { return list.response(request) }
            return .json(["id": "server_error", "message": "no", "request_id": "r3"], status: 500)
        }
        #expect(
            try vendor.engine().value(
                ids + """
                    local ok, e = pcall(widgets.list)
                    return table.concat({ tostring(ok), e.status, e.id, e.message, e.request_id, e.operation, e.page,
                        ids(e.partial), tostring(e.partial[400]), tostring(e) }, "|")
                    """)
                == "false|500|server_error|no|r3|widgets.list|3|1..400 (400)|widgets.widget w400|"
                + "widgets.list: 500 server_error: no (GET /v2/widgets, request r3) (page 3 of the list)")
        #expect(vendor.underWay == 0)
    }

    @Test func aFailingFirstPageIsAnOrdinaryFailure() throws {
        vendor.respond = { _ in .json(["id": "x", "message": "no"], status: 403) }
        #expect(
            try vendor.engine().value(
                "local _, e = pcall(widgets.list) return e.status .. tostring(e.page) .. tostring(e.partial)")
                == "403nilnil")
    }

    @Test func anInterruptCancelsWhatIsInFlight() throws {
        vendor.respond = { [list] request in request.query("page") == nil ? list.response(request) : nil }
        let engine = try vendor.engine()
        vendor.whenIdle = { engine.interpreter.interrupt() }
        let error = #expect(throws: LuaError.self) { try engine.value("return #widgets.list()") }
        #expect(error?.kind == .interrupted)
        #expect(vendor.underWay == 0)
        #expect(vendor.cancelled == 8)
    }

    @Test func waitsInPlaceWhereLuaCannotYield() throws {
        vendor.respond = PagedList(items: (1...3_000).map { .integer($0) }, root: "colors").response
        #expect(
            try vendor.engine().value("return (('x'):gsub('.', function() return #widgets.list_colors() end))")
                == "3000")
        #expect(vendor.requests.count == 15)
    }

    @Test func reportsProgress() throws {
        vendor.respond = list.response
        let engine = try vendor.engine()
        var events: [Progress] = []
        engine.progressHandler = { events.append($0) }
        _ = try engine.value("return widgets.list()")
        #expect(events.map(\.done) == Array(stride(from: 0, through: 1_800, by: 200)) + [1_900, 1_900])
        #expect(events.allSatisfy { $0.what == "widgets.list" && $0.kind == .list && $0.activity == 1 })
        #expect(events.map(\.total) == [nil] + Array(repeating: 1_900, count: 11))
        #expect(events.map(\.isOver) == Array(repeating: false, count: 11) + [true])
    }

    @Test func reportsHowFarALoopIs() throws {
        vendor.respond = list.response
        let engine = try vendor.engine()
        var last: Progress?
        engine.progressHandler = { last = $0 }
        _ = try engine.value("for w in widgets.each() do if w.id == 205 then break end end")
        #expect(last?.done == 204)
        #expect(last?.total == 1_900)
        #expect(last?.isOver == true)
    }

    @Test func asksBeforeEachWaitWhenToLookUp() throws {
        vendor.respond = list.response
        let engine = try vendor.engine()
        var looks = 0
        engine.waitHandler = {
            looks += 1
            return .now
        }
        _ = try engine.value("return #widgets.list()")
        #expect(looks >= 10)
    }
}
