import CLua
import JSON
import Testing

struct LuaEncodingTests {
    private let lua = LuaState()

    /// Chunks and the text of what they return, names sorted.
    static let values: [(String, String)] = [
        ("return {}", "{}"), ("return {1, 2.0, 'x', true, null}", #"[1,2.0,"x",true,null]"#),
        ("return {a = 1, b = {c = {1}}}", #"{"a":1,"b":{"c":[1]}}"#), ("return nil", "null"), ("return null", "null"),
        ("return {a = null}", #"{"a":null}"#), ("return math.mininteger", "-9223372036854775808"),
        ("return -0.0", "-0.0"), ("return 1e100", "1e+100"), ("return {['1'] = 2}", #"{"1":2}"#),
        // Sequences that do not lie in the table's sequence part.
        (
            "local t = {} for i = 20, 1, -1 do t[i] = i end return t",
            "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]"
        ),
        ("return {[3] = 'c', [1] = 'a', [2] = 'b'}", #"["a","b","c"]"#),
        ("local t = {1, 2, 3} t[5] = 5 t[4] = 4 return t", "[1,2,3,4,5]"),
        ("local t = {1, 2, 3} t[3] = nil return t", "[1,2]"), ("local t = {x = 1, 5} t.x = nil return t", "[5]"),
        // Metamethods are not consulted.
        ("return setmetatable({a = 1}, {__index = {b = 2}, __pairs = error, __len = error})", #"{"a":1}"#),
        ("return setmetatable({}, {__index = function() error('called') end})", "{}")
    ]

    @Test(arguments: values)
    func writes(_ chunk: String, _ text: String) throws {
        try lua.run(chunk)
        #expect(try lua.encode(.sortedKeys) == text)
        #expect(try JSONValue(parsing: lua.encode()) == JSONValue(parsing: text))
        #expect(try LuaJSON.value(lua.pointer, at: 1) == JSONValue(parsing: text))
        #expect(lua.top == 1)
    }

    static let refused: [(String, String)] = [
        ("return print", "a function has no JSON form"), ("return io.stdout", "a userdata has no JSON form"),
        ("return {a = coroutine.create(print)}", "a: a coroutine has no JSON form"),
        ("return {details = {body = {1, 2, print}}}", "details.body[3]: a function has no JSON form"),
        ("return {['a b'] = {0/0}}", "[\"a b\"][1]: a number that is infinite or not a number has no JSON form"),
        ("return {math.huge}", "[1]: a number that is infinite or not a number has no JSON form"),
        (
            "return {x = {1, 2, y = 3}}",
            "x: a table with both positions and names as keys is neither an array nor an object"
        ),
        (
            "return {x = {[1] = 1, y = 3}}",
            "x: a table with both positions and names as keys is neither an array nor an object"
        ),
        ("return {{1, nil, 3}}", "[1]: element 2 is nil; write null for a missing element of an array"),
        ("return {[2] = 1}", "element 1 is nil; write null for a missing element of an array"),
        ("return {[1] = 1, [1000000000] = 2}", "element 2 is nil; write null for a missing element of an array"),
        ("return {x = {[0] = 1}}", "x: a number as a key has no JSON form; names are strings"),
        ("return {[1.5] = 1}", "a number as a key has no JSON form; names are strings"),
        ("return {[true] = 1}", "a boolean as a key has no JSON form; names are strings"),
        ("return {{[print] = 1}}", "[1]: a function as a key has no JSON form; names are strings"),
        ("return {name = {'a', '\\xff'}}", "name[2]: a string that is not UTF-8 has no JSON form"),
        ("return {a = {['\\xc0\\xaf'] = 1}}", "a[\"\u{FFFD}\u{FFFD}\"]: a string that is not UTF-8 has no JSON form"),
        ("return {'\\xed\\xa0\\x80'}", "[1]: a string that is not UTF-8 has no JSON form"),
        (
            "local t = {} t.x = {t} return t",
            "x[1].x[1].x[1].x[1].x[1].x[1].x[1].x[1]...: nested more than 512 levels deep, perhaps in a cycle"
        )
    ]

    @Test(arguments: refused)
    func refuses(_ chunk: String, _ message: String) throws {
        try lua.run(chunk)
        for options in [[], .sortedKeys] as [JSONWriter.Options] {
            let error = #expect(throws: JSONError.self) { try lua.encode(options) }
            #expect(error?.description == "JSON: " + message)
        }
        let error = #expect(throws: JSONError.self) { try LuaJSON.value(lua.pointer, at: 1) }
        #expect(error?.description == "JSON: " + message)
        #expect(lua.top == 1)
    }

    @Test func refusesATableThatIsMixedWhateverTheOrderOfItsKeys() throws {
        for count in 1...40 {
            try lua.run("local t = {} for i = 1, \(count) do t[i] = i end t.name = 1 return t")
            #expect(throws: JSONError.self) { try lua.encode() }
            try lua.run("local t = {name = 1} for i = 1, \(count) do t[i] = i end return t")
            #expect(throws: JSONError.self) { try lua.encode() }
            let fields = (1...count).map { "[\($0)] = \($0)" }.joined(separator: ",")
            try lua.run("return {name = 1, \(fields)}")
            #expect(throws: JSONError.self) { try lua.encode() }
            try lua.run("return {\(fields), ['\(count + 1)'] = 1}")
            #expect(throws: JSONError.self) { try lua.encode() }
        }
    }

    @Test func whatAScriptSetsWinsOverTheMarkOfANull() throws {
        for (change, sorted) in [
            ("v.a = 5", #"{"a":5,"b":null,"c":1}"#), ("v.a = null", #"{"a":null,"b":null,"c":1}"#),
            ("v.a = 5 v.a = nil", #"{"a":null,"b":null,"c":1}"#), ("v.c = null", #"{"a":null,"b":null,"c":null}"#),
            ("v.c = nil", #"{"a":null,"b":null}"#), ("setmetatable(v, nil)", #"{"c":1}"#)
        ] {
            try lua.decode(#"{"a":null,"b":null,"c":1}"#)
            try lua.run("local v = ... \(change) return v")
            #expect(try lua.encode(.sortedKeys) == sorted)
            lua_settop(lua.pointer, 0)
        }
    }

    @Test func anEmptyArrayTakesElementsAndMembers() throws {
        try lua.decode("[[],[],[]]")
        try lua.run("local v = ... v[1][1] = 'x' v[2].a = 1 return v")
        #expect(try lua.encode() == #"[["x"],{"a":1},[]]"#)
    }

    @Test func marksMoveToAnotherMetatable() throws {
        try lua.decode(#"{"a":null,"b":null,"c":1}"#)
        #expect(LuaJSON.nullNames(lua.pointer, at: 1).sorted() == ["a", "b"])
        let identity = LuaJSON.marksIdentity(lua.pointer, at: 1)
        lua_createtable(lua.pointer, 0, 0)
        LuaJSON.copyMarks(lua.pointer, of: 1, to: -1)
        lua_setmetatable(lua.pointer, 1)
        #expect(lua.top == 1)
        #expect(try lua.encode(.sortedKeys) == #"{"a":null,"b":null,"c":1}"#)
        #expect(LuaJSON.marksIdentity(lua.pointer, at: 1) == identity && identity != nil)
        try lua.decode(#"{"b":null,"a":null}"#)
        #expect(LuaJSON.marksIdentity(lua.pointer, at: -1) == identity)
        try lua.decode(#"{"b":null}"#)
        #expect(LuaJSON.marksIdentity(lua.pointer, at: -1) != identity)
        try lua.decode(#"{"b":1}"#)
        #expect(LuaJSON.marksIdentity(lua.pointer, at: -1) == nil)
        #expect(LuaJSON.nullNames(lua.pointer, at: -1).isEmpty)
    }

    @Test func theMarkOfAnEmptyArrayMovesToAnotherMetatable() throws {
        try lua.decode("[]")
        lua_createtable(lua.pointer, 0, 0)
        LuaJSON.copyMarks(lua.pointer, of: 1, to: 2)
        lua_setmetatable(lua.pointer, 1)
        #expect(try lua.encode() == "[]")
        lua_createtable(lua.pointer, 0, 0)
        LuaJSON.markAsArray(lua.pointer, at: -1)
        #expect(try lua.encode() == "[]")
        LuaJSON.pushNull(onto: lua.pointer)
        #expect(LuaJSON.isNull(lua.pointer, at: -1) && !LuaJSON.isNull(lua.pointer, at: 1))
        #expect(lua.top == 3)
    }

    @Test func writesPrettyTextAndLuaStrings() throws {
        try lua.run("return {a = {}, b = {1, {c = 'x'}}}")
        #expect(
            try lua.encode([.pretty, .sortedKeys]) == """
                {
                  "a": {},
                  "b": [
                    1,
                    {
                      "c": "x"
                    }
                  ]
                }
                """)
        try LuaJSON.pushSerialized(lua.pointer, at: 1, .sortedKeys)
        #expect(String(cString: lua_tolstring(lua.pointer, -1, nil)) == #"{"a":{},"b":[1,{"c":"x"}]}"#)
    }

    /// Every length around the vector steps, with something to escape at every place.
    @Test func escapesAtEveryPlaceOfStringsOfEveryLength() throws {
        for length in 0...40 {
            for place in 0..<max(1, length) {
                for piece in ["\"", "\n", "\u{e9}", "\u{1F600}", "x"] {
                    let plain = String(repeating: "y", count: length)
                    let text = String(plain.prefix(place)) + piece + plain.dropFirst(place)
                    try LuaJSON.push(.string(text), onto: lua.pointer)
                    #expect(try JSONValue(parsing: lua.encode()) == .string(text))
                    lua_settop(lua.pointer, 0)
                }
            }
        }
    }
}
