import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// `find` and `one`.
struct SearchTests {
    let vendor = FakeVendor()

    init() {
        let widgets: [JSONValue] = [
            ["id": 1, "name": "web-1", "status": "active"], ["id": 2, "name": "web-2", "status": "new"],
            ["id": 3, "name": "web-2", "status": "active", "message": .null],
            ["id": 4, "name": "db", "extra": ["a": 1, "b": 2]]
        ]
        let parts: [JSONValue] = [["name": "bolt", "size": 3], ["name": "nut", "size": 2]]
        vendor.respond = { request in
            if request.path.hasSuffix("/parts") { return .json(["parts": .array(parts)]) }
            if request.path == "/v2/widgets/7" { return .json(["widget": ["id": 7, "name": "seven"]]) }
            let name = request.query("name").map { JSONValue.string($0) }
            let found = widgets.filter { name == nil || $0.object?["name"] == name }
            return .json(["widgets": .array(found)])
        }
    }

    private let ids = """
        local function ids(list)
            local t = {}
            for i, x in ipairs(list) do t[i] = tostring(x.id or x.name) end
            return table.concat(t, ",")
        end

        """

    @Test(arguments: [
        ("widgets.find('web-2')", "2,3"), ("widgets.find('nothing')", ""), ("widgets.find{ status = 'active' }", "1,3"),
        ("widgets.find{ name = 'web-2', id = 3.0 }", "3"), ("widgets.find{}", "1,2,3,4"),
        ("widgets.find{ status = null }", "4"), ("widgets.find(function(w) return w.id > 2 end)", "3,4"),
        ("widgets.find_part(7, 'nut')", "nut"), ("widgets.find_part({ widget_id = 7 }, { size = 3 })", "bolt"),
        ("widgets.get(7):find_part('bolt')", "bolt"), ("{ widgets.get(7):one_part('bolt') }", "bolt"),
        ("{ widgets.one('web-1') }", "1"), ("{ widgets.one{ status = 'new' } }", "2")
    ])
    func finds(source: String, found: String) throws {
        #expect(try vendor.engine().value(ids + "return ids(\(source))") == found)
    }

    @Test func leavesTheServerToLookForANameWhereItCan() throws {
        _ = try vendor.engine().value("widgets.find('web-2') widgets.find{ tag = 'red' } widgets.find_part(1, 'x')")
        #expect(
            vendor.targets == [
                "/v2/widgets?name=web-2&per_page=200", "/v2/widgets?tag=red&per_page=200",
                "/v2/widgets/1/parts?per_page=200"
            ])
    }

    @Test func whatIsFoundIsAListOfResources() throws {
        #expect(
            try vendor.engine().value(
                """
                local list = widgets.find('web-2')
                return tostring(list[1]) .. " " .. response(list).operation .. " " .. json.encode(widgets.find('zzz'))
                """) == "widgets.widget web-2 widgets.list []")
    }

    @Test(arguments: [
        ("widgets.one('web-2')", "ambiguous", "widgets.one: more than one widget has the name 'web-2': 2, 3", "2,3"),
        (
            "widgets.one('web-3')", "not_found",
            "widgets.one: no widget has the name 'web-3'; did you mean 'web-1', 'web-2'?",
            "web-1,web-2"
        ),
        ("widgets.one('zzzzzzzz')", "not_found", "widgets.one: no widget has the name 'zzzzzzzz'", ""),
        (
            "widgets.get(7):one_part('but')", "not_found",
            "widget:one_part: no part has the name 'but'; did you mean 'nut'?", "nut"
        ),
        (
            "widgets.one{ status = 'active' }", "ambiguous", "widgets.one: more than one widget has these fields: 1, 3",
            "1,3"
        ),
        (
            "widgets.one(function() return false end)", "not_found",
            "widgets.one: no widget is what the function looks for", ""
        )
    ])
    func oneRefusesAmbiguity(source: String, id: String, text: String, candidates: String) throws {
        #expect(
            try vendor.engine().value(
                """
                local _, e = pcall(function() return \(source) end)
                return table.concat({ e.kind, e.id, tostring(e), table.concat(e.candidates, ",") }, "|")
                """) == "lookup|\(id)|test:1: \(text)|\(candidates)")
    }

    @Test(arguments: [
        ("widgets.find()", "widgets.find: expected a name, a table of fields or a function to look for"),
        ("widgets.find(7)", "widgets.find: expected a name, a table of fields or a function to look for"),
        ("widgets.find{ stats = 'new' }", "widgets.find: unknown field 'stats'; did you mean 'status'?"),
        ("widgets.find{ 'x' }", "widgets.find: the table of fields has names for keys"),
        ("widgets.find{ name = print }", "widgets.find: name: a function has no JSON form"),
        ("widgets.find_part('x')", "missing"),
        ("widgets.find_color('x')", "widgets.find_color: these have no name; look for fields, as in { field = value }")
    ])
    func explainsMisuse(source: String, text: String) throws {
        let error = #expect(throws: LuaError.self) { try vendor.engine().value(source) }
        #expect(error?.message.contains(text) == true, "\(error?.message ?? "")")
        #expect(vendor.requests.isEmpty)
    }

    @Test func aFunctionThatLooksMayMakeCallsAndFail() throws {
        let engine = try vendor.engine()
        #expect(try engine.value("return #widgets.find(function(w) return widgets.get(7).id == 7 end)") == "4")
        let error = #expect(throws: LuaError.self) { try engine.value("widgets.find(function(w) error('no') end)") }
        #expect(error?.message == "test:1: no")
    }
}
