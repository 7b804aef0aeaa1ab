import JSON
import Testing

/// Texts every JSON reader must accept, and the values we read from them.
struct AcceptedTexts {
    static let structures: [(String, JSONValue)] = [
        ("[]", []), ("{}", [:]), ("[ ]", []), (" { } ", [:]), ("[[]   ]", [[]]), ("[\"\"]", [""]),
        ("[1]\n", [1]), ("\t\r\n [1]", [1]), (" [1 , 2] ", [1, 2]),
        ("[1,null,null,null,2]", [1, .null, .null, .null, 2]),
        ("[null, 1, \"1\", {}]", [.null, 1, "1", [:]]), ("[true,false]", [true, false]),
        ("null", .null), ("true", true), ("false", false), ("42", 42), ("-1", -1), ("\"a\"", "a"), ("\"\"", ""),
        ("{\"\":0}", ["": 0]), ("{\"a\":[]}", ["a": []]), ("{\"a\":\"b\"}", ["a": "b"]),
        ("{\"a\":\"b\",\"c\":\"d\"}", ["a": "b", "c": "d"]), ("{\n\"a\": \"b\"\n}", ["a": "b"]),
        ("{\"a\":{\"b\":[{\"c\":null}]}}", ["a": ["b": [["c": .null]]]]),
        ("{\"min\": -1.0e+28, \"max\": 1.0e+28}", ["min": -1.0e+28, "max": 1.0e+28]),
        ("{\"foo\\u0000bar\": 42}", ["foo\0bar": 42]),
        ("{\"a\":1,\"a\":2}", ["a": 2]), ("{\"a\":\"b\",\"a\":\"b\"}", ["a": "b"]),
        ("{\"a\":1,\"b\":2,\"a\":null}", ["a": .null, "b": 2])
    ]

    static let numbers: [(String, JSONValue)] = [
        ("0", 0), ("-0", .number(-0.0)), ("-0.0", .number(-0.0)), ("0.0", .number(0)), ("1.0", .number(1)),
        ("123", 123), ("-123", -123), ("20e1", .number(200)), ("1E22", .number(1e22)), ("1E-2", .number(0.01)),
        ("1E+2", .number(100)), ("0e1", .number(0)), ("0e+1", .number(0)), ("0E0", .number(0)),
        ("123e65", .number(123e65)),
        ("123.456e78", .number(123.456e78)), ("123.456789", .number(123.456789)),
        ("-0.000000000000000000000000000000000000000000000000000000000000000000000000000001", .number(-1e-78)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
        ("18446744073709551615", .number(18_446_744_073_709_551_616)),
        ("18446744073709551616", .number(18_446_744_073_709_551_616)),
        ("100000000000000000000", .number(1e20)), ("999999999999999999", 999_999_999_999_999_999),
        ("9007199254740993", 9_007_199_254_740_993), ("5e-324", .number(.leastNonzeroMagnitude)),
        ("2.2250738585072011e-308", .number(.leastNormalMagnitude.nextDown)),
        ("1.7976931348623157e308", .number(1.7976931348623157e308)),
        ("0.022319999523460858", .number(0.022319999523460858)), ("0.1e1", .number(1)), ("1.5e0", .number(1.5)),
        ("0.00000000000000000000000000000000000001", .number(1e-38))
    ]

    static let strings: [(String, String)] = [
        (#""\u0060\u012a\u12AB""#, "`\u{12A}\u{12AB}"), (#""\uD801\udc37""#, "\u{10437}"),
        (#""\ud83d\ude39\ud83d\udc8d""#, "\u{1F639}\u{1F48D}"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\\u0000""#, "\\u0000"), (#""\"""#, "\""), (#""a/*b*/c/*d//e""#, "a/*b*/c/*d//e"), (#""\\a""#, "\\a"),
        (#""\u0012""#, "\u{12}"), (#""\uFFFF""#, "\u{FFFF}"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        ("\"\u{7F}\"", "\u{7F}"), ("\"\u{20AC}\u{1D11E}\"", "\u{20AC}\u{1D11E}"), (#""\u0000""#, "\0"),
        (#""\uA66D""#, "\u{A66D}"), ("\"\u{2028}\u{2029}\"", "\u{2028}\u{2029}"), ("\"asd \"", "asd "),
        (#""\u0022\u005C""#, "\"\\"), (#""new\u000Aline""#, "new\nline"), (#""\u002c""#, ","),
        ("\"\u{FFFE}\u{FFFF}\u{10FFFE}\"", "\u{FFFE}\u{FFFF}\u{10FFFE}"), (#""\u200B\u2064""#, "\u{200B}\u{2064}"),
        (#""0123456789abcdef\n0123456789abcdef""#, "0123456789abcdef\n0123456789abcdef"),
        ("\"\u{FEFF}\"", "\u{FEFF}"), (#""\uDADA\uDC00""#, "\u{C6800}")
    ]

    @Test(arguments: structures + numbers)
    func readsAs(_ text: String, _ value: JSONValue) throws {
        let read = try JSONValue(parsing: text)
        #expect(read == value)
        #expect(try read.jsonText == value.jsonText)
    }

    @Test(arguments: strings)
    func readsString(_ text: String, _ string: String) throws {
        let read = try #require(try JSONValue(parsing: text).string)
        #expect(Array(read.unicodeScalars) == Array(string.unicodeScalars))
    }

    /// Free by the suite; we take the nearest double, which is zero or a denormal here.
    @Test(arguments: [("123.456e-789", 0.0), ("-1e-9999999999999", -0.0), ("1e-400", 0), ("0e99999999999", 0)])
    func readsWhatIsTooSmallAsZero(_ text: String, _ value: Double) throws {
        let read = try #require(try JSONValue(parsing: text).number)
        #expect(read.bitPattern == value.bitPattern)
    }

    @Test func acceptsAsManyLevelsAsTheLimit() throws {
        for (limit, levels) in [(512, 512), (3, 3), (2048, 2048)] {
            let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
            #expect(try JSONValue(parsing: text, depthLimit: limit).jsonText == text)
        }
    }

    @Test func readsAnyCollectionOfBytes() throws {
        let text = Array("xx[1,2]yy".utf8)
        #expect(try JSONValue(parsing: text[2..<7]) == [1, 2])
        #expect(try JSONValue(parsing: text[2..<7].lazy.map { $0 }) == [1, 2])
        #expect(try text[2..<7].withUnsafeBytes { try JSONValue(parsing: $0) } == [1, 2])
        #expect(try JSONValue(parsing: "xx[1]".dropFirst(2)) == [1])
    }

    @Test func keepsTheOrderOfMembersAndTheLastOfRepeatedOnes() throws {
        #expect(try JSONValue(parsing: #"{"b":1,"a":2,"b":3}"#).jsonText == #"{"b":3,"a":2}"#)
        let many = (0..<100).map { "\"k\($0 % 40)\":\($0)" }.joined(separator: ",")
        let object = try #require(try JSONValue(parsing: "{\(many)}").object)
        #expect(object.names == (0..<40).map { "k\($0)" })
        #expect(object["k19"] == 99 && object["k20"] == 60)
    }
}
