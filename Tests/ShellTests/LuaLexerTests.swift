import Shell
import Testing

struct LuaLexerTests {
    /// The texts of the tokens, each with a letter for its kind.
    private func words(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return LuaLexer.tokens(of: bytes).map { token in
            let mark =
                switch token.kind {
                case .keyword: "k"
                case .name: "n"
                case .number: "d"
                case .string(let isClosed): isClosed ? "s" : "s…"
                case .longString(let isClosed): isClosed ? "l" : "l…"
                case .comment(let isClosed): isClosed ? "c" : "c…"
                case .symbol: "y"
                }
            return mark + " " + String(decoding: bytes[token.range], as: UTF8.self)
        }
    }

    @Test(arguments: [
        ("local x<const> = 0x1p-4..''", ["k local", "n x", "y <", "n const", "y >", "y =", "d 0x1p-4", "y ..", "s ''"]),
        ("a.b:c{d=.5e+3}", ["n a", "y .", "n b", "y :", "n c", "y {", "n d", "y =", "d .5e+3", "y }"]),
        ("x //y ~= ...", ["n x", "y //", "n y", "y ~=", "y ..."]),
        ("'a\\'b' \"c", ["s 'a\\'b'", "s… \"c"]),
        ("'a\\\nb'", ["s 'a\\\nb'"]),
        ("'a\nb", ["s… 'a", "n b"]),
        ("[==[ ]=] ]] ]==] x", ["l [==[ ]=] ]] ]==]", "n x"]),
        ("[[open", ["l… [[open"]),
        ("--[[ c ]] y -- z", ["c --[[ c ]]", "n y", "c… -- z"]),
        ("-- z\nend", ["c -- z", "k end"]),
        ("t[t[1]]", ["n t", "y [", "n t", "y [", "d 1", "y ]", "y ]"]),
        ("größe = 1", ["n größe", "y =", "d 1"]),
        ("'\\z  \n x'", ["s '\\z  \n x'"]),
        ("\"\\", ["s… \"\\"])
    ])
    func splitsSourceCompleteOrNot(text: String, expected: [String]) {
        #expect(words(text) == expected)
    }

    @Test func coversEveryByteButBlanksAndNeverFails() {
        for byte in UInt8.min...UInt8.max {
            for other in UInt8.min...UInt8.max {
                let tokens = LuaLexer.tokens(of: [byte, other])
                let covered = tokens.reduce(0) { $0 + $1.range.count }
                let blanks = [byte, other].filter { $0 == 0x20 || (0x09...0x0D).contains($0) }.count
                #expect(covered >= 2 - blanks && covered <= 2)
            }
        }
    }
}

struct IndentationTests {
    @Test(arguments: [
        ("for i = 1, 3 do", 2), ("if a then\n  f(function()", 6), ("f{ a = {", 4), ("x = 1", 0),
        ("if a then b() else", 2),
        ("if a then b() elseif c then", 2), ("repeat", 2), ("s = [[ do {", 0), ("-- do {", 0), ("s = 'do {'", 0),
        ("while x do end", 0), ("end end", 0)
    ])
    func isTwoBlanksForEveryOpenBlockAndBracket(text: String, blanks: Int) {
        #expect(Indentation.after(text) == blanks)
    }

    @Test(arguments: [("end", 0), ("else", 0), ("}", 0), ("until x", 0), ("x()", 2), ("ending = 1", 2), ("", 2)])
    func isOneStepLessForALineThatCloses(line: String, blanks: Int) {
        #expect(Indentation.of(line: line, after: "for i = 1, 3 do\n") == blanks)
    }
}
