import TestSupport
import Testing

/// Snippets and plans under `--dry-run`, `dry_run` and in a read-only context.
struct SnippetDryRunTests {
    private let folder = TemporaryFolder()

    init() throws {
        folder.write(
            """
            --- pause: pauses every trigger
            -- @needs scope function:read, scope function:update
            -- @danger update
            local _, plan = ...
            for t in functions.list_namespaces()[1]:each_trigger() do plan:update(t, { is_enabled = false }) end
            """, to: "pause.lua")
        let seed = """
            ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }
            ns:create_trigger{ name = 'nightly', func = 'f/g', type = 'SCHEDULED', is_enabled = true,
                scheduled_details = { cron = '1 2 * * *' } }
            """
        #expect(try run("-e", seed).status == 0)
    }

    private func run(_ arguments: String...) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder)
    }

    private func isEnabled() throws -> String {
        try run("-e", "return functions.list_namespaces()[1]:triggers()[1].is_enabled").output
    }

    @Test func aDryRunStopsAfterThePlan() throws {
        let outcome = try run("run", "--dry-run", folder.file("pause.lua"))
        #expect(outcome.status == 0 && outcome.output.contains("nightly"), "\(outcome)")
        #expect(try isEnabled() == "true\n")
        let data = try run("run", "--dry-run", "-o", "jsonl", folder.file("pause.lua"))
        #expect(data.status == 0 && data.output.contains(#""method":"PUT""#), "\(data)")
        #expect(try isEnabled() == "true\n")
    }

    @Test func aSnippetInADryRunIsDry() throws {
        let chunk = "dry_run(function() local p = run('\(folder.file("pause.lua"))') p:apply() end)"
        let outcome = try run("-e", chunk)
        #expect(outcome.errorOutput.contains("DRY PUT /v2/functions/namespaces/fn-"), "\(outcome)")
        #expect(try isEnabled() == "true\n")
    }

    @Test func aSnippetLeavesTheSessionsOwnScopesAlone() throws {
        let chunk = """
            local p = run('\(folder.file("pause.lua"))') functions.create_namespace{ label = 'b', region = 'nyc1' }
            return #functions.list_namespaces()
            """
        #expect(try run("-e", chunk).output == "2\n")
    }

    @Test func aReadOnlyContextRefusesTheSnippetsPlan() throws {
        folder.write("local: {readonly: true}\n", to: "config/moontide/contexts.yaml")
        let outcome = try run("run", "--yes=all", folder.file("pause.lua"))
        #expect(outcome.status == 5 && outcome.errorOutput.contains("the context 'local' is read-only"), "\(outcome)")
        #expect(try isEnabled() == "true\n")
    }
}
