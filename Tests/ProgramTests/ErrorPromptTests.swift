import Glibc
import TestSupport
import Testing

/// Errors at the prompt: one headline, the place in the line, the request, and what to do.
@Suite(.serialized)
struct ErrorPromptTests {
    private let folder = TemporaryFolder()

    private func start(
        _ arguments: [String] = ["--data", ":memory:"], environment: [String: String] = [:], columns: Int = 80,
        prompt: String = "local>"
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q"] + arguments, environment: Moontide.environment(in: folder, environment),
            columns: columns, rows: 40)
        try terminal.expect(lastRow: prompt, column: prompt.count + 1)
        return terminal
    }

    /// Types an entry and waits for what comes after it. `*` in a line stands for whatever is there.
    private func enter(
        _ text: String, in terminal: PseudoTerminal, prompt: String = "local>", shows expected: String
    ) throws {
        try terminal.type(text + "\r")
        let lines = expected.split(separator: "\n").map(String.init)
        try terminal.wait(for: "\(text)\n\(expected)") { screen in
            let rows = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            guard let entry = rows.lastIndex(of: prompt + " " + text), rows.last == prompt else { return false }
            let shown = rows[(entry + 1)...].dropLast()
            return shown.count == lines.count && zip(shown, lines).allSatisfy(matches)
        }
    }

    private func matches(_ row: String, _ line: String) -> Bool {
        guard let star = line.firstIndex(of: "*") else { return row == line }
        return row.hasPrefix(line[..<star]) && row.hasSuffix(line[line.index(after: star)...])
    }

    @Test func aMistypedNameIsMarkedAndTheRightOneNamed() throws {
        let terminal = try start()
        try enter(
            "functions.create_trigge{ name = 'x' }", in: terminal,
            shows: """
                error: functions has no operation 'create_trigge'
                  1 | functions.create_trigge{ name = 'x' }
                    |           ^^^^^^^^^^^^^
                  did you mean 'create_trigger'?
                """)
        try enter(
            "droplts.list()", in: terminal,
            shows: """
                error: attempt to index a nil value (global 'droplts')
                  1 | droplts.list()
                    | ^^^^^^^
                  did you mean 'droplets'?
                """)
        try enter("ns = functions.create_namespace{ label = 'x', region = 'nyc1' }", in: terminal, shows: "")
        try enter(
            "ns:creat_trigger{}", in: terminal,
            shows: """
                error: attempt to call a nil value (method 'creat_trigger')
                  1 | ns:creat_trigger{}
                    |    ^^^^^^^^^^^^^
                  did you mean 'create_trigger'?
                """)
    }

    @Test func argumentsAreCheckedBeforeAnythingIsSent() throws {
        let terminal = try start()
        try enter(
            "functions.create_trigger{ nmae = 'x' }", in: terminal,
            shows: """
                error: functions.create_trigger: 2 problems:
                  unknown parameter 'nmae' (did you mean 'name'?)
                  missing: namespace_id, name, function, type, is_enabled, scheduled_details
                  1 | functions.create_trigger{ nmae = 'x' }
                    |                           ^^^^
                """)
        try enter(
            "droplets.list{ regoin = 'x' }", in: terminal,
            shows: """
                error: droplets.list: unknown parameter 'regoin'
                  1 | droplets.list{ regoin = 'x' }
                    |                ^^^^^^
                  ?droplets.list tells what it takes
                """)
    }

    @Test func aFailedCallTellsItsRequestAndContext() throws {
        let terminal = try start()
        try enter(
            "droplets.get(1)", in: terminal,
            shows: """
                error: droplets.get: 404 not_found: The resource you requested could not be
                  found.
                  1 | droplets.get(1)
                    |          ^^^
                  GET /v2/droplets/1 · request *
                  in context local
                """)
        try enter(
            "functions.create_namespace{ label = 'x', region = 'mars' }", in: terminal,
            shows: """
                error: functions.create_namespace: 422 unprocessable_entity: region "mars" has
                  no functions; choose one of ams3, blr1, fra1, lon1, nyc1, sfo3, sgp1, syd1,
                  tor1
                  1 | functions.create_namespace{ label = 'x', region = 'mars' }
                    |           ^^^^^^^^^^^^^^^^
                  POST /v2/functions/namespaces · request *
                """)
        try enter(
            "_err.status, _err.id, _err.operation", in: terminal,
            shows: "422\nunprocessable_entity\nfunctions.create_namespace")
        try enter("pcall(droplets.get, 1);", in: terminal, shows: "")
    }

    @Test func aRejectedTokenIsNamedByWhereItComesFrom() throws {
        let api = try ServedAPI(["--data", ":memory:", "--token", exampleToken])
        let terminal = try start(
            ["--api-url", api.address], environment: ["DIGITALOCEAN_TOKEN": exampleToken + "1"],
            prompt: "digitalocean>")
        try enter(
            "droplets.list()", in: terminal, prompt: "digitalocean>",
            shows: """
                error: droplets.list: 401 unauthorized: Unable to authenticate you.
                  1 | droplets.list()
                    |          ^^^^
                  GET /v2/droplets · request *
                  the token of the environment variable DIGITALOCEAN_TOKEN was rejected
                """)
    }

    @Test func theCaretStandsUnderItsPlaceWhateverIsBefore() throws {
        let terminal = try start()
        try enter(
            "s = '表表'; y = = 1", in: terminal,
            shows: """
                error: unexpected symbol near '='
                  1 | s = '表表'; y = = 1
                    |                 ^
                """)
        try terminal.type("\u{16}\ty = = 1\r")
        try terminal.wait(for: "the tab written out, and the caret") {
            $0.text.hasSuffix(
                """
                error: unexpected symbol near '='
                  1 | \\ty = = 1
                    |       ^
                local>
                """)
        }
        try enter(
            "x = “a”", in: terminal,
            shows: """
                error: unexpected symbol near '“'
                  1 | x = “a”
                    |     ^
                """)
        try terminal.type("x = {\r1,\r2 3 }\r")
        try terminal.wait(for: "the line of several") {
            $0.text.hasSuffix(
                """
                error: line 3: '}' expected (to close '{' at line 1) near '3'
                  3 |   2 3 }
                    |     ^
                local>
                """)
        }
    }

    @Test func whatIsRaisedIsShownWhateverItIs() throws {
        let terminal = try start()
        try enter("error({ status = 7, 'x' })", in: terminal, shows: "error: { \"x\", status = 7 }")
        try enter("error()", in: terminal, shows: "error: (error object is a nil value)")
        try enter("error('a\\27[31mb')", in: terminal, shows: "error: a\\027[31mb")
        try enter("coroutine.wrap(function() error('inside') end)()", in: terminal, shows: "error: inside")
        try enter("_err ~= nil", in: terminal, shows: "true")
    }

    @Test func severalCallsAreToldAndTheirTracebackOnRequest() throws {
        let terminal = try start()
        try enter("function f() error('deep') end function g() f() end", in: terminal, shows: "")
        try enter(
            "g()", in: terminal,
            shows: """
                error: deep
                  entry:1: in function 'f'
                  entry:1: in function 'g'
                  (...tail calls...)
                """)
        try terminal.type(".trace\r")
        try terminal.expect(containing: "[C]: in function 'error'")
    }

    @Test func nothingListensThere() throws {
        let terminal = try start(
            ["--api-url", "http://127.0.0.1:1", "--timeout", "1"],
            environment: ["DIGITALOCEAN_TOKEN": exampleToken], columns: 200, prompt: "digitalocean>")
        try terminal.type("account.get()\r")
        try terminal.expect(containing: "error: account.get: http://127.0.0.1:1: the connection was refused")
    }
}
