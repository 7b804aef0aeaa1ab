import JSON
import TestSupport
import Testing
import YAML

struct YAMLWritingTests {
    @Test func writesBlockStyle() throws {
        let value: JSONValue = [
            "name": "nightly", "schedule": "15 3 * * 1-5", "every": "*/5 * * * *", "enabled": true, "body": .null,
            "tags": [], "details": [:], "runs": [1, 2.0, ["a": "x", "b": [.null, ["c": 1]]], [[1, 2], []]],
            "script": "if x then\n  y()\nend\n", "last": "a\nb"
        ]
        #expect(
            value.yamlText == """
                name: nightly
                schedule: "15 3 * * 1-5"
                every: "*/5 * * * *"
                enabled: true
                body: null
                tags: []
                details: {}
                runs:
                  - 1
                  - 2.0
                  - a: x
                    b:
                      - null
                      - c: 1
                  - - - 1
                      - 2
                    - []
                script: |
                  if x then
                    y()
                  end
                last: |-
                  a
                  b

                """)
        #expect(try JSONValue(yaml: value.yamlText) == value)
    }

    /// Strings, and how they are written.
    static let strings: [(String, String)] = [
        ("plain", "plain"), ("two words", "two words"), ("https://example.com/a?b", "\"https://example.com/a?b\""),
        ("https://example.com/a", "https://example.com/a"), ("/var/log", "/var/log"), ("caf\u{e9}", "caf\u{e9}"),
        ("no", "\"no\""), ("Off", "\"Off\""), ("YES", "\"YES\""), ("y", "\"y\""), ("true", "\"true\""),
        ("null", "\"null\""),
        ("Null", "\"Null\""), ("~", "\"~\""), ("", "\"\""), ("1e3", "\"1e3\""), ("012", "\"012\""), ("1", "\"1\""),
        ("-1", "\"-1\""), ("0x1F", "\"0x1F\""), ("1_000", "\"1_000\""), ("1:30", "\"1:30\""), (".5", "\".5\""),
        ("2024-01-01", "\"2024-01-01\""), ("2024-01-01T00:00:00Z", "\"2024-01-01T00:00:00Z\""), (".inf", "\".inf\""),
        (" a", "\" a\""), ("a ", "\"a \""), ("a: b", "\"a: b\""), ("a:", "\"a:\""), ("a #b", "\"a #b\""),
        ("- a", "\"- a\""),
        ("[a]", "\"[a]\""), ("{a}", "\"{a}\""), ("&a", "\"&a\""), ("*a", "\"*a\""), ("!a", "\"!a\""), ("|", "\"|\""),
        (">", "\">\""), ("%a", "\"%a\""), ("@a", "\"@a\""), ("`a", "\"`a\""), ("'a'", "\"'a'\""),
        ("\"a\"", "\"\\\"a\\\"\""),
        ("a\\b", "\"a\\\\b\""), ("a\tb", "\"a\\tb\""), ("<<", "\"<<\""), ("=", "\"=\""), ("?", "\"?\""),
        ("---", "\"---\""),
        ("...", "\"...\""), ("\u{0}\u{7f}\u{85}\u{2028}\u{FEFF}", "\"\\x00\\x7F\\x85\\u2028\\uFEFF\""),
        ("a\r\nb", "\"a\\r\\nb\""),
        ("\u{1F600}", "\"\u{1F600}\""), ("\n", "\"\\n\""), (" a\nb", "\" a\\nb\""), ("a\nb ", "\"a\\nb \""),
        ("a\n", "|\n  a"), ("a\nb", "|-\n  a\n  b"), ("a\n\n", "|+\n  a\n"), ("\na\n", "|\n\n  a"),
        ("a\n  b\n \n\tc", "|-\n  a\n    b\n   \n  \tc"), ("# a\n- b", "|-\n  # a\n  - b"),
        ("---\na", "|-\n  ---\n  a")
    ]

    @Test(arguments: strings)
    func quotesWhatCouldBeMistaken(_ string: String, _ text: String) throws {
        let value = JSONValue.string(string)
        #expect(value.yamlText == text + "\n")
        for wrapped in [
            value, [value, 1], ["k": value, "l": 1], [["k": value], [value, value]], ["k": ["l": value]]
        ] as [JSONValue] {
            #expect(try JSONValue(yaml: wrapped.yamlText) == wrapped)
        }
        let key = JSONValue.object(JSONObject([(string, 1), (string + "x", ["y": [2]])]))
        #expect(try JSONValue(yaml: key.yamlText) == key)
    }

    @Test(arguments: [
        (1.0, "1.0"), (1e22, "1.0e+22"), (5.5e-10, "5.5e-10"), (.leastNonzeroMagnitude, "5.0e-324"), (-0.0, "-0.0"),
        (.infinity, ".inf"), (-.infinity, "-.inf"), (.nan, ".nan")
    ])
    func writesFloatsThatBothVersionsRead(_ value: Double, _ text: String) throws {
        #expect(JSONValue.number(value).yamlText == text + "\n")
        let read = try #require(try JSONValue(yaml: text).number)
        #expect(read.bitPattern == value.bitPattern || read.isNaN && value.isNaN)
    }

    @Test func writesLongNamesWithAQuestionMark() throws {
        let value: JSONValue = [
            "a": .object(JSONObject([(String(repeating: "long ", count: 300), ["b": [1, "x\ny"]]), ("c", "d")]))
        ]
        #expect(value.yamlText.contains("? \"long "))
        #expect(try JSONValue(yaml: value.yamlText) == value)
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func keepsRandomTrees(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let tree = JSONValue.random(using: &random, depth: 4)
        #expect(try JSONValue(yaml: tree.yamlText) == tree)
    }
}

extension JSONValue {
    /// A tree with many strings of the kinds that are easily misread.
    fileprivate static func random(using random: inout SeededGenerator, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 8), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .integer(Int64(bitPattern: random.next()) >> Int64.random(in: 0...63, using: &random))
        case 3:
            let value = Double(bitPattern: random.next())
            return .number(value.isFinite ? value : 0.5)
        case 4...7: return .string(text(using: &random))
        case 8, 9:
            let count = Int.random(in: 0...4, using: &random)
            return .array((0..<count).map { _ in .random(using: &random, depth: depth - 1) })
        default:
            let count = Int.random(in: 0...4, using: &random)
            return .object(
                JSONObject((0..<count).map { _ in (text(using: &random), .random(using: &random, depth: depth - 1)) }))
        }
    }

    private static let pieces = [
        "a", "b", "no", "1", "0", ":", "-", "#", " ", "  ", "\n", "\n\n", "\t", ".", "'", "\"", "\\", "~", "null", "e3",
        "?",
        "*", "&", "!", "|", ">", "%", "@", ",", "[", "]", "{", "}", "\u{e9}", "\u{85}", "\u{1F600}", "\r", "---", "_",
        "="
    ]

    private static func text(using random: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...6, using: &random)
        return (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
}
