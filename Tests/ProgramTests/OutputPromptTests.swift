import Glibc
import TestSupport
import Testing

/// Where results go at the prompt, and how they fit on the screen.
@Suite(.serialized)
struct OutputPromptTests {
    private let folder = TemporaryFolder()

    private func start(
        columns: Int = 80, rows: Int = 24, pager: String = "", arguments: [String] = []
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:", "--no-history"] + arguments,
            environment: Moontide.environment(in: folder, ["PAGER": pager]), columns: columns, rows: rows)
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    /// Types an entry and waits for the rows that come after it, up to the next prompt.
    private func enter(_ text: String, in terminal: PseudoTerminal, shows expected: String = "") throws {
        try terminal.type(text + "\r")
        try terminal.wait(for: "\(text)\n\(expected)") { screen in
            let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let entry = rows.lastIndex(of: "local> " + text), rows.last == "local>" else { return false }
            return rows[(entry + 1)...].dropLast().joined(separator: "\n") == expected
        }
    }

    private func content(_ name: String) throws -> String { try RunningProgram.run("cat", [folder.file(name)]).output }

    // MARK: - Files and programs

    @Test func sendsTheOutputOfOneEntryToAFile() throws {
        let terminal = try start(columns: 160)
        try enter(".once \(folder.file("a.csv"))", in: terminal)
        try enter(".mode csv", in: terminal)
        try enter("print('p') return { { a = 1 }, { a = 2 } }", in: terminal)
        try enter("{ { a = 3 } }", in: terminal, shows: "a\n3")
        #expect(try content("a.csv") == "p\na\n1\n2\n")
    }

    @Test func sendsOutputToAProgramUntilItIsCalledBack() throws {
        let terminal = try start(columns: 160)
        try enter(".output | sort -r > \(folder.file("sorted"))", in: terminal)
        try enter("'a'", in: terminal)
        try enter("print('b') io.write('c\\n')", in: terminal)
        try enter(
            "nothing.x", in: terminal,
            shows: """
                error: attempt to index a nil value (global 'nothing')
                  1 | nothing.x
                    | ^^^^^^^
                """)
        try enter(".output", in: terminal)
        try enter("'d'", in: terminal, shows: "d")
        #expect(try content("sorted") == "c\nb\na\n")
        try enter(".once | head -n 1", in: terminal)
        try enter("for i = 1, 100000 do print(i) end", in: terminal, shows: "1")
        try enter("1", in: terminal, shows: "1")
    }

    @Test func saysWhatCannotBeWrittenAndGoesOn() throws {
        let terminal = try start(columns: 120)
        try enter(
            ".once \(folder.file("no/x"))", in: terminal,
            shows: "error: .once: cannot write to \(folder.file("no/x")): No such file or directory")
        try enter(".output /dev/full", in: terminal)
        try enter("('x'):rep(10)", in: terminal, shows: "error: cannot write to /dev/full: No space left on device")
        try enter("2", in: terminal, shows: "2")
    }

    // MARK: - The last result

    @Test func printsTheLastResultWholeAndInAnotherMode() throws {
        let terminal = try start(rows: 70)
        try enter(".last", in: terminal, shows: "error: .last: there is no result yet")
        try enter("r = {} for i = 1, 45 do r[i] = { n = i } end", in: terminal)
        try terminal.type("r\r")
        try terminal.expect(containing: "\n40\n… 5 more (.last shows them)\n45 records\nlocal>")
        try terminal.type(".last\r")
        try terminal.expect(containing: "\n44\n45\n45 records\nlocal>")
        try enter("{ a = { 1 } }", in: terminal, shows: "{ a = { 1 } }")
        try enter(".last json", in: terminal, shows: "{\n  \"a\": [\n    1\n  ]\n}")
        try enter(
            ".last xml", in: terminal,
            shows: """
                error: .last: expected one of table, json, jsonl, yaml, csv, tsv, ids, lua,
                  found 'xml'
                """)
    }

    // MARK: - The pager

    @Test func showsWhatIsLongerThanTheScreenInThePager() throws {
        let terminal = try start(rows: 10, pager: "less")
        try terminal.type("('line\\n'):rep(100000)\r")
        try terminal.wait(for: "a page of less") { $0.row(8) == "line" && $0.row(9) == ":" }
        try terminal.type("q")
        try terminal.expect(lastRow: "local>", column: 7)
        try enter("1 + 1", in: terminal, shows: "2")
        try terminal.type("help(functions)\r")
        try terminal.wait(for: "help in less") { $0.row(9) == ":" }
        // Ctrl-C is the pager's.
        terminal.signal(SIGINT)
        try terminal.type("q")
        try terminal.expect(lastRow: "local>", column: 7)
        try enter("'short'", in: terminal, shows: "short")
        try enter(".pager off", in: terminal)
        try terminal.type("('line\\n'):rep(30)\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try enter(".pager", in: terminal, shows: "off")
    }

    @Test func goesOnWithoutAPagerThatIsNotThere() throws {
        let terminal = try start(columns: 120, rows: 10, pager: "no-such-pager")
        try terminal.type("('line\\n'):rep(30)\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try enter("1", in: terminal, shows: "1")
    }

    // MARK: - Tables

    private let records = """
        local x = ('long '):rep(20)
        t = { { id = 1, name = '日本語の名前です', status = 'active', runs = 1200, note = x, other = x },
        { id = 20, name = 'web', status = 'off', runs = 3, note = 'e\u{301}', other = '' } }
        """

    @Test(arguments: [
        (
            40,
            """
            id  name      status  note      other
             1  日本語…   active  long lo…  long lo…
            20  web       off     e\u{301}
            +1 column: runs
            2 records
            """
        ),
        (
            80,
            """
            id  name              status  note              other                       runs
             1  日本語の名前です  active  long long long …  long long long long long …  1200
            20  web               off     e\u{301}                                                3
            2 records
            """
        )
    ])
    func fitsTablesToTheTerminal(columns: Int, expected: String) throws {
        let terminal = try start(columns: columns, rows: 40)
        try terminal.type(records.replacing("\n", with: " ") + "\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try enter("t", in: terminal, shows: expected)
        #expect(terminal.screen.unknownSequences == [])
    }

    @Test func givesEveryColumnItsWidthInAWideTerminal() throws {
        let terminal = try start(columns: 400, rows: 40)
        try terminal.type(records.replacing("\n", with: " ") + "\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("t\r")
        try terminal.expect(containing: String(repeating: "long ", count: 19) + "long   long long")
    }

    @Test func showsTimeRequestsAndWhatIsLeftOfTheLimit() throws {
        let terminal = try start()
        try enter(".timer on", in: terminal)
        try terminal.type("tags.list()\r")
        try terminal.wait(for: "the timer's line") { screen in
            let rows = screen.text.split(separator: "\n").map(String.init)
            return rows.count > 2 && rows[rows.count - 3] == "0 tags" && rows[rows.count - 2].hasSuffix("→4,999 left")
                || rows.suffix(2).first?.hasSuffix(" · 1 request · 4,999 left") == true
        }
        try enter(".timer off", in: terminal)
        try enter("math.type(_t)", in: terminal, shows: "float")
    }

    // MARK: - Transcript, history, programs

    @Test func keepsATranscriptOfTheSession() throws {
        let terminal = try start(columns: 120)
        try enter(".log \(folder.file("log.lua"))", in: terminal)
        try enter("print('p') return 1", in: terminal, shows: "p\n1")
        try enter(
            "nothing.x", in: terminal,
            shows: """
                error: attempt to index a nil value (global 'nothing')
                  1 | nothing.x
                    | ^^^^^^^
                """)
        try enter(".log", in: terminal, shows: folder.file("log.lua"))
        try enter(".log off", in: terminal)
        try enter("2", in: terminal, shows: "2")
        let lines = try content("log.lua").split(separator: "\n").dropFirst()
        #expect(
            lines.prefix(6).joined(separator: "\n") == """
                print('p') return 1
                --> p
                --> 1
                nothing.x
                --! error: attempt to index a nil value (global 'nothing')
                --!   1 | nothing.x
                """)
        #expect(!lines.contains("2"))
    }

    @Test func keepsTheSessionAsAScript() throws {
        let terminal = try start(columns: 120)
        try enter("x = 20", in: terminal)
        try enter("token = 'secret'", in: terminal)
        try enter(".history x =", in: terminal, shows: "x = 20\n.history x =")
        try enter(".history save \(folder.file("s.lua"))", in: terminal)
        #expect(try content("s.lua") == "x = 20\ntoken = '[redacted]'\n")
        try enter(
            ".history save \(folder.file("s.lua"))", in: terminal,
            shows: "error: .history: cannot write \(folder.file("s.lua")): File exists")
    }

    @Test func runsProgramsAndShowsTheWholeTraceback() throws {
        let terminal = try start(columns: 120)
        try enter("!echo from sh", in: terminal, shows: "from sh")
        try enter("!exit 3", in: terminal, shows: "note: it ended with 3")
        try terminal.type("function f() error('boom') end\r")
        try terminal.type("f()\r")
        try terminal.expect(containing: "error: boom")
        try terminal.type(".trace\r")
        try terminal.expect(containing: "[C]: in function 'error'")
    }
}
