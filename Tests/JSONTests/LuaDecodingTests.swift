import CLua
import JSON
import TestSupport
import Testing

struct LuaDecodingTests {
    private let lua = LuaState()

    @Test(arguments: [
        ("1", "integer 1"), ("-9223372036854775808", "integer -9223372036854775808"),
        ("9223372036854775807", "integer 9223372036854775807"), ("1.0", "float 1.0"),
        ("9223372036854775808", "float 9.2233720368548e+18"),
        ("-0", "float -0.0"), ("true", "nil true"), ("\"a\"", "nil a")
    ])
    func keepsIntegersAndFloatsApart(_ text: String, _ shown: String) throws {
        try lua.decode(text)
        #expect(try lua.show("local v = ... return tostring(math.type(v)) .. ' ' .. tostring(v)") == shown)
    }

    @Test func nullMembersReadAsNil() throws {
        try lua.decode(#"{"a":null,"b":{"c":null,"d":1}}"#)
        #expect(try lua.show("local v = ... return tostring(v.a == nil and v.b.c == nil and v.b.d == 1)") == "true")
    }

    @Test func nullElementsAreNull() throws {
        try lua.decode("[null,1,null]")
        #expect(try lua.show("local v = ... return tostring(#v == 3 and v[1] == null and v[3] == null)") == "true")
        try lua.decode("null")
        #expect(try lua.show("return tostring(... == null)") == "true")
    }

    @Test(arguments: [
        #"{"a":null}"#, #"{"a":null,"b":1}"#, "[]", "{}", "[[],{}]", #"{"a":[],"b":{}}"#, "[null]",
        "[[null],{\"x\":null}]",
        #"{"a":{"b":null,"c":null},"d":{"c":null,"b":null},"e":[{"b":null}]}"#, #"{"\u0000":null}"#,
        "[1,1.0,-0.0,1e+22]",
        #"{"":null,"\u00e9\n":null}"#, "\"x\"", "null", "3", "1.5", "false", #"{"a":[{"b":[null,[]]}]}"#
    ])
    func keepsTheWholeDocument(_ text: String) throws {
        try lua.decode(text)
        #expect(lua.top == 1)
        let encoded = try lua.encode(.sortedKeys)
        #expect(encoded == String(decoding: try JSONValue(parsing: text).serialized(.sortedKeys), as: UTF8.self))
        #expect(try LuaJSON.value(lua.pointer, at: 1) == JSONValue(parsing: text))
        #expect(try JSONValue(parsing: lua.encode()) == JSONValue(parsing: text))
        #expect(lua.top == 1)
    }

    @Test(arguments: 1...150 as ClosedRange<UInt64>)
    func keepsRandomDocuments(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Repetition exercises the cache, the size hints and the foreseen names.
        let part = JSONValue.random(using: &random)
        let tree: JSONValue = .array((0..<20).map { _ in Bool.random(using: &random) ? part : .random(using: &random) })
        let text = try tree.serialized(.sortedKeys)
        let pretty = String(decoding: try tree.serialized(.pretty), as: UTF8.self)
        for source in [String(decoding: text, as: UTF8.self), pretty] {
            try lua.decode(source)
            #expect(try LuaJSON.serialized(lua.pointer, at: 1, .sortedKeys) == text)
            #expect(try LuaJSON.value(lua.pointer, at: 1).serialized(.sortedKeys) == text)
            lua_settop(lua.pointer, 0)
        }
        try LuaJSON.push(tree, onto: lua.pointer)
        #expect(try LuaJSON.serialized(lua.pointer, at: 1, .sortedKeys) == text)
        #expect(lua.top == 1)
    }

    /// More names than the cache holds, of one length and of many, met again and again.
    @Test func keepsManyNames() throws {
        let members = (0..<3000).map {
            "\"\($0 % 2 == 0 ? "name" : "a much longer name than the cache takes in, number ")\($0)\":\($0)"
        }
        let text = "[{\(members.joined(separator: ","))},{\(members.reversed().joined(separator: ","))}]"
        try lua.decode(text)
        #expect(try LuaJSON.value(lua.pointer, at: 1) == JSONValue(parsing: text))
    }

    @Test func keepsMoreNullSetsThanItRemembers() throws {
        let objects = (0..<300).map { index in
            "{" + (0...(index % 7)).map { "\"n\(index % 50)\($0)\":null" }.joined(separator: ",") + "}"
        }
        let text = "[\(objects.joined(separator: ","))]"
        try lua.decode(text)
        #expect(try LuaJSON.value(lua.pointer, at: 1) == JSONValue(parsing: text))
    }

    @Test func ofRepeatedMembersTheLastWins() throws {
        for (text, sorted) in [
            (#"{"a":1,"a":null,"b":2}"#, #"{"a":null,"b":2}"#), (#"{"a":null,"a":1}"#, #"{"a":1}"#),
            (#"{"a":null,"a":null}"#, #"{"a":null}"#), (#"{"a":1,"a":[]}"#, #"{"a":[]}"#)
        ] {
            try lua.decode(text)
            let encoded = try lua.encode(.sortedKeys)
            #expect(encoded == sorted)
            lua_settop(lua.pointer, 0)
        }
    }

    @Test func tablesWithTheSameNullsShareAMetatable() throws {
        try lua.decode(#"[{"a":null,"b":null},{"b":null,"a":null,"c":1},{"a":null}]"#)
        try lua.decode(#"{"b":null,"a":null}"#)
        lua_setglobal(lua.pointer, "other")
        let check = """
            local v = ...
            local first, second, third = getmetatable(v[1]), getmetatable(v[2]), getmetatable(v[3])
            return tostring(first == second and first == getmetatable(other) and first ~= third and third ~= nil)
            """
        #expect(try lua.show(check) == "true")
    }

    @Test func metatablesOfForgottenDataAreCollected() throws {
        for round in 0..<50 {
            let objects = (0..<20).map { "{\"null \(round) \($0)\":null}" }
            try lua.decode("[\(objects.joined(separator: ","))]")
            lua_settop(lua.pointer, 0)
        }
        let count = "collectgarbage() collectgarbage() return collectgarbage('count')"
        try lua.run(count)
        // What is left of a thousand sets is less than 100 bytes each; a metatable alone takes more than 150.
        #expect(lua_tonumberx(lua.pointer, 1, nil) < 100)
    }

    @Test(arguments: [
        ("[1,", "JSON: line 1, column 4: expected a value after ',', found the end of the text"),
        ("{\"a\":{\"b\":[1,nul]}}", "JSON: line 1, column 14: expected a value, found 'nul'"),
        (
            "[\"\\ud800\"]",
            "JSON: line 1, column 3: expected a surrogate pair, found half of one: '\\uD800' to '\\uDFFF' stand only in pairs"
        ),
        ("[[[[]]]]", "JSON: line 1, column 4: expected at most 3 levels of nesting, found one more"),
        ("", "JSON: line 1, column 1: expected a value, found the end of the text")
    ])
    func leavesTheStackAsItWasOnFailure(_ text: String, _ message: String) {
        lua_pushinteger(lua.pointer, 7)
        let error = #expect(throws: JSONError.self) { try lua.decode(text, depthLimit: 3) }
        #expect(error?.description == message)
        #expect(lua.top == 1 && lua_tointegerx(lua.pointer, 1, nil) == 7)
    }

    @Test func failsCleanlyWhereverATextIsCut() throws {
        var random = SeededGenerator(seed: 5)
        let tree: JSONValue = .array((0..<8).map { _ in ["a": .random(using: &random), "b": .null, "c": [true]] })
        let text = try tree.jsonText
        for end in text.utf8.indices {
            #expect(throws: JSONError.self) { try lua.decode(String(decoding: text.utf8[..<end], as: UTF8.self)) }
        }
        #expect(lua.top == 0)
    }

    @Test func nestsAsDeepAsTheLimit() throws {
        for levels in [512, 2048] {
            let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
            try lua.decode(text, depthLimit: levels)
            let encoded = try LuaJSON.serialized(lua.pointer, at: -1, depthLimit: levels)
            #expect(String(decoding: encoded, as: UTF8.self) == text)
            let tree = try LuaJSON.value(lua.pointer, at: -1, depthLimit: levels)
            try LuaJSON.push(tree, onto: lua.pointer)
            #expect(try LuaJSON.serialized(lua.pointer, at: -1, depthLimit: levels) == encoded)
            lua_settop(lua.pointer, 0)
        }
    }
}
