import TestSupport
import Testing

/// What settings can do about questions and about what is sent, and what they cannot.
@Suite(.serialized)
struct PolicyChoiceTests {
    private let prompt = ConfiguredPrompt()
    private var folder: TemporaryFolder { prompt.folder }

    private func setUp(_ contexts: String, api: ServedAPI) {
        folder.write(contexts, to: "config/moontide/contexts.yaml")
        folder.write(
            "api-url: \(api.address)\nauth-contexts:\n  prod: \(exampleToken)\ncontext: prod\n",
            to: "config/doctl/config.yaml")
    }

    private func start(_ settings: String) throws -> PseudoTerminal { try prompt.start(settings, data: nil) }

    private let create = "ns = functions.create_namespace{ label = 'jobs', region = 'nyc1' }"

    @Test func nothingIsAskedWhereTheUserWantsItSo() throws {
        let api = try ServedAPI()
        defer { withExtendedLifetime(api) {} }
        setUp("", api: api)
        let terminal = try start("config.confirm = 'off'")
        try terminal.expect(lastRow: "prod>")
        try terminal.enter(create, shows: "", prompt: "prod>")
        try terminal.enter("ns:delete()", shows: "true", prompt: "prod>")
        try terminal.type("config.confirm = 'all'\r\(create)\r")
        try terminal.wait(for: "the question") { $0.text.hasSuffix("create namespace \"jobs\" in prod? [y/N]") }
    }

    @Test func whatAContextSaysHolds() throws {
        let api = try ServedAPI()
        defer { withExtendedLifetime(api) {} }
        setUp("prod: {confirm: all}", api: api)
        let asked = try start("config.confirm = 'off'")
        try asked.expect(lastRow: "prod>")
        try asked.type(create + "\r")
        try asked.wait(for: "the question") { $0.text.hasSuffix("create namespace \"jobs\" in prod? [y/N]") }
        setUp("prod: {protected: true}", api: api)
        let protected = try start("config.confirm = 'off'")
        try protected.expect(lastRow: "prod>")
        try protected.type(create + "\rns:delete()\r")
        try protected.wait(for: "the question") { $0.text.contains("type prod to") }
        setUp("prod: {readonly: true}", api: api)
        let readOnly = try start("config.readonly = false")
        try readOnly.expect(lastRow: "prod readonly>")
        try readOnly.type(create + "\r")
        try readOnly.expect(containing: "refused: the context 'prod' is read-only")
    }

    @Test func theSessionCanBeReadOnlyEverywhere() throws {
        let terminal = try prompt.start("config.readonly = true")
        try terminal.expect(lastRow: "local readonly>")
        try terminal.type("functions.create_namespace{ label = 'jobs', region = 'nyc1' }\r")
        try terminal.expect(containing: "refused: the session is read-only (config.readonly)")
        try terminal.enter("#functions.list_namespaces()", shows: "0", prompt: "local readonly>")
        try terminal.enter("config.readonly = false", shows: "", prompt: "local readonly>", then: "local>")
        try terminal.enter("functions.create_namespace{ label = 'jobs', region = 'nyc1' }.label", shows: "jobs")
    }

    /// Nobody is at a script to have chosen that.
    @Test func aScriptIsAskedForAsEver() throws {
        let api = try ServedAPI()
        defer { withExtendedLifetime(api) {} }
        setUp("", api: api)
        let settings = folder.write("config.confirm = 'off'", to: "rc.lua")
        let outcome = try Moontide.run(["--rc", settings, "-e", create, "-e", "ns:delete()"], in: folder)
        #expect(outcome.status == 5)
        #expect(outcome.errorOutput.contains("it needs a confirmation"))
        let readOnly = folder.write("config.readonly = true", to: "readonly.lua")
        let refused = try Moontide.run(["--rc", readOnly, "--yes=all", "-e", create], in: folder)
        #expect(refused.status == 5)
        #expect(refused.errorOutput.contains("refused: the session is read-only (config.readonly)"))
    }
}
