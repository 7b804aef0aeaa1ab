import TestSupport
import Testing

/// Plans as scripts and people at a terminal meet them.
struct PlanProgramTests {
    private let folder = TemporaryFolder()

    private let beginning = """
        ns = functions.create_namespace{ label = "jobs", region = "nyc1" }
        for i = 1, 3 do
          functions.create_trigger(ns, { name = "t" .. i, func = "a/b", type = "SCHEDULED", is_enabled = true,
            scheduled_details = { cron = i .. " 3 * * *" } })
        end
        p = plan(function(p)
          for t in ns:each_trigger() do p:update(t, { is_enabled = t.name == "t3" }) end
        end, { title = "pause" })

        """

    private func run(_ arguments: String...) throws -> RunningProgram.Outcome {
        try Moontide.run(["--data", ":memory:"] + arguments, in: folder)
    }

    @Test func batchShowsAPlanAsTextAndAsJSON() throws {
        let shown = try run("-e", beginning, "-e", "return p")
        #expect(
            shown.output == """
                pause
                functions.trigger  2 updates
                  ~ t1  is_enabled  true -> false
                  ~ t2  is_enabled  true -> false
                2 updates, 0 creates, 0 deletes; 1 unchanged left out

                """)
        let json = try run("-o", "json", "-e", beginning, "-e", "return p")
        #expect(json.output.hasPrefix("{\n  \"format\": \"moontide plan\",\n  \"version\": 1,\n"))
        #expect(json.status == 0)
        // What was shown as JSON is what is saved.
        folder.write(json.output, to: "plan.json")
        let loaded = try run("-e", "p = plan.load('\(folder.file("plan.json"))') print(p, #p)")
        #expect(loaded.output == "plan \"pause\": 2 updates, 0 creates, 0 deletes; 1 unchanged left out\t2\n")
    }

    @Test func aPartlyFailedRunEndsWithSix() throws {
        let outcome = try run("-e", beginning + "functions.delete_trigger(ns, 't1') print(p:apply())")
        #expect(outcome.status == 6)
        #expect(outcome.output.hasPrefix("1 of 2 done, 1 skipped; journal "))
        #expect(outcome.output.hasSuffix("\n  t1: skipped: it does not exist any more\n"))
        #expect(outcome.errorOutput == "moontide: not every step of a plan was done; resume(journals()[1]) goes on\n")
        #expect(try run("-e", beginning + "p:apply()").status == 0)
    }

    @Test func aPersonSeesThePlanAtThePrompt() throws {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:"], environment: Moontide.environment(in: folder), columns: 80)
        try terminal.expect(lastRow: "local>", column: 7)
        folder.write(beginning, to: "begin.lua")
        try terminal.type("dofile('\(folder.file("begin.lua"))')\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("p\r")
        try terminal.wait(for: "the plan") {
            $0.text.hasSuffix(
                """
                pause
                functions.trigger  2 updates
                  ~ t1  is_enabled  true -> false
                  ~ t2  is_enabled  true -> false
                2 updates, 0 creates, 0 deletes; 1 unchanged left out
                local>
                """)
        }
        try terminal.type("p:apply()\r")
        try terminal.wait(for: "the result") {
            $0.text.contains("\n2 of 2 done; journal ") && $0.text.hasSuffix("\nlocal>")
        }
        try terminal.type("p:undo().succeeded\r")
        try terminal.wait(for: "the undoing") { $0.text.hasSuffix("p:undo().succeeded\n2\nlocal>") }
    }
}
