import Glibc
import TestSupport
import Testing

/// Contexts, their settings, and going from one to another.
@Suite(.serialized)
struct ContextTests {
    private let folder = TemporaryFolder()

    private func setUp(_ settings: String, contexts: [String] = ["prod", "staging"], api: ServedAPI? = nil) {
        folder.write(settings, to: "config/moontide/contexts.yaml")
        let tokens = contexts.map { "  \($0): \(exampleToken)\n" }.joined()
        let url = api.map { "api-url: \($0.address)\n" } ?? ""
        folder.write("\(url)auth-contexts:\n\(tokens)context: prod\n", to: "config/doctl/config.yaml")
    }

    private func run(_ arguments: String...) throws -> RunningProgram.Outcome {
        try Moontide.run(arguments, in: folder)
    }

    private let create = "return functions.create_namespace{ label = 'jobs', region = 'nyc1' }.label"

    @Test func aReadOnlyContextIsReadOnlyInBatchToo() throws {
        let api = try ServedAPI()
        setUp("prod: {readonly: true}\nlocal: {readonly: true}\n", api: api)
        let file = folder.file("config/moontide/contexts.yaml")
        for context in ["prod", "local"] {
            let outcome = try run("--context", context, "--yes=all", "-e", create)
            #expect(
                outcome
                    == .init(
                        status: 5,
                        errorOutput: """
                            (command line):1: functions.create_namespace: refused: the context '\(context)' is read-only \
                            (\(file)), and functions.create_namespace is no read

                            """))
            #expect(try run("--context", context, "-e", "return #functions.list_namespaces()").output == "0\n")
        }
        #expect(try run("--context", "staging", "-e", create).output == "jobs\n")
    }

    @Test func aBrokenFileLetsReadsPassOnly() throws {
        let api = try ServedAPI()
        setUp("prod: {readnoly: true}\n", api: api)
        let file = folder.file("config/moontide/contexts.yaml")
        for context in ["prod", "staging", "local"] {
            let outcome = try run("--context", context, "--yes=all", "-e", create)
            #expect(outcome.status == 5)
            #expect(
                outcome.errorOutput.contains(
                    "refused: \(file): prod: unknown setting 'readnoly'; there are readonly, protected, confirm; until that is mended"
                ))
            #expect(try run("--context", context, "-e", "return #functions.list_namespaces()").output == "0\n")
        }
    }

    @Test func showsInThePromptWhereItIsAndGoesElsewhere() throws {
        let api = try ServedAPI()
        setUp("prod: {readonly: true, protected: true}\nnowhere: {readonly: true}\n", api: api)
        let terminal = try PseudoTerminal(
            Moontide.path, ["--no-history"], environment: Moontide.environment(in: folder), columns: 200)
        try terminal.expect(lastRow: "prod readonly>", column: 15)
        try terminal.expect(
            containing: "context prod: \(api.address), token from the context 'prod' of doctl (read-only, protected)")
        let row = terminal.screen.cursor.row
        #expect(terminal.screen.style(row: row, column: 0).color == 1)
        #expect(terminal.screen.style(row: row, column: 6).isDimmed)
        try terminal.type(".context\r")
        try terminal.expect(
            containing: "* prod (read-only, protected)\n  staging\n  local\n  nowhere (in contexts.yaml")
        try terminal.type("ns = functions.list_namespaces()\r.context staging\r")
        try terminal.expect(lastRow: "staging>", column: 9)
        try terminal.type("ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }\r.context local\r")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type("ns:refresh()\r")
        try terminal.expect(containing: "it is of the context 'staging', and calls go to 'local' now; get it again")
        try terminal.type(".context nowhere\r")
        try terminal.expect(containing: "error: .context: unknown context 'nowhere'")
        try terminal.expect(lastRow: "local>", column: 7)
        try terminal.type(".context sta\t\r")
        try terminal.expect(lastRow: "staging>", column: 9)
        try terminal.type("ns:refresh().label\r")
        try terminal.wait(for: "the label") { $0.text.hasSuffix("jobs\nstaging>") }
    }
}
