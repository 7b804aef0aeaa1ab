import JSON
import Testing

struct WritingTests {
    private let tree: JSONValue = [
        "name": "nightly", "body": .null, "tags": [], "details": [:], "runs": [1, 2.0, ["b": true, "a": "x"]]
    ]

    @Test func writesCompactTextInTheOrderGiven() throws {
        #expect(
            try tree.jsonText
                == #"{"name":"nightly","body":null,"tags":[],"details":{},"runs":[1,2.0,{"b":true,"a":"x"}]}"#)
    }

    @Test func writesSortedNames() throws {
        #expect(
            String(decoding: try tree.serialized(.sortedKeys), as: UTF8.self)
                == #"{"body":null,"details":{},"name":"nightly","runs":[1,2.0,{"a":"x","b":true}],"tags":[]}"#)
    }

    @Test func writesPrettyText() throws {
        let expected = """
            {
              "name": "nightly",
              "body": null,
              "tags": [],
              "details": {},
              "runs": [
                1,
                2.0,
                {
                  "b": true,
                  "a": "x"
                }
              ]
            }
            """
        #expect(String(decoding: try tree.serialized(.pretty), as: UTF8.self) == expected)
    }

    @Test(arguments: [
        (1.0, "1.0"), (-0.0, "-0.0"), (0, "0.0"), (1e22, "1e+22"), (.leastNonzeroMagnitude, "5e-324"), (0.1, "0.1"),
        (2.36, "2.36"),
        (1e15, "1000000000000000.0"), (1e16, "1e+16"), (100, "100.0"), (-7.125, "-7.125"), (0.001, "0.001"),
        (0.05, "0.05"), (0.0001, "0.0001"), (123456.789, "123456.789"), (0.30000000000000004, "0.30000000000000004"),
        (1.7976931348623157e308, "1.7976931348623157e+308"), (99_999_999_999.999, "99999999999.999")
    ])
    func writesDoublesInShortestFormWithAPointOrExponent(_ value: Double, _ text: String) throws {
        #expect(try JSONValue.number(value).jsonText == text)
    }

    @Test(arguments: [
        (0, "0"), (9, "9"), (10, "10"), (99, "99"), (100, "100"), (-1, "-1"), (12345, "12345"),
        (Int64.max, "9223372036854775807"), (Int64.min, "-9223372036854775808"), (1_000_000, "1000000")
    ])
    func writesIntegers(_ value: Int64, _ text: String) throws {
        #expect(try JSONValue.integer(value).jsonText == text)
    }

    @Test func escapesOnlyWhatMustBe() throws {
        let all = String(String.UnicodeScalarView((0...0x21).compactMap(Unicode.Scalar.init)))
        #expect(
            try JSONValue.string(all + "\\/\u{7f}\u{e9}\u{2028}").jsonText
                == #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012"#
                + #"\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f !\\/"#
                + "\u{7f}\u{e9}\u{2028}\"")
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func refusesNumbersWithoutAJSONForm(_ number: Double) {
        let tree: JSONValue = ["details": ["a b": [1, .number(number)]]]
        let error = #expect(throws: JSONError.self) { try tree.serialized() }
        #expect(
            error?.description
                == "JSON: details[\"a b\"][1]: a number that is infinite or not a number has no JSON form")
    }

    @Test func refusesTreesDeeperThanTheMaximum() {
        var tree: JSONValue = []
        for _ in 0..<2048 { tree = [tree] }
        let error = #expect(throws: JSONError.self) { try tree.serialized() }
        #expect(error?.description == "JSON: nested more than 2048 levels deep, perhaps in a cycle")
    }

    @Test func comparesObjectsWhateverTheOrder() {
        let names = (0..<40).map { "n\($0)" }
        let one = JSONObject(names.map { ($0, 1) })
        #expect(one == JSONObject(names.reversed().map { ($0, 1) }))
        #expect(one != JSONObject(names.dropLast().map { ($0, 1) } + [("other", 1)]))
        #expect((["a": 1, "b": 2] as JSONValue) == ["b": 2, "a": 1])
        #expect((["a": 1] as JSONValue).hashValue == (["a": 1] as JSONValue).hashValue)
    }
}
