import HTTPMessage
import JSON
import Lua
import Scripting
import TestSupport
import Testing

/// What objects can do, what answers become, and files.
struct ResourceMethodTests {
    let vendor = FakeVendor()

    private func answer(_ value: JSONValue) {
        vendor.respond = { _ in .json(value) }
    }

    @Test func refreshReadsItAgain() throws {
        answer(["widget": ["id": 5, "name": "five"]])
        #expect(
            try vendor.engine().value("return tostring(widgets.get(5):refresh():refresh())") == "widgets.widget five")
        #expect(vendor.targets == Array(repeating: "/v2/widgets/5", count: 3))
    }

    @Test func givesFixedArgumentsTheirTypes() throws {
        answer(["widget": ["id": 5, "name": "five"]])
        _ = try vendor.engine().value("widgets.get(5):press{ hard = true }")
        let body = try #require(vendor.requests.last?.body)
        #expect(try JSONValue(parsing: body) == ["kind": "long", "count": 3, "hard": true])
    }

    @Test(
        arguments: [
            (["widget": ["id": 1, "name": "a"]], "widgets.widget a"),
            (["widgets": [["id": 1, "name": "a"], ["id": 2, "name": "b"]]], "2 widgets.widget b"),
            (["widget": .null, "widgets": [["id": 1, "name": "a"]]], "1 widgets.widget a"),
            (["other": 1], "1")
        ] as [(JSONValue, String)])
    func takesTheFirstRootThatIsThere(value: JSONValue, text: String) throws {
        answer(value)
        #expect(
            try vendor.engine().value(
                """
                local x = widgets.create{ names = { "a" } }
                if #x > 0 then return #x .. " " .. tostring(x[#x]) end
                return tostring(x.other or x)
                """) == text)
    }

    @Test(arguments: [
        ("power_of", "power_off"), ("pres", "press"), ("refersh", "refresh"), ("each_prat", "each_part")
    ])
    func proposesTheNearestMethod(name: String, nearest: String) throws {
        answer(["widget": ["id": 5, "name": "five"]])
        let engine = try vendor.engine()
        let error = #expect(throws: LuaError.self) { try engine.value("local w = widgets.get(5) w:\(name)()") }
        #expect(error?.message == "test:1: attempt to call a nil value (method '\(name)')")
        let hint = error.flatMap { engine.hint(for: $0) }
        #expect(hint == (name == "power_of" ? nil : "did you mean '\(nearest)'?"))
        #expect(try engine.value("return tostring(widgets.get(5).\(name))") == "nil")
    }

    @Test(arguments: [
        ("wigdets.list()", "did you mean 'widgets'?"), ("tostrng(1)", "did you mean 'tostring'?"),
        ("local widgts; widgts.list()", nil), ("ms.x()", nil),
        ("widgets.get(5):parts_of()", nil), ("widgets.get(5):remove()", "did you mean 'delete'?"),
        (
            "for x in widgets.list() do end",
            "go through a list with ipairs(list), or call each in place of list"
        )
    ])
    func tellsWhatToDoAboutAnErrorOfLua(source: String, hint: String?) throws {
        vendor.respond = { .json($0.target.hasSuffix("/5") ? ["widget": ["id": 5]] : ["widgets": [["id": 5]]]) }
        let engine = try vendor.engine()
        let error = #expect(throws: LuaError.self) { try engine.value(source) }
        #expect(error.flatMap { engine.hint(for: $0) } == hint, "\(error?.message ?? "")")
    }

    @Test(arguments: ["list()", "get(5)", "find('a')", "one('a')", "each()", "create{ name = 'a' }"])
    func refusesAGroupBeforeAColon(call: String) throws {
        let error = #expect(throws: LuaError.self) { try vendor.engine().value("widgets:\(call)") }
        #expect(error?.message == "test:1: functions of widgets take a dot, not a colon: widgets.NAME(...)")
        #expect(vendor.requests.isEmpty)
    }

    @Test func tellsThatALoopTakesACall() throws {
        answer(["widgets": [["id": 5, "name": "five"]]])
        let error = #expect(throws: LuaError.self) { try vendor.engine().value("for w in widgets.each do end") }
        #expect(
            error?.message == "test:1: widgets.list: found a function; a loop takes a call, as in: for x in each() do")
    }
}
