import Glibc
import TestSupport
import Testing

/// The prompt as a person at a terminal meets it.
@Suite(.serialized)
struct PromptTests {
    private let folder = TemporaryFolder()

    private func start(_ arguments: String..., columns: Int = 80) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:"] + arguments, environment: Moontide.environment(in: folder),
            columns: columns)
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    /// Types an entry and waits for the rows that come after it, up to the next prompt.
    private func enter(_ text: String, in terminal: PseudoTerminal, shows expected: String) throws {
        try terminal.type(text + "\r")
        try terminal.wait(for: "\(text)\n\(expected)") { screen in
            let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let entry = rows.lastIndex(of: "local> " + text), rows.last == "local>" else { return false }
            return rows[(entry + 1)...].dropLast().joined(separator: "\n") == expected
        }
    }

    @Test func saysWhomItTalksToAndWhereTheDataIs() throws {
        let terminal = try PseudoTerminal(Moontide.path, environment: Moontide.environment(in: folder), columns: 120)
        try terminal.expect(containing: "help() for help, Tab completes, Ctrl-D leaves")
        try terminal.expect(
            containing: "local API, data in \(folder.path)/data/moontide/local.db: no token is used")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("\u{4}")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func printsValuesAndKeepsTheLastTwo() throws {
        let terminal = try start()
        try enter("1 + 1", in: terminal, shows: "2")
        try enter("'a', {1}", in: terminal, shows: "a\n{ 1 }")
        try enter("_, __", in: terminal, shows: "a\n2")
        try enter("x = 5", in: terminal, shows: "")
        try enter("x;", in: terminal, shows: "")
        try enter("null", in: terminal, shows: "null")
    }

    @Test func tellsOnceThatALocalEndsWithItsEntry() throws {
        let terminal = try PseudoTerminal(Moontide.path, environment: Moontide.environment(in: folder), columns: 120)
        try terminal.expect(lastRow: "local>", column: 7)
        try enter("local y = 5", in: terminal, shows: "note: a local ends with its entry; leave out `local` to keep y")
        try enter("local y = 5", in: terminal, shows: "")
    }

    @Test func goesOnWithAnEntryThatIsNotComplete() throws {
        let terminal = try start()
        try terminal.type("for i = 1, 2 do\rprint(i)\rend\r")
        try terminal.wait(for: "the loop's output") {
            $0.text.hasSuffix("local> for i = 1, 2 do\n  print(i)\nend\n1\n2\nlocal>")
        }
    }

    @Test func pointsAtASyntaxError() throws {
        let terminal = try start()
        try enter(
            "x = = 1", in: terminal,
            shows: """
                error: unexpected symbol near '='
                  1 | x = = 1
                    |     ^
                """)
        try enter(
            "nothing.x", in: terminal,
            shows: """
                error: attempt to index a nil value (global 'nothing')
                  1 | nothing.x
                    | ^^^^^^^
                """)
        try enter("_err ~= nil", in: terminal, shows: "true")
    }

    @Test func managesTriggersFromTheFirstLineOn() throws {
        let terminal = try start(columns: 160)
        try enter("ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }", in: terminal, shows: "")
        try enter(
            "t = ns:create_trigger{ name = 'nightly', func = 'f/g', type = 'SCHEDULED', is_enabled = false,"
                + " scheduled_details = { cron = '0 3 * * *' } }",
            in: terminal, shows: "")
        try terminal.type("ns:triggers()\r")
        try terminal.wait(for: "the table") { screen in
            let rows = screen.text.split(separator: "\n").map(String.init)
            return rows.count > 4 && rows.last == "local>"
                && rows[(rows.count - 4)...].prefix(2).elementsEqual([
                    "name     function  is_enabled  cron       last_run_at  next_run_at",
                    "nightly  f/g       –           0 3 * * *"
                ]) && rows[rows.count - 2].hasPrefix("1 trigger · 1 request · ") && rows[rows.count - 2].hasSuffix("s")
        }
        try enter("t:delete()", in: terminal, shows: "true")
        try terminal.type("ns:triggers()\r")
        try terminal.expect(containing: "\n0 triggers · 1 request · ")
    }

    @Test func completesOperationsAndParameters() throws {
        let terminal = try start()
        try terminal.type("functions.create_n\t")
        try terminal.wait(for: "the operation") { $0.text.hasPrefix("local> functions.create_namespace{") }
        try terminal.type("reg\t'nyc1', la\t'x' }\r")
        try terminal.expect(containing: "label:      x")
    }

    @Test func stopsWhatRunsAtControlC() throws {
        let terminal = try start()
        try terminal.type("print('begun') while true do end\r")
        try terminal.expect(lastRow: "begun")
        try terminal.type("\u{3}")
        try terminal.wait(for: "the prompt after the interrupt") { $0.text.hasSuffix("error: interrupted\nlocal>") }
        try enter("1", in: terminal, shows: "1")
    }

    @Test func obeysItsCommands() throws {
        let terminal = try start()
        try enter(".mode json", in: terminal, shows: "")
        try enter("{ a = 1 }", in: terminal, shows: "{\n  \"a\": 1\n}")
        try enter(
            ".mode xml", in: terminal,
            shows: """
                error: .mode: expected one of table, json, jsonl, yaml, csv, tsv, ids, lua,
                  found 'xml'
                """)
        try enter(".nope", in: terminal, shows: "error: there is no command .nope; .help lists them")
        try terminal.type(".exit\r")
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func keepsSecretsOutOfTheHistoryFile() throws {
        let terminal = try start(columns: 120)
        let secret = "dop_v1_" + String(repeating: "ab", count: 32)
        try enter("s = '\(secret)'", in: terminal, shows: "")
        try enter("kept = 1", in: terminal, shows: "")
        try terminal.type("\u{4}")
        #expect(try terminal.waitForExit() == 0)
        let history = try RunningProgram.run("cat", [folder.file("state/moontide/history")]).output
        #expect(history.contains("kept") && !history.contains("abab"))
        var status = stat()
        #expect(stat(folder.file("state/moontide/history"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test func asksBeforeItDeletesOnARealContext() throws {
        let api = try ServedAPI(["--data", ":memory:"])
        let environment = Moontide.environment(in: folder, ["DIGITALOCEAN_TOKEN": exampleToken])
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--api-url", api.address], environment: environment, columns: 120)
        try terminal.expect(lastRow: "digitalocean>")
        try terminal.type("ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }\rns:delete()\r")
        try terminal.wait(for: "the question") {
            $0.text.hasSuffix("in digitalocean? [y/N]") && $0.text.contains("delete namespace \"jobs\" (fn-")
        }
        try terminal.type("\r")
        try terminal.expect(containing: "refused: not confirmed")
        try terminal.type("ns:delete()\r")
        try terminal.wait(for: "the question again") { $0.text.hasSuffix("in digitalocean? [y/N]") }
        try terminal.type("y\r")
        try terminal.wait(for: "the result") { $0.text.hasSuffix("true\ndigitalocean>") }
    }

    @Test func explainsGroupsOperationsAndWordsOfTheirSummaries() throws {
        let terminal = try start()
        try terminal.type("help(functions)\r")
        try terminal.expect(containing: "create_trigger")
        try terminal.type("?functions.create_trigger\r")
        try terminal.expect(containing: "POST /v2/functions/namespaces/{namespace_id}/triggers")
        try terminal.type("?xyzzy\r")
        try terminal.expect(containing: "nothing in the API is called 'xyzzy'")
    }
}
