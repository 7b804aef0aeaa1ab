import TestSupport
import Testing

/// The settings: what they may be, and that they act.
@Suite(.serialized)
struct ConfigurationTests {
    private let prompt = ConfiguredPrompt()
    private var folder: TemporaryFolder { prompt.folder }

    private func run(_ arguments: String...) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder)
    }

    @Test func areWhatTheyAreUntilSomebodySaysOtherwise() throws {
        #expect(
            try run("-o", "json", "-e", "config")
                == .init(
                    status: 0,
                    output: """
                        {
                          "confirm": "destructive",
                          "readonly": false,
                          "hints": true,
                          "highlighting": true,
                          "suggestions": true,
                          "greeting": true,
                          "pager": "auto",
                          "timer": false,
                          "history": {
                            "size": 10000,
                            "save": true
                          },
                          "complete": {
                            "menu": true,
                            "live": true,
                            "ttl": 60
                          },
                          "output": {
                            "format": "json",
                            "rows": 40,
                            "header": true
                          }
                        }

                        """))
    }

    @Test(arguments: [
        ("config.hints = 1", "config.hints: expected true or false, found 1"),
        ("config.hints = 'no'", "config.hints: expected true or false, found 'no'"),
        ("config.hints = {}", "config.hints: expected true or false, found a table"),
        ("config.history.size = 1.5", "config.history.size: expected a whole number from 0 to 1000000, found 1.5"),
        ("config.history.size = -1", "config.history.size: expected a whole number from 0 to 1000000, found -1"),
        (
            "config.output.rows = 'many'",
            "config.output.rows: expected a whole number from 1 to 1000000, or \"all\", found 'many'"
        ),
        (
            "config.output.format = 'xml'",
            "config.output.format: expected one of \"table\", \"json\", \"jsonl\", \"yaml\", \"csv\", \"tsv\", \"ids\", "
                + "\"lua\", found 'xml'"
        ),
        ("config.confirm = 'none'", "config.confirm: expected one of \"all\", \"destructive\", \"off\", found 'none'"),
        ("config.hitns = true", "config has no setting 'hitns'; did you mean 'hints'?"),
        ("return config.history.sise", "config.history has no setting 'sise'; did you mean 'size'?"),
        (
            "config[1] = 2",
            "config has no setting '1'; there are confirm, readonly, hints, highlighting, suggestions, "
                + "greeting, pager, timer, history, complete, output"
        ),
        ("config.history = 5", "config.history: expected a table with size, save, found 5"),
        ("config.history = { save = false, sise = 1 }", "config.history has no setting 'sise'; did you mean 'size'?"),
        ("config.history = { save = 'no' }", "config.history.save: expected true or false, found 'no'"),
        ("config.hints = 'a\\n\\27[31m'", "config.hints: expected true or false, found 'a\\n\\027[31m'")
    ])
    func sayWhatIsExpectedInTheLineOfTheAssignment(_ text: String, _ message: String) throws {
        let outcome = try run("-e", "\n" + text)
        #expect(outcome == .init(status: 1, errorOutput: "(command line):2: \(message)\n"))
    }

    @Test func nothingOfASectionIsChangedWhereSomethingIsWrong() throws {
        #expect(
            try run(
                "-e", "pcall(function() config.history = { save = false, size = 'x' } end) return config.history.save",
                "-e", "config.history = { size = 5, save = false } return config.history.size, config.history.save",
                "-e", "config.history.size = nil return config.history.size"
            ).output == "true\n5\nfalse\n10000\n")
    }

    @Test func theCommandLineHasTheLastWord() throws {
        let settings = folder.write(
            "config.output = { format = 'yaml', header = true } config.output.rows = 3", to: "rc.lua")
        #expect(try run("--rc", settings, "-e", "{ a = 1 }").output == "a: 1\n")
        #expect(try run("--rc", settings, "-o", "lua", "-e", "{ a = 1 }").output == "{\n  a = 1,\n}\n")
        let read = "return config.output.header, config.output.rows, config.history.save"
        #expect(
            try run("--rc", settings, "--no-header", "--rows", "7", "--no-history", "-e", read).output
                == "false\n7\ntrue\n")
    }

    @Test func showThemselvesWithWhatTheyMean() throws {
        let terminal = try prompt.atPrompt("config.history.size = 50")
        try terminal.enter(
            "config.history",
            shows: """
                history.size * 50    how many entries the history keeps
                history.save   true  whether entries go to the history file
                * changed. ?config.history.size explains one of them
                """)
        try terminal.enter(
            "?config.output.rows",
            shows: """
                config.output.rows  How many records of a list are shown.

                  Expected: a whole number from 1 to 1000000, or "all". Without a word of yours: 40.

                  example
                  config.output.rows = "all"
                """)
        try terminal.type("?config\r")
        try terminal.expect(containing: "history.size")
        try terminal.type("\u{c}?config.hnts\r")
        try terminal.expect(containing: "did you mean:\n  config.hints")
    }

    @Test func areCompletedWithTheirValues() throws {
        let terminal = try prompt.atPrompt(nil)
        try terminal.type("config.hin\t = \t")
        try terminal.wait(for: "both values") { $0.text.contains("true") && $0.text.contains("false") }
        try terminal.type("f\r\r")
        try terminal.enter("config.hints", shows: "false")
        try terminal.type("config.output.for\t = \"ya\t\"\r")
        try terminal.enter("{ a = 1 }", shows: "a: 1")
        try terminal.type("config.hist\t.si\t = 10\r")
        try terminal.enter("config.history.size", shows: "10")
        try terminal.type("config.pager = \"o\t")
        try terminal.wait(for: "on and off") { $0.text.contains(" on") && $0.text.contains(" off") }
    }

    @Test func actAtOnce() throws {
        let terminal = try prompt.atPrompt(
            "config.hints = false config.suggestions = false config.highlighting = false")
        try terminal.type("x = functions.create_trigger{ ")
        try terminal.wait(for: "the entry without a hint") { $0.text == "local> x = functions.create_trigger{" }
        #expect(terminal.screen.style(row: 0, column: 11).color == nil)
        try terminal.type("\u{15}config.hints = true config.highlighting = true\rx = functions.create_trigger{ ")
        try terminal.expect(containing: "create_trigger{ namespace_id*")
        let row = terminal.screen.cursor.row
        #expect(terminal.screen.style(row: row, column: 11).color == 4)
        try terminal.type("\u{15}config.complete.menu = false\rfunctions.list_\t")
        // Listed above the line, which stands below once more.
        try terminal.wait(for: "the list") {
            $0.text.hasSuffix("local> functions.list_") && $0.text.contains("list_access_keys")
        }
        try terminal.type("\u{15}config.timer = true\r")
        try terminal.wait(for: "the time that it took") { $0.text.hasSuffix(" ms\nlocal>") }
    }

    @Test func agreeWithTheCommandsOfTheShell() throws {
        let terminal = try prompt.atPrompt(nil)
        try terminal.enter(".rows 3", shows: "")
        try terminal.enter("config.output.rows", shows: "3")
        try terminal.enter("config.output.rows = 'all'", shows: "")
        try terminal.enter(".rows", shows: "all")
        try terminal.enter(".pager off", shows: "")
        try terminal.enter("config.pager", shows: "off")
        try terminal.enter("config.pager = 'on'", shows: "")
        try terminal.enter(".pager", shows: "on")
    }

    @Test func theHistoryIsKeptAsLongAsItSaysAndOnlyWhileItSaves() throws {
        let history = folder.file("state/moontide/history")
        let first = try prompt.atPrompt(nil)
        for number in 1...30 { try first.type("x = \(number)\r") }
        try first.enter("x", shows: "30")
        try first.enter("config.history.save = false", shows: "")
        try first.enter("secret = 1", shows: "")
        try first.enter("config.history.save = true", shows: "")
        try first.enter("last = 1", shows: "")
        try first.type("\u{4}")
        #expect(try first.waitForExit() == 0)
        let text = try RunningProgram.run("cat", [history]).output
        #expect(!text.contains("secret") && text.contains("last"))
        // A smaller number than the file has is known before the file is read; a greater one, too.
        let second = try prompt.atPrompt("config.history.size = 5")
        try second.type("\u{10}")
        try second.expect(lastRow: "local> last = 1")
        try second.type("\u{15}")
        try second.enter(".history x =", shows: "x = 30\n.history x =")
    }

    @Test func noGreetingIsShownWhereNoneIsWanted() throws {
        folder.write("config.greeting = false", to: "config/moontide/init.lua")
        let terminal = try PseudoTerminal(
            Moontide.path, ["--data", ":memory:"], environment: Moontide.environment(in: folder))
        try terminal.expect("local>")
    }

    @Test func snippetsHaveNoneOfIt() throws {
        let snippet = folder.write(
            """
            --- peek: looks around
            -- @danger read
            return config == nil and bind == nil and alias == nil
            """, to: "peek.lua")
        #expect(try run("run", snippet).output.hasPrefix("true"))
    }
}
