import APIClient
import TestSupport
import Testing

struct TextPatternTests {
    /// The patterns of the vendor's description, as of 2026-08-07.
    static let patterns = [
        #"^[a-z][a-z0-9-]{0,30}[a-z0-9]$"#, #"^((xn--)?[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*\.)+[a-zA-Z]{2,}\.?$"#,
        #"^[_A-Za-z][_A-Za-z0-9]*$"#,
        #"^[A-Za-z0-9()\[\]'"][-A-Za-z0-9_. \/()\[\]]{0,40}[A-Za-z0-9()\[\]'"]$"#, #"^https://"#, #"^https:\/\/"#,
        #"^$|[0-9a-f]{8}\b-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-\b[0-9a-f]{12}"#,
        #"^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)+$"#,
        #"^[A-Z_]*(,[A-Z_]+)*$"#, #"^.+/.+$"#, #"^.+\/.+$"#,
        #"^(default|[a-z_]+=(on|off|default)(,[a-z_]+=(on|off|default))*)$"#, #"^[_A-Za-z0-9][-._A-Za-z0-9]{0,63}$"#,
        #"^[KEg\$lshzxeA]*$"#, #"^[a-zA-Z0-9_-]+$"#, #"^[a-zA-Z0-9]?[a-z0-9A-Z.\-]*[a-z0-9A-Z]$"#,
        #"^[a-zA-Z0-9][a-zA-Z0-9\.-]+$"#,
        #"^$|^((25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$"#,
        #"^do:(dbaas|domain|droplet|floatingip|loadbalancer|space|volume|kubernetes|vpc):.*"#, #"^do:kubernetes:.*"#,
        #"^[a-zA-Z0-9\-\.]+$"#, #"^[a-z0-9-]{1,63}$"#, #"^[a-zA-Z0-9_\-\:]+$"#, #"^[a-zA-Z0-9\-]+$"#,
        #".+\.[Jj][Ss][Oo][Nn][Ll]$"#
    ]

    private static let texts = [
        "", "a", "A", "-", "0", "web-01", "web-01-", "my_name", "a.b.c", "a..b", "www.example.com", "xn--a.de.",
        "123e4567-e89b-12d3-a456-426614174000", "x123e4567-e89b-12d3-a456-426614174000x", "192.168.0.255", "256.1.1.1",
        "do:droplet:1", "do:space:", "do:house:1", "https://x", "http://x", "a/b", "/", "ON,OFF", "default",
        "a=on,b=off",
        "a=on,", "data.JsonL", "abc\n", "\n", "é", "aé", "日本", "do:vpc:é", String(repeating: "a", count: 40),
        String(repeating: "a-", count: 40), "e\u{301}", "'[x y]'", "$"
    ]

    @Test(arguments: patterns) func agreesWithSwiftsExpressions(pattern: String) throws {
        let ours = TextPattern(pattern)
        #expect(ours.isLinear)
        let regex = try Regex(pattern).matchingSemantics(.unicodeScalar)
        var generator = SeededGenerator(seed: 11)
        let alphabet = Array("aAzZ09._-/:=,$'[] \né(do:vpc:x)1f")
        let random = (0..<300).map { _ in
            String(
                (0..<Int.random(in: 0..<14, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "a"
                })
        }
        for text in Self.texts + random {
            #expect(
                ours.matches(text) == (try regex.firstMatch(in: text) != nil), "\(pattern) on \(text.debugDescription)")
        }
    }

    @Test(arguments: [
        (#"a{2}"#, "xaax", true), (#"^a{2,}$"#, "a", false), (#"\d+\s\w"#, "12 é", false), (#"\D\S\W"#, "a--", true),
        (#"^(?:ab|c)*$"#, "abcab", true), (#"\Bb"#, "ab", true), (#"\bb"#, "ab", false), (#"a+?$"#, "baa", true),
        (#"^[^a]$"#, "é", true), (#"^.$"#, "日", true), (#"^[]-]$"#, "]", false), (#"(a*)*$"#, "b", true),
        ("", "x", true)
    ])
    func knowsTheCommonSyntax(pattern: String, text: String, isMatch: Bool) {
        #expect(TextPattern(pattern).isLinear)
        #expect(TextPattern(pattern).matches(text) == isMatch)
    }

    @Test(arguments: [
        (#"^(a)\1$"#, "aa", true), (#"^(?=a)a$"#, "a", true), ("é+", "éé", true), (#"^(?!x)"#, "x", false),
        ("(", "anything", true)
    ])
    func leavesTheRestToSwiftsExpressions(pattern: String, text: String, isMatch: Bool) {
        #expect(!TextPattern(pattern).isLinear)
        #expect(TextPattern(pattern).matches(text) == isMatch)
    }

    /// An expression over which a search that goes back takes exponential time.
    @Test func takesNoTimeForHostileTexts() {
        let pattern = TextPattern(#"^(([a-z]+)+)+$"#)
        #expect(!pattern.matches(String(repeating: "a", count: 100_000) + "!"))
    }

    @Test func memoryStaysBounded() {
        // Of which automaton would have 2^20 states.
        let pattern = TextPattern("a.{20}b")
        var generator = SeededGenerator(seed: 1)
        let text = String((0..<2_000).map { _ in Bool.random(using: &generator) ? "a" : "c" as Character })
        #expect(!pattern.matches(text))
        #expect(pattern.matches(text + "a" + String(repeating: "c", count: 20) + "b"))
    }
}
