import HTTPMessage
import JSON
import Lua
import Scripting
import Testing

/// Answers that are not as the catalog has them.
struct StrictnessTests {
    let vendor = FakeVendor()
    private let odd: JSONValue = [
        "widgets": [
            ["id": "one", "name": .null, "color": "red", "status": "broken"],
            ["id": "two", "status": "new", "deep": [[1]]]
        ]
    ]

    private func notes(_ source: String) throws -> [String] {
        vendor.respond = { [odd] _ in .json(odd) }
        let engine = try vendor.engine()
        var notes: [String] = []
        engine.noteHandler = { notes.append($0) }
        _ = try engine.value(source)
        return notes
    }

    @Test func passesEverythingThrough() throws {
        vendor.respond = { [odd] _ in .json(odd) }
        let text = try vendor.engine().value("return json.encode(widgets.list())")
        #expect(try JSONValue(parsing: text) == odd.object?["widgets"])
        #expect(try notes("widgets.list()").isEmpty)
    }

    @Test(arguments: ["widgets.list()", "for _ in widgets.each() do end", "widgets.list{ page = 1 }"])
    func tellsTheDifferencesWhereAsked(source: String) throws {
        let place = "widgets.list: the answer differs from its description: widgets[]"
        #expect(
            try notes("api.strict = true \(source)") == [
                "\(place).id: expected an integer, found a string (2 times)",
                "\(place).name: expected a string, found null (2 times)",
                "\(place).color: expected no such field, found a string",
                #"\#(place).status: expected one of "new", "active", "errored", found "broken""#,
                "\(place).deep: expected no such field, found a list"
            ])
    }

    @Test func canBeReadAndSwitchedOff() throws {
        #expect(
            try notes(
                """
                assert(api.strict == false)
                api.strict = true
                assert(api.strict == true)
                api.strict = false
                api.mine = 7
                assert(api.mine == 7 and api.request)
                widgets.list()
                """
            ).isEmpty)
        let error = #expect(throws: LuaError.self) { try vendor.engine().value("api.strict = 1") }
        #expect(error?.message == "test:1: api.strict: expected true or false, found number")
    }
}
