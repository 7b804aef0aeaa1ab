import TestSupport
import Testing

/// `moontide run` and `moontide snippets` as a user has them.
struct SnippetTests {
    private let folder = TemporaryFolder()

    private func moontide(
        _ arguments: String..., environment: [String: String] = [:], input: String? = nil
    ) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder, environment: environment, input: input)
    }

    private func seed() throws {
        #expect(try moontide("-e", "localapi.seed{ triggers = 4 }").status == 0)
    }

    private static let counting = """
        --- count-triggers: count them
        -- @param least integer default=0
        -- @needs scope function:read
        local p = ...
        print("counting\\27[31m")
        local count = 0
        for _, ns in ipairs(functions.list_namespaces()) do count = count + #ns:triggers() end
        return { count = math.max(count, p.least) }

        """

    // MARK: - Running

    @Test func runsABuiltInSnippet() throws {
        try seed()
        let outcome = try moontide("run", "list-triggers", "match=0000[12]", "-o", "csv", "--columns", "name,cron")
        #expect(outcome.output == "name,cron\ntrigger-00001,*/15 * * * *\ntrigger-00002,0 * * * *\n")
        #expect(outcome.status == 0 && outcome.errorOutput.isEmpty)
    }

    @Test func runsAFileAndAScriptWithOptions() throws {
        try seed()
        folder.write(Self.counting, to: "count-triggers.lua")
        let named = try moontide("run", "./count-triggers.lua", "least=9", "-o", "json")
        #expect(named.output == "{\n  \"count\": 9\n}\n")
        // What a foreign snippet prints cannot steer the terminal, and is no result.
        #expect(named.errorOutput == "counting\\027[31m\n")
        let script = try moontide("-o", "json", "count-triggers.lua", "--least=7")
        #expect(script.output == "{\n  \"count\": 7\n}\n")
        #expect(script.errorOutput == "counting\\027[31m\n")
    }

    @Test func tellsEveryWrongParameterBeforeAnythingIsSent() throws {
        let outcome = try moontide("run", "retime-triggers", "cron=never", "mach=x")
        #expect(
            outcome.errorOutput == """
                error: retime-triggers: these parameters do not do (run retime-triggers match=… cron=… \
                [function=…] [namespaces=…] [enable=…])
                  mach: is no parameter of it; did you mean 'match'?
                  match: is missing; expected a text
                  cron: cron "never", column 6: expected 5 fields (minute, hour, day of month, month, day of week), found 1

                """)
        #expect(outcome.status == 2 && outcome.output.isEmpty)
    }

    @Test func anUndeclaredScopeIsRefused() throws {
        folder.write(
            "--- peek: look at droplets\n-- @needs scope function:read\nreturn droplets.list()\n", to: "peek.lua")
        let outcome = try moontide("run", "./peek.lua")
        #expect(
            outcome.errorOutput.hasPrefix(
                "peek.lua:3: droplets.list: refused: droplets.list needs droplet:read, which the snippet 'peek' does not declare"
            ),
            "\(outcome.errorOutput)")
        #expect(outcome.status == 5)
    }

    @Test func aFileWithoutHeaderIsNoSnippet() throws {
        folder.write("return 1\n", to: "plain.lua")
        let outcome = try moontide("run", "./plain.lua")
        #expect(
            outcome.errorOutput == "error: ./plain.lua: there is no header; the first line of a snippet is "
                + "'--- name: summary', then come lines with tags\n")
        #expect(outcome.status == 1)
    }

    @Test func runsFromLua() throws {
        try seed()
        let outcome = try moontide("-e", "return #run('list-triggers', { match = '1$' }), #run 'list-triggers'")
        #expect(outcome.output == "1\n4\n")
        let error = try moontide("-e", "run('list-triggers', { enabled = 'perhaps' })")
        #expect(error.errorOutput.contains("enabled: expected one of all, yes, no, found 'perhaps'"))
        let kind = try moontide(
            "-e", "local ok, e = pcall(run, './x.lua'); print(ok, e)")
        #expect(kind.output.hasPrefix("false\t") && kind.output.contains("./x.lua: cannot be opened"))
    }

    // MARK: - Plans

    private func crons() throws -> String {
        try moontide("run", "list-triggers", "-o", "csv", "--columns", "name,cron", "--no-header").output
    }

    @Test func whatASnippetPlansIsAskedAboutAndCarriedOut() throws {
        try seed()
        let before = try crons()
        let refused = try moontide("run", "retime-triggers", "match=0000[12]", "cron=5 5 * * *")
        #expect(
            refused.errorOutput
                == "error: retime-triggers: it plans 2 changes, and there is no terminal to ask on; use --yes\n")
        #expect(refused.status == 5)
        #expect(try crons() == before)
        let done = try moontide("run", "retime-triggers", "match=0000[12]", "cron=5 5 * * *", "--yes")
        #expect(done.status == 0 && done.output.hasPrefix("2 of 2 done; journal "))
        let after = try crons()
        #expect(after.contains("trigger-00001,5 5 * * *\n") && after.contains("trigger-00002,5 5 * * *\n"))
        #expect(after.contains("trigger-00003,30 2 * * *\n"))
        let again = try moontide("run", "retime-triggers", "match=0000[12]", "cron=5 5 * * *")
        #expect(again.status == 0 && again.errorOutput == "nothing to change; 2 are as wanted\n")
    }

    @Test func aPlanComesBackFromLua() throws {
        try seed()
        let outcome = try moontide(
            "-e", "local p = run('retime-triggers', { match = '1$', cron = '1 1 * * *' }); return #p, p.title")
        #expect(outcome.output == "1\nretime-triggers\n")
    }

    @Test func aPlanWithAnUndeclaredScopeIsRefusedWhole() throws {
        try seed()
        folder.write(
            """
            --- sneak: delete a namespace
            -- @danger delete
            -- @needs scope function:read
            local p, plan = ...
            plan:delete(functions.list_namespaces()[1])

            """, to: "sneak.lua")
        let outcome = try moontide("run", "./sneak.lua", "--yes")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
            outcome.errorOutput.contains("sneak: the plan is refused: functions.delete_namespace needs function:delete")
        )
        #expect(try moontide("-e", "return #functions.list_namespaces()").output == "1\n")
    }

    // MARK: - Limits

    @Test func limitsAreTheUsersToSet() throws {
        folder.write("--- spin: never end\nwhile true do end\n", to: "spin.lua")
        let outcome = try moontide("run", "./spin.lua", environment: ["MOONTIDE_SNIPPET_TIME": "1"])
        #expect(
            outcome.errorOutput
                == "error: spin: it computed for more than 1s; MOONTIDE_SNIPPET_TIME=SECONDS allows more\n")
        #expect(outcome.status == 1)
        let wrong = try moontide("run", "./spin.lua", environment: ["MOONTIDE_SNIPPET_TIME": "soon"])
        #expect(
            wrong.status == 2
                && wrong.errorOutput.contains("expected a number of seconds from 1 to 86400, found 'soon'"))
    }

    // MARK: - Installing

    @Test func installsPinsUpdatesAndRemoves() throws {
        folder.write(Self.counting, to: "set/count-triggers.lua")
        let source = folder.file("set/count-triggers.lua")
        let unconfirmed = try moontide("snippets", "install", source)
        #expect(unconfirmed.status == 5)
        #expect(
            unconfirmed.errorOutput == "error: it needs a confirmation, and there is no terminal to ask on; use --yes\n"
        )
        // It is shown before it is asked about.
        #expect(unconfirmed.output.contains("scopes  function:read"))
        #expect(unconfirmed.output.contains("4  local p = ..."))
        let installed = try moontide("snippets", "install", "--yes", source)
        #expect(installed.status == 0 && installed.errorOutput.hasPrefix("count-triggers: installed, sha256 "))
        #expect(try moontide("run", "count-triggers", "-o", "json").status == 0)

        folder.write(Self.counting.replacing("count them", with: "count all"), to: "set/count-triggers.lua")
        let updated = try moontide("snippets", "update", "--yes")
        #expect(updated.output.contains("-\u{2D}-- count-triggers: count them\n+--- count-triggers: count all\n"))
        #expect(try moontide("snippets", "verify").errorOutput == "1 installed, all unchanged\n")
        #expect(try moontide("snippets", "update").errorOutput == "count-triggers: installed already, unchanged\n")

        folder.write(
            Self.counting.replacing("return", with: "error() return"),
            to: "data/moontide/snippets/installed/count-triggers.lua")
        let changed = try moontide("run", "count-triggers")
        #expect(
            changed.status == 5 && changed.errorOutput.contains("has changed since it was installed: expected sha256 "))
        #expect(try moontide("snippets", "verify").status == 5)
        #expect(try moontide("snippets", "remove", "count-triggers").status == 0)
        #expect(try moontide("run", "count-triggers").status == 2)
    }

    @Test func sharesATextThatInstalls() throws {
        folder.write(Self.counting, to: "data/moontide/snippets/count-triggers.lua")
        let block = try moontide("snippets", "share", "count-triggers")
        #expect(block.output.hasPrefix("--- BEGIN MOONTIDE SNIPPET count-triggers sha256:"))
        #expect(try moontide("snippets", "remove", "count-triggers").status == 0)
        let installed = try moontide("snippets", "install", "--yes", "-", input: "Hello,\n" + block.output + "Yours\n")
        #expect(installed.status == 0)
        #expect(try moontide("snippets", "show", "count-triggers").output.contains("installed"))
    }

    @Test func sharesNoSecret() throws {
        let token = "dop_v1_" + String(repeating: "a", count: 64)
        folder.write("--- leak: a secret\nlocal t = '\(token)'\n", to: "data/moontide/snippets/leak.lua")
        let outcome = try moontide("snippets", "share", "leak")
        #expect(outcome.output.isEmpty && outcome.status == 2)
        #expect(
            outcome.errorOutput
                == "error: leak: has what looks like a secret on line 2; take it out, as a parameter for example\n")
    }

    @Test func aProjectsSnippetIsAskedAbout() throws {
        try seed()
        folder.write(Self.counting, to: ".moontide/snippets/count-triggers.lua")
        let outcome = try moontide("run", "count-triggers")
        #expect(
            outcome.status == 5 && outcome.errorOutput.contains("nobody has trusted this snippet of the project yet"))
        #expect(try moontide("snippets", "trust", "--yes", "count-triggers").status == 0)
        #expect(try moontide("run", "count-triggers", "-o", "json").output == "{\n  \"count\": 4\n}\n")
        folder.write(Self.counting + "-- changed\n", to: ".moontide/snippets/count-triggers.lua")
        #expect(try moontide("run", "count-triggers").status == 5)
    }

    @Test func indexesASharedSet() throws {
        folder.write(Self.counting, to: "team/count-triggers.lua")
        let path = ["MOONTIDE_SNIPPET_PATH": folder.file("team")]
        #expect(try moontide("snippets", "index", folder.file("team")).status == 0)
        #expect(try moontide("run", "count-triggers", environment: path).status == 0)
        folder.write(Self.counting + "--\n", to: "team/count-triggers.lua")
        let changed = try moontide("run", "count-triggers", environment: path)
        #expect(changed.status == 5 && changed.errorOutput.contains("is not as "))
    }

    // MARK: - At the prompt

    private func prompt() throws -> PseudoTerminal {
        let environment = Moontide.environment(in: folder, ["EDITOR": folder.file("editor")])
        let terminal = try PseudoTerminal(
            "/usr/bin/env", ["-C", folder.path, Moontide.path, "-q"], environment: environment, columns: 100, rows: 40)
        try terminal.expect(lastRow: "local>")
        return terminal
    }

    @Test func asksForWhatIsMissingAndCompletesNamesAndParameters() throws {
        try seed()
        folder.write(
            Self.counting.replacing("default=0", with: "required"), to: "data/moontide/snippets/count-triggers.lua")
        let terminal = try prompt()
        try terminal.type(".run cou\t")
        try terminal.expect(lastRow: "local> .run count-triggers")
        try terminal.type(" le\t")
        try terminal.expect(lastRow: "local> .run count-triggers least=")
        try terminal.type("5\n")
        try terminal.expect(containing: "count: 5")
        try terminal.type(".run count-triggers\n")
        try terminal.expect(containing: "least (a whole number):")
        try terminal.type("many\n")
        try terminal.expect(containing: "expected a whole number, found 'many'")
        try terminal.type("6\n")
        try terminal.expect(containing: "count: 6")
        try terminal.type("?count-triggers\n")
        try terminal.expect(containing: ".run count-triggers least=…")
    }

    @Test func showsAPlanAndAsksAtThePrompt() throws {
        try seed()
        let terminal = try prompt()
        try terminal.type(".run retime-triggers match=0000[12] cron=\"5 5 * * *\"\n")
        try terminal.expect(containing: "-> \"5 5 * * *\"")
        try terminal.expect(lastRow: "apply these 2 changes? [y/N]")
        try terminal.type("n\n")
        try terminal.expect(containing: "retime-triggers: not confirmed; nothing was changed")
        try terminal.type(".run retime-triggers match=0000[12] cron=\"5 5 * * *\"\n")
        try terminal.expect(lastRow: "apply these 2 changes? [y/N]")
        try terminal.type("y\n")
        try terminal.expect(containing: "2 of 2 done; journal ")
    }

    @Test func controlCStopsASnippetAndWhoeverRunsIt() throws {
        folder.write(
            "--- spin: never end\nprint 'spinning'\nwhile true do end\n", to: "data/moontide/snippets/spin.lua")
        let terminal = try prompt()
        for entry in [".run spin\n", "run 'spin'; print('went on')\n"] {
            try terminal.type(entry)
            try terminal.wait(for: "spinning") { $0.text.hasSuffix("spinning") }
            try terminal.type([3])
            try terminal.expect(lastRow: "local>")
        }
        #expect(!terminal.screen.allText.contains("went on\n"))
        try terminal.type("print 'alive'\n")
        try terminal.expect(containing: "\nalive")
    }

    @Test func savesEntriesWithAHeaderOfWhatTheyUse() throws {
        let terminal = try prompt()
        try terminal.type("n = #functions.list_namespaces()\n")
        try terminal.expect(lastRow: "local>")
        try terminal.type(".save mine\n")
        try terminal.expect(containing: "mine.lua: written")
        let shown = try moontide("snippets", "show", "mine").output
        #expect(shown.contains("danger   read") || shown.contains("danger  read"))
        #expect(shown.contains("function:read") && shown.contains("n = #functions.list_namespaces()"))
        #expect(try moontide("run", "mine").status == 0)
    }
}
