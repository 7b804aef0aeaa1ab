import Catalog
import Testing

@Suite("Names")
struct NameTests {
    @Test(arguments: [
        ("name", "name"), ("function", "function_"), ("end", "end_"), ("1_clicks", "_1_clicks"),
        ("X-Dangerous", "X_Dangerous"),
        ("a.b", "a_b"), ("größe", "gr__e"), ("Function", "Function")
    ])
    func luaIdentifiersFollowOneRule(_ name: String, _ identifier: String) {
        #expect(LuaName.identifier(for: name) == identifier)
        #expect(LuaName.isIdentifier(identifier))
    }

    @Test func fieldsAcceptEverySpelling() {
        var field = Field(name: "function", schema: Schema(.string))
        #expect(field.luaNames == ["function_", "function"])
        field.luaName = "func"
        #expect(field.luaNames == ["func", "function_", "function"])
        #expect(Field(name: "name", schema: Schema(.string)).luaNames == ["name"])
    }

    @Test(arguments: [
        ("regoin", ["region"]), ("Label", ["label"]), ("lable", ["label"]), ("nme", ["name"]), ("naem", ["name"]),
        ("nm", []),
        ("is_enable", ["is_enabled"]), ("name", ["name"]), ("", []), ("xregion", ["region"]), ("droplet", [])
    ])
    func nearNamesAreSuggested(_ name: String, _ nearest: [String]) {
        #expect(Suggestion.nearest(to: name, in: ["label", "region", "name", "is_enabled"]) == nearest)
    }

    @Test func nearestNameComesFirst() {
        #expect(
            Suggestion.nearest(to: "update", in: ["updates", "updated", "up_date_", "upbeat"], limit: 2) == [
                "updated", "updates"
            ])
        #expect(Suggestion.ending(for: "updaet", in: ["update", "updates"]) == "; did you mean 'update'?")
        #expect(Suggestion.ending(for: "delete", in: ["update", "updates"]) == "")
    }
}
