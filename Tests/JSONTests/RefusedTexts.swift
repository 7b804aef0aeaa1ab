import JSON
import Testing

/// Texts every JSON reader must refuse, with what we say about them.
struct RefusedTexts {
    static let structures: [(String, String)] = [
        ("", "line 1, column 1: expected a value, found the end of the text"),
        (" \n ", "line 2, column 2: expected a value, found the end of the text"),
        ("[", "line 1, column 2: expected a value, found the end of the text"),
        ("{", "line 1, column 2: expected a member name in double quotes or '}', found the end of the text"),
        ("[1", "line 1, column 3: expected ',' or ']', found the end of the text"),
        ("[1,", "line 1, column 4: expected a value after ',', found the end of the text"),
        ("[1,]", "line 1, column 4: expected a value after ',', found ']'"),
        ("[1,,2]", "line 1, column 4: expected a value after ',', found ','"),
        ("[,1]", "line 1, column 2: expected a value, found ','"),
        ("[1 true]", "line 1, column 4: expected ',' or ']', found 'true'"),
        ("[1:2]", "line 1, column 3: expected ',' or ']', found ':'"),
        ("[\"a\",\n4\n,1,", "line 3, column 4: expected a value after ',', found the end of the text"),
        ("[1}", "line 1, column 3: expected ',' or ']', found '}'"),
        ("]", "line 1, column 1: expected a value, found ']'"),
        ("[]]", "line 1, column 3: expected nothing after the value, found ']'"),
        ("[1]x", "line 1, column 4: expected nothing after the value, found 'x'"),
        ("{}}", "line 1, column 3: expected nothing after the value, found '}'"),
        ("1 2", "line 1, column 3: expected nothing after the value, found '2'"),
        ("{\"a\" b}", "line 1, column 6: expected ':' after the member name, found 'b'"),
        ("{\"a\",1}", "line 1, column 5: expected ':' after the member name, found ','"),
        ("{\"a\"", "line 1, column 5: expected ':' after the member name, found the end of the text"),
        ("{\"a\":", "line 1, column 6: expected a value, found the end of the text"),
        ("{\"a\":}", "line 1, column 6: expected a value, found '}'"),
        ("{\"a\"::1}", "line 1, column 6: expected a value, found ':'"),
        ("{\"a\":1 \"b\":2}", "line 1, column 8: expected ',' or '}', found '\"'"),
        ("{\"a\":1,}", "line 1, column 8: expected a member name in double quotes after ',', found '}'"),
        ("{\"a\":1,,\"b\":2}", "line 1, column 8: expected a member name in double quotes after ',', found ','"),
        ("{a:1}", "line 1, column 2: expected a member name in double quotes or '}', found 'a'"),
        ("{1:1}", "line 1, column 2: expected a member name in double quotes or '}', found '1'"),
        ("{'a':1}", "line 1, column 2: expected a member name in double quotes or '}', found '''"),
        ("{null:null}", "line 1, column 2: expected a member name in double quotes or '}', found 'null'"),
        ("{[1]:1}", "line 1, column 2: expected a member name in double quotes or '}', found '['"),
        ("{\"a\":1/**/}", "line 1, column 7: expected ',' or '}', found '/'"),
        ("// x\n1", "line 1, column 1: expected a value, found '/'"),
        ("[1] # x", "line 1, column 5: expected nothing after the value, found '#'"),
        ("<null>", "line 1, column 1: expected a value, found '<'"),
        ("[\u{0c}]", "line 1, column 2: expected a value, found the character U+000C"),
        ("[\u{2060}]", "line 1, column 2: expected a value, found the character U+2060"),
        ("[\u{a0}]", "line 1, column 2: expected a value, found the character U+00A0"),
        ("\u{e5}", "line 1, column 1: expected a value, found '\u{e5}'"),
        ("[1]\0", "line 1, column 4: expected nothing after the value, found the character U+0000"),
        ("[\0]", "line 1, column 2: expected a value, found the character U+0000"),
        ("[\"\u{e9}\u{1F600}\" x", "line 1, column 7: expected ',' or ']', found 'x'"),
        ("\u{FEFF}{}", "line 1, column 1: expected a value, found a byte order mark; JSON is UTF-8 without one"),
        ("\r\n\r\n  *", "line 3, column 3: expected a value, found '*'")
    ]

    static let words: [(String, String)] = [
        ("tru", "line 1, column 1: expected a value, found 'tru'"),
        ("[nul]", "line 1, column 2: expected a value, found 'nul'"),
        ("[fals", "line 1, column 2: expected a value, found 'fals'"),
        ("True", "line 1, column 1: expected a value, found 'True'"),
        ("NaN", "line 1, column 1: expected a value, found 'NaN'"),
        ("Infinity", "line 1, column 1: expected a value, found 'Infinity'"),
        ("undefined", "line 1, column 1: expected a value, found 'undefined'"),
        ("truth", "line 1, column 1: expected a value, found 'truth'"),
        ("nullnull", "line 1, column 5: expected nothing after the value, found 'null'"),
        ("'a'", "line 1, column 1: expected a value, found '''")
    ]

    static let numbers: [(String, String)] = [
        ("-", "line 1, column 2: expected a digit, found the end of the text"),
        ("[-]", "line 1, column 3: expected a digit, found ']'"),
        ("-a", "line 1, column 2: expected a digit, found 'a'"),
        ("--1", "line 1, column 2: expected a digit, found '-'"),
        ("-Infinity", "line 1, column 2: expected a digit, found 'Infinity'"),
        ("+1", "line 1, column 1: expected a value, found '+'"),
        (".1", "line 1, column 1: expected a value, found '.'"),
        ("-.1", "line 1, column 2: expected a digit, found '.'"),
        ("1.", "line 1, column 3: expected a digit, found the end of the text"),
        ("[1.]", "line 1, column 4: expected a digit, found ']'"),
        ("1.e3", "line 1, column 3: expected a digit, found 'e3'"),
        ("0.e1", "line 1, column 3: expected a digit, found 'e1'"),
        ("1e", "line 1, column 3: expected a digit, found the end of the text"),
        ("1e+", "line 1, column 4: expected a digit, found the end of the text"),
        ("1eE2", "line 1, column 3: expected a digit, found 'E2'"),
        ("0e+-1", "line 1, column 4: expected a digit, found '-'"),
        ("012", "line 1, column 2: expected no digit after a leading 0, found '12'"),
        ("-01", "line 1, column 3: expected no digit after a leading 0, found '1'"),
        ("00", "line 1, column 2: expected no digit after a leading 0, found '0'"),
        ("1.2.3", "line 1, column 4: expected nothing after the value, found '.'"),
        ("1 000", "line 1, column 3: expected nothing after the value, found '000'"),
        ("0x1F", "line 1, column 2: expected nothing after the value, found 'x1F'"),
        ("1_000", "line 1, column 2: expected nothing after the value, found '_000'"),
        ("0.3e", "line 1, column 5: expected a digit, found the end of the text"),
        ("\u{FF11}", "line 1, column 1: expected a value, found '\u{FF11}'"),
        // Free by the suite; an infinity could not be written back, so we refuse them.
        ("[1e400]", "line 1, column 2: the number is beyond the range of a double"),
        ("-1e+9999999999", "line 1, column 1: the number is beyond the range of a double"),
        (String(repeating: "9", count: 400), "line 1, column 1: the number is beyond the range of a double")
    ]

    static let strings: [(String, String)] = [
        ("\"", "line 1, column 2: expected '\"' at the end of the string, found the end of the text"),
        ("[\"a", "line 1, column 4: expected '\"' at the end of the string, found the end of the text"),
        ("[\"\\", "line 1, column 4: expected '\"' at the end of the string, found the end of the text"),
        ("[\"\\\"]", "line 1, column 6: expected '\"' at the end of the string, found the end of the text"),
        ("[\"a\nb\"]", "line 1, column 4: expected a control character to be escaped in a string, found a line break"),
        (
            "[\"\t\"]",
            "line 1, column 3: expected a control character to be escaped in a string, found the character U+0009"
        ),
        (
            "[\"\0\"]",
            "line 1, column 3: expected a control character to be escaped in a string, found the character U+0000"
        ),
        (#"["\x00"]"#, "line 1, column 4: expected one of \"\\/bfnrtu after '\\', found 'x00'"),
        (#"["\a"]"#, "line 1, column 4: expected one of \"\\/bfnrtu after '\\', found 'a'"),
        (#"["\'"]"#, "line 1, column 4: expected one of \"\\/bfnrtu after '\\', found '''"),
        ("[\"\\\u{1F300}\"]", "line 1, column 4: expected one of \"\\/bfnrtu after '\\', found '\u{1F300}'"),
        ("[\"\\\n\"]", "line 1, column 4: expected one of \"\\/bfnrtu after '\\', found a line break"),
        (#"["\u00A"]"#, "line 1, column 8: expected four hexadecimal digits after '\\u', found '\"'"),
        (#"["\uqqqq"]"#, "line 1, column 5: expected four hexadecimal digits after '\\u', found 'qqqq'"),
        (#"["\u"]"#, "line 1, column 5: expected four hexadecimal digits after '\\u', found '\"'"),
        (#"["\uD834\uDd"]"#, "line 1, column 13: expected four hexadecimal digits after '\\u', found '\"'")
    ]

    /// Free by the suite; no Unicode string holds half a surrogate pair, so we refuse them.
    static let surrogates = [
        #""\uDADA""#, #""\uD800\n""#, #""\uDd1ea""#, #""\uD800\uD800\n""#, #""\uDFAA""#, #""\uD800abc""#,
        #""\uDd1e\uD834""#, #""\ud800""#, #""\uD888\u1234""#
    ]

    @Test(arguments: structures + words + numbers + strings)
    func refuses(_ text: String, _ message: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(error?.description == "JSON: " + message)
    }

    @Test(arguments: surrogates)
    func refusesHalfASurrogatePair(_ text: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
        #expect(
            error?.description
                == "JSON: line 1, column 2: expected a surrogate pair, found half of one: "
                + "'\\uD800' to '\\uDFFF' stand only in pairs")
    }

    /// Each is the content of a string: lone and overlong bytes, surrogates, beyond U+10FFFF, cut short.
    static let notUTF8: [[UInt8]] = [
        [0xFF], [0x80], [0xBF], [0xE5], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xE0, 0xFF],
        [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
        [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF], [0xE2, 0x82], [0xF0, 0x9D, 0x84], [0xC3],
        [0xE9], [0xFE], [0xE6, 0x97, 0x22]
    ]

    @Test(arguments: notUTF8)
    func refusesWhatIsNotUTF8(_ bytes: [UInt8]) {
        for padding in [0, 15, 16, 40] {
            let text = [0x22] + Array(repeating: UInt8(ascii: "x"), count: padding) + bytes + [0x22]
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
            let hex = String(bytes[0], radix: 16, uppercase: true)
            #expect(
                error?.description
                    == "JSON: line 1, column \(padding + 2): expected UTF-8, found the byte 0x\(hex), which is not UTF-8"
            )
        }
    }

    @Test(
        arguments: [
            [0xFF, 0xFE, 0x5B, 0x00], [0x00, 0x5B, 0x00, 0x5D], [0xEF, 0xBB], [0x5B, 0xFF, 0x5D], [0x31, 0xE5],
            [0xC3, 0x28], [0xEF, 0xBB, 0xBF]
        ] as [[UInt8]])
    func refusesOtherEncodings(_ bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: bytes) }
    }

    @Test func refusesOneLevelMoreThanTheLimit() {
        for text in [String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 513)] {
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
            #expect(error?.reason == "expected at most 512 levels of nesting, found one more")
        }
        #expect(throws: JSONError.self) { try JSONValue(parsing: "[[]]", depthLimit: 1) }
    }
}
