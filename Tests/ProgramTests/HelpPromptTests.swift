import TestSupport
import Testing

/// Help at the prompt.
@Suite(.serialized)
struct HelpPromptTests {
    private let folder = TemporaryFolder()

    private func start(columns: Int = 80) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--data", ":memory:"], environment: Moontide.environment(in: folder), columns: columns
        )
        try terminal.expect(lastRow: "local>", column: 7)
        return terminal
    }

    @Test func explainsWhatAVariableHolds() throws {
        let terminal = try start()
        try terminal.type("ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }\r?ns:access_keys\r")
        try terminal.expect(
            containing: "namespace:access_keys\nLists the access keys of a namespace, without their secrets.")
        try terminal.type("?ns.label\r")
        try terminal.expect(containing: "functions.namespace.label  The name given at creation.")
    }

    @Test func everyResultExplainsItself() throws {
        let terminal = try start()
        try terminal.type("functions.create_namespace{ label = 'jobs', region = 'nyc1' }:help()\r")
        try terminal.expect(containing: "functions.namespace\nA place in one region that functions, access keys")
        try terminal.type("droplets.list():help()\r")
        try terminal.expect(containing: "droplets.droplet  ")
    }

    @Test func wrapsForANarrowTerminal() throws {
        let terminal = try start(columns: 40)
        try terminal.type("?functions.delete_namespace\r")
        try terminal.expect(
            containing: """
                functions.delete_namespace
                Deletes a namespace with its functions,
                access keys and triggers.

                  functions.delete_namespace(
                      namespace_id)
                """)
    }
}
