import JSON
import Snippets
import Testing

struct ParameterTests {
    private let header: SnippetHeader

    init() throws {
        header = try HeaderReader().read(
            """
            --- every: one parameter of each type
            -- @param text string
            -- @param count integer
            -- @param ratio number
            -- @param flag boolean
            -- @param cron cron
            -- @param names list
            -- @param pause duration
            -- @param day date
            -- @param state on|off default=on
            -- @param droplet droplets.droplet
            -- @param ns functions.namespace
            -- @param must string required
            """, file: "every.lua")
    }

    private func values(_ words: String...) throws -> JSONObject {
        try ParameterValues(words: ["must=1"] + words, readFile: { path throws(SnippetError) in "text of \(path)" })
            .checked(for: header)
    }

    private func problem(_ words: String...) -> String {
        do {
            _ = try ParameterValues(words: ["must=1"] + words, readFile: { path throws(SnippetError) in path })
                .checked(for: header)
            return ""
        } catch {
            return error.problems.map { "\($0.place): \($0.message)" }.joined(separator: "\n")
        }
    }

    @Test(
        arguments: [
            ("text=a=b", "text", "a=b"), ("text=", "text", ""), ("--text=x", "text", "x"), ("text=@@x", "text", "@x"),
            ("text=@f", "text", "text of f"), ("count=-3", "count", -3), ("ratio=1.5e3", "ratio", 1500.0),
            ("flag=yes", "flag", true), ("flag=OFF", "flag", false), ("cron=0 6 * * 1-5", "cron", "0 6 * * 1-5"),
            ("names=a, b\\,c,,d\\e", "names", ["a", "b,c", "d\\e"]), ("names=", "names", []),
            ("pause=1h30m", "pause", 5400),
            ("day=2026-02-28", "day", "2026-02-28"), ("day=2026-02-28T01:02:03Z", "day", "2026-02-28T01:02:03Z"),
            ("state=off", "state", "off"), ("droplet=12", "droplet", 12), ("ns=12", "ns", "12")
        ] as [(String, String, JSONValue)])
    func readsAWord(_ word: String, _ name: String, _ value: JSONValue) throws {
        #expect(try values(word)[name] == value)
    }

    @Test func givesDefaultsAndLeavesOutWhatHasNone() throws {
        #expect(try values() == ["state": "on", "must": "1"])
    }

    @Test(arguments: [
        ("count=1.5", "count: expected a whole number, found '1.5'"),
        ("ratio=inf", "ratio: expected a number, found 'inf'"),
        ("ratio=0x10", "ratio: expected a number, found '0x10'"),
        ("flag=maybe", "flag: expected true or false, found 'maybe'"),
        ("pause=", "pause: expected a span of time such as 90s, 10m or 1h30m, found ''"),
        ("day=2026-02-30", "day: expected a date such as 2026-08-07 or 2026-08-07T12:00:00Z, found '2026-02-30'"),
        ("state=of", "state: expected one of on, off, found 'of'; did you mean 'off'?"),
        ("txt=1", "txt: is no parameter of it; did you mean 'text'?"), ("novalue", "'novalue': expected name=value"),
        ("=x", "'=x': expected name=value"), ("must=2", "must: is given twice")
    ])
    func refusesAWord(_ word: String, _ message: String) { #expect(problem(word) == message) }

    @Test func tellsAllProblemsAtOnce() {
        let values = ParameterValues(
            words: ["count=x", "nope=1", "flag=?"], readFile: { path throws(SnippetError) in path })
        let error = #expect(throws: SnippetError.self) { try values.checked(for: header) }
        #expect(
            error?.description == """
                every: these parameters do not do (\(header.usage))
                  nope: is no parameter of it; known are text, count, ratio, flag, cron, names, pause, day, state, \
                droplet, ns, must
                  count: expected a whole number, found 'x'
                  flag: expected true or false, found '?'
                  must: is missing; expected a text
                """)
    }

    @Test func takesValuesOfLua() throws {
        let given: JSONObject = [
            "count": 3.0, "ratio": 2, "flag": true, "names": ["a", 7], "pause": 60, "must": "x", "text": .null,
            "ns": ["namespace": "fn-1", "label": "jobs"], "droplet": ["id": 5]
        ]
        let values = try ParameterValues(given).checked(for: header)
        #expect(
            values == [
                "count": 3, "ratio": 2, "flag": true, "names": ["a", "7"], "pause": 60, "must": "x", "state": "on",
                "ns": "fn-1", "droplet": 5
            ])
    }

    @Test func refusesValuesOfLuaThatDoNotFit() {
        let values = ParameterValues(["count": 1.5, "flag": 1, "names": [[1]], "text": 4, "must": "x"])
        let error = #expect(throws: SnippetError.self) { try values.checked(for: header) }
        #expect(
            error?.problems.map(\.message) == [
                "expected a text, found '4'", "expected a whole number, found '1.5'",
                "expected true or false, found '1'",
                "expected a list of texts, found [1] in it"
            ])
    }
}
