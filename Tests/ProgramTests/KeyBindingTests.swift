import TestSupport
import Testing

/// `bind`: keys of the user's own.
@Suite(.serialized)
struct KeyBindingTests {
    private let prompt = ConfiguredPrompt()

    @Test func aFunctionReadsAndChangesTheDraft() throws {
        let terminal = try prompt.atPrompt(
            """
            bind("^T", function(draft) draft.text = draft.text:upper() .. draft.cursor end)
            bind("M-q", function(draft) draft:insert("<ä>") end)
            bind("F5", function(draft) draft.cursor = 1 end)
            bind("C-x C-t", function(draft) draft.text, draft.cursor = "whole", 1000 end)
            """)
        try terminal.type("aäb\u{1b}[D\u{14}")
        // The cursor counts bytes, as Lua's strings do, and stays where it was.
        try terminal.expect(lastRow: "local> AäB3", column: 9)
        try terminal.type("\u{1b}q\u{1b}[15~x")
        try terminal.expect(lastRow: "local> Axä<ä>B3", column: 9)
        try terminal.type("\u{18}\u{14}!")
        try terminal.expect(lastRow: "local> whole!")
        try terminal.type("\u{1f}\u{1f}")
        try terminal.expect(lastRow: "local> Axä<ä>B3")
    }

    @Test func aTextIsTypedAndALineEndEntersIt() throws {
        let terminal = try prompt.atPrompt("bind('F5', '1 + 1\\n') bind('F6', ' + 2')")
        try terminal.type("\u{1b}[17~\u{1b}[D0\u{1b}[15~")
        try terminal.wait(for: "what was entered") {
            $0.text.hasSuffix(
                "local>  + 01 + 12\nerror: unexpected symbol near '+'\n  1 |  + 01 + 12\n    |  ^\nlocal>")
        }
        try terminal.type("\u{1b}[15~")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("local> 1 + 1\n2\nlocal>") }
        try terminal.type("\u{10}")
        try terminal.expect(lastRow: "local> 1 + 1")
    }

    @Test func whatAFunctionReturnsIsRunAndFalseRings() throws {
        let terminal = try prompt.atPrompt(
            """
            bind("^T", function(draft) return "print('" .. draft.text .. "')" end)
            bind("M-q", function(draft) draft.text = "lost" return false end)
            """)
        try terminal.type("kept\u{1b}q")
        try terminal.wait(for: "the bell") { $0.bells == 1 && $0.text.hasSuffix("local> kept") }
        try terminal.type("\u{14}")
        try terminal.wait(for: "the output") { $0.text.hasSuffix("local> print('kept')\nkept\nlocal>") }
    }

    @Test func whatAFunctionWritesStandsAboveTheLine() throws {
        let terminal = try prompt.atPrompt(
            """
            bind("^T", function(draft)
              functions.create_namespace{ label = "jobs", region = "nyc1" }
              print(#functions.list_namespaces())
              show({ a = 1 }, "json")
            end)
            """)
        try terminal.type("half\u{1b}[D\u{14}")
        try terminal.expect("1\n{\n  \"a\": 1\n}\nlocal> half")
        try terminal.type("X\r")
        try terminal.expect(containing: "local> halXf")
    }

    @Test func itsErrorsStandAboveTheLineAndBreakNothing() throws {
        let terminal = try prompt.atPrompt(
            """
            bind("^T", function(draft) draft.text = "lost" error("broken") end)
            bind("M-a", function(draft) draft.txt = "x" end)
            bind("M-b", function(draft) draft.text = 5 .. "\\27" end)
            bind("M-c", function(draft) draft.cursor = "x" end)
            bind("M-d", function(draft) return {} end)
            """)
        let file = prompt.file
        try terminal.type("kept\u{14}")
        try terminal.expect("error: C-t: \(file):1: broken\nlocal> kept")
        #expect(terminal.screen.bells == 1)
        try terminal.type("\u{c}\u{1b}a")
        try terminal.expect("error: M-a: \(file):2: a draft has no 'txt'; did you mean 'text'?\nlocal> kept")
        try terminal.type("\u{c}\u{1b}b")
        try terminal.expect("error: M-b: draft.text: expected text that can be typed, found '5\\027'\nlocal> kept")
        try terminal.type("\u{c}\u{1b}c")
        try terminal.expect(
            "error: M-c: draft.cursor: expected the number of bytes before the cursor, found 'x'\nlocal> kept")
        try terminal.type("\u{c}\u{1b}d")
        try terminal.expect(
            "error: M-d: expected nothing, a text to run or false to be returned, found a table\nlocal> kept")
        #expect(terminal.screen.unknownSequences == [])
    }

    @Test func controlCStopsAFunction() throws {
        let terminal = try prompt.atPrompt("bind('^T', function() print('begun') while true do end end)")
        try terminal.type("kept\u{14}")
        try terminal.expect(containing: "begun")
        try terminal.type("\u{3}")
        try terminal.wait(for: "the line") { $0.text.hasSuffix("error: C-t: interrupted\nlocal> kept") }
        try terminal.type("\u{15}1 + 1\r")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("local> 1 + 1\n2\nlocal>") }
    }

    @Test func aFunctionMayAskBeforeItDeletes() throws {
        let api = try ServedAPI()
        let environment = Moontide.environment(in: prompt.folder, ["DIGITALOCEAN_TOKEN": exampleToken])
        prompt.folder.write(
            "bind('^T', function() functions.create_namespace{ label = 'a', region = 'nyc1' }:delete() end)",
            to: "config/moontide/init.lua")
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--api-url", api.address], environment: environment, columns: 120)
        try terminal.expect(lastRow: "digitalocean>")
        try terminal.type("kept\u{14}")
        try terminal.wait(for: "the question") { $0.text.hasSuffix("in digitalocean? [y/N]") }
        try terminal.type("y\r")
        try terminal.expect(lastRow: "digitalocean> kept")
        try terminal.type("\u{15}#functions.list_namespaces()\r")
        try terminal.wait(for: "the count") { $0.text.hasSuffix("list_namespaces()\n0\ndigitalocean>") }
    }

    @Test func whatTakesLongIsShownMeanwhile() throws {
        prompt.folder.write(
            """
            bind("^T", function(draft)
              localapi.fail{ stall = true }
              functions.list_namespaces()
            end)
            """, to: "config/moontide/init.lua")
        let terminal = try PseudoTerminal(
            Moontide.path, ["--data", ":memory:"], environment: Moontide.environment(in: prompt.folder))
        try terminal.expect(lastRow: "local>")
        try terminal.type("kept")
        try terminal.expect(lastRow: "local> kept")
        try terminal.type("\u{14}")
        try terminal.wait(for: "the progress in place of the line") {
            $0.text.contains("functions.list_namespaces") && !$0.text.contains("local> kept")
        }
        try terminal.type("\u{3}")
        try terminal.wait(for: "the line again") { $0.text.hasSuffix("error: C-t: interrupted\nlocal> kept") }
        #expect(!terminal.screen.text.contains("functions.list_namespaces"))
        #expect(terminal.screen.unknownSequences == [])
    }

    @Test func nilGivesAKeyItsMeaningBackAndWithoutArgumentsAllAreListed() throws {
        let terminal = try prompt.atPrompt("bind('^U', 'text') bind('C-T', 'more')")
        try terminal.enter("bind()", shows: "{ [\"C-t\"] = \"more\", [\"C-u\"] = \"text\" }")
        try terminal.enter("bind('^U')", shows: "text")
        try terminal.type("a\u{15}")
        try terminal.expect(lastRow: "local> atext")
        try terminal.type("\u{1}\u{b}bind('^U', nil)\rb\u{15}")
        try terminal.wait(for: "the killed line") { $0.text.hasSuffix("bind('^U', nil)\nlocal>") }
        try terminal.enter("bind()", shows: "{ [\"C-t\"] = \"more\" }")
    }

    @Test(arguments: [
        (
            "bind('^C', 'x')",
            "bind: '^C' cannot be bound, because it stops what runs; expected a key such as ^T, M-x, F5 or ^X^T"
        ),
        (
            "bind('Enter', 'x')",
            "bind: 'Enter' cannot be bound, because it ends the entry; expected a key such as ^T, M-x, F5 or ^X^T"
        ),
        ("bind('Hyper-x', 'x')", "bind: expected a key such as ^T, M-x, F5 or ^X^T, found 'Hyper-x'"),
        ("bind(5, 'x')", "bind: expected a key such as \"^T\", \"M-x\" or \"F5\", found 5"),
        ("bind('^T', 5)", "bind: expected a function, a text to type, or nil, found 5"),
        ("bind('^T', 'a\\27')", "bind: expected a text to type without control characters, found 'a\\027'"),
        ("bind('^T', '')", "bind: expected a text to type without control characters, found ''")
    ])
    func whatCannotBeBoundIsRefusedWithTheReason(_ text: String, _ message: String) throws {
        let outcome = try Moontide.run(["-e", text])
        #expect(outcome == .init(status: 1, errorOutput: "(command line):1: \(message)\n"))
    }

    @Test func theUsersEditrcIsHonouredBesideThem() throws {
        prompt.folder.write("bind -v\n", to: ".editrc")
        let terminal = try prompt.atPrompt("bind('^T', function(draft) draft.text = draft.text:upper() end)")
        // Escape, then commands: to the start of the line, delete a character, insert one.
        try terminal.type("xabc")
        try terminal.expect(lastRow: "local> xabc")
        try terminal.type("\u{1b}")
        try terminal.wait(for: "the cursor on the last character") { $0.cursor.column == 10 }
        try terminal.type("0x")
        try terminal.expect(lastRow: "local> abc", column: 7)
        try terminal.type("i'")
        try terminal.expect(lastRow: "local> 'abc")
        try terminal.type("\u{14}")
        try terminal.expect(lastRow: "local> 'ABC")
        try terminal.type("\u{1b}")
        try terminal.type("A'\r")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("local> 'ABC'\nABC\nlocal>") }
    }
}
