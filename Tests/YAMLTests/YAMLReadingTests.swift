import JSON
import Testing
import YAML

struct YAMLReadingTests {
    static let scalars: [(String, JSONValue)] = [
        ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", "nULL"),
        ("true", true), ("True", true), ("TRUE", true), ("false", false), ("tRUE", "tRUE"),
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"), ("y", "y"), ("No", "No"),
        ("0", 0), ("-1", -1), ("+12", 12), ("012", 12), ("0o14", 12), ("0xC", 12), ("0xfF", 255), ("1_000", "1_000"),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("0b1", "0b1"), ("0x", "0x"), ("0o8", "0o8"),
        ("0x-1", "0x-1"), ("-0x1", "-0x1"), ("1.5", 1.5), ("1.", .number(1)), (".5", 0.5), ("-.5", -0.5),
        ("1e3", .number(1000)), ("1E+3", .number(1000)), ("+1.5e-3", 0.0015), (".", "."), ("-", [.null]), ("+", "+"),
        ("e3", "e3"), ("1e", "1e"), ("1e+", "1e+"), ("1.2.3", "1.2.3"), (".inf", .number(.infinity)),
        ("-.INF", .number(-.infinity)), ("inf", "inf"), ("nan", "nan"), ("2024-01-01", "2024-01-01"), ("1:30", "1:30"),
        ("'12'", "12"), ("\"true\"", "true"), ("''", ""), ("\"a\\tb\\u00e9\"", "a\tb\u{e9}"), ("a b", "a b"),
        ("|\n  a\n  b\n", "a\nb\n"), (">-\n  a\n  b\n", "a b"), ("|+\n  a\n\n", "a\n\n"), ("a: b", ["a": "b"]),
        ("!!str 12", "12"), ("! 12", "12"), ("!!int \"12\"", 12), ("!!float 1", .number(1)), ("!!null ''", .null),
        ("!!bool 'true'", true), ("# only a comment\n", .null), ("---\n...\n", .null), ("\u{FEFF}a", "a")
    ]

    @Test(arguments: scalars)
    func readsByTheCoreSchema(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(yaml: text) == value)
    }

    @Test func readsNotANumber() throws { #expect(try JSONValue(yaml: ".NaN").number?.isNaN == true) }

    static let collections: [(String, JSONValue)] = [
        ("[]", []), ("{}", [:]), ("- 1\n- - 2\n  - 3\n", [1, [2, 3]]),
        ("{a: 1, 'b': [x, y]}", ["a": 1, "b": ["x", "y"]]),
        ("a:\n- 1\nb:\n", ["a": [1], "b": .null]), ("8080: x\ntrue: y\n~: z\n", ["8080": "x", "true": "y", "~": "z"]),
        ("<<: 1", ["<<": 1]), ("- &a {x: 1}\n- *a\n", [["x": 1], ["x": 1]]), ("&k key: *k", ["key": "key"]),
        ("- &s a\n- *s : 1", ["a", ["a": 1]]), ("? a\n: 1\n", ["a": 1]), ("%YAML 1.2\n---\na\n", "a"),
        ("&a [1, &a 2, *a]", [1, 2, 2]), ("!!map {a: !!seq [1]}", ["a": [1]])
    ]

    @Test(arguments: collections)
    func readsCollections(_ text: String, _ value: JSONValue) throws {
        #expect(try JSONValue(yaml: text) == value)
    }

    @Test func readsAConfigurationOfDoctl() throws {
        let text = """
            access-token: dop_v1_0000
            api-url: ""
            auth-contexts:
              prod: dop_v1_1111
              staging: dop_v1_2222
            context: prod
            droplet:
              create:
                enable-backups: false
                tag-names: []
                vpc-uuid: ""
            interactive: true
            output: text
            """
        let config = try JSONValue(yaml: text)
        #expect(config["access-token"]?.string == "dop_v1_0000")
        #expect(config["auth-contexts"] == ["prod": "dop_v1_1111", "staging": "dop_v1_2222"])
        #expect(config["context"] == "prod" && config["interactive"] == true)
        #expect(config["droplet"]?["create"] == ["enable-backups": false, "tag-names": [], "vpc-uuid": ""])
    }

    static let refused: [(String, String)] = [
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1: expected each name once, found 'a' again"),
        ("{1: a, '1': b}", "line 1, column 8: expected each name once, found '1' again"),
        ("a\n---\nb\n", "line 2, column 1: expected one document, found another one"),
        ("[a]: 1", "line 1, column 1: expected a string as a name, found a sequence"),
        ("? {a: 1}\n: 1", "line 1, column 3: expected a string as a name, found a mapping"),
        ("- &a 1\n- *a : 1", "line 2, column 3: expected a string as a name, found the alias '*a' of something else"),
        ("*a", "line 1, column 1: expected the alias '*a' to follow a finished node with the anchor '&a'"),
        ("&a [*a]", "line 1, column 5: expected the alias '*a' to follow a finished node with the anchor '&a'"),
        ("!!int abc", "line 1, column 1: expected a value that its tag '!!int' fits, found 'abc'"),
        ("!!binary aGk=", "line 1, column 1: expected a value that its tag '!!binary' fits, found 'aGk='"),
        ("!thing {a: 1}", "line 1, column 1: expected no tag but those of the core schema, found '!thing'"),
        ("- !!set {a}", "line 1, column 3: expected no tag but those of the core schema, found '!!set'"),
        ("a: b: c", "line 1, column 5: mapping values are not allowed in this context"),
        ("[1, 2", "line 2, column 1: did not find expected ',' or ']' while parsing a flow sequence"),
        (
            "a:\n\t- b",
            "line 2, column 1: found character that cannot start any token while scanning for the next token"
        ),
        ("\"a", "line 1, column 3: found unexpected end of stream while scanning a quoted scalar"),
        ("a: \u{e9}\u{01}", "line 1, column 5: control characters are not allowed"),
        ("@a", "line 1, column 1: found character that cannot start any token while scanning for the next token")
    ]

    @Test(arguments: refused)
    func refuses(_ text: String, _ message: String) {
        let error = #expect(throws: YAMLError.self) { try JSONValue(yaml: text) }
        #expect(error?.description == "YAML: " + message)
    }

    @Test func refusesWhatIsNotUTF8() {
        let error = #expect(throws: YAMLError.self) { try JSONValue(yaml: Array("a: 1\nb: ".utf8) + [0xFF, 0x0A]) }
        #expect(error?.description == "YAML: line 2, column 4: invalid leading UTF-8 octet")
    }

    @Test func refusesAnAliasBomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...20 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = #expect(throws: YAMLError.self) { try JSONValue(yaml: text) }
        #expect(error?.reason == "expected at most 1000000 values, aliases counted each time, found more")
    }

    @Test func refusesTooDeepNesting() throws {
        let deep = { (levels: Int) in String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        #expect(try JSONValue(yaml: deep(512)) == JSONValue(parsing: deep(512)))
        let error = #expect(throws: YAMLError.self) { try JSONValue(yaml: deep(600)) }
        #expect(error?.reason == "expected at most 512 levels of nesting, found one more")
    }

    @Test func failsCleanlyWhereverATextIsCut() {
        let text = Array(
            "a: &x [1, \"q\\u00e9\", 'r']\nb: {c: *x, d: |-\n    l\u{e9}\n  }\n? e\n: - !!str 5\n...\n".utf8)
        for end in text.indices {
            _ = try? JSONValue(yaml: text[..<end])
            for byte in [0x00, 0x22, 0x2A, 0x5B, 0x7D, 0xFF] as [UInt8] {
                _ = try? JSONValue(yaml: text[..<end] + [byte] + text[(end + 1)...])
            }
        }
    }
}
