import Glibc
import TestSupport
import Testing

/// What scripts can rely on beside what `BatchTests` has.
struct BatchContractTests {
    private let folder = TemporaryFolder()

    private func run(_ arguments: String..., input: String? = nil) throws -> RunningProgram.Outcome {
        try Moontide.run(["--data", ":memory:"] + arguments, in: folder, input: input)
    }

    @Test func parallelIsHowManyCallsAreUnderWay() throws {
        let chunk = """
            local now, most = 0, 0
            parallel({1, 2, 3, 4, 5, 6}, function()
                now = now + 1
                most = math.max(most, now)
                regions.list()
                now = now - 1
            end)
            return most
            """
        #expect(try run("--parallel", "2", "-e", chunk).output == "2\n")
        #expect(try run("-e", chunk).output == "6\n")
        let overridden = chunk.dropLast("end)\nreturn most".count) + "end, { concurrency = 3 })\nreturn most"
        #expect(try run("--parallel", "2", "-e", String(overridden)).output == "3\n")
    }

    @Test func aShebangLineMayHaveOptions() throws {
        let programs = Moontide.path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        let path = folder.write("#!/usr/bin/env -S moontide --quiet -o json\nreturn {arg[0], ...}\n", to: "s.lua")
        try #require(chmod(path, 0o755) == 0)
        let environment = Moontide.environment(in: folder, ["PATH": programs + ":/usr/bin:/bin"])
        let outcome = try RunningProgram.run(path, ["a", "--flag"], environment: environment)
        #expect(outcome == .init(status: 0, output: "[\n  \"\(path)\",\n  \"a\",\n  \"--flag\"\n]\n"))
    }

    @Test func theUsersConfigurationIsForThePromptOnly() throws {
        folder.write("error('read')", to: "config/moontide/init.lua")
        #expect(try run("-e", "return 1") == .init(status: 0, output: "1\n"))
        #expect(try run(input: "print(2)") == .init(status: 0, output: "2\n"))
    }

    @Test func aFailedRunWritesNoHalfOfADocument() throws {
        let half = "return { 1, 2, setmetatable({}, { __index = error }), function() end }"
        let outcome = try run("-o", "json", "-e", half)
        #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome)")
        #expect(try run("-o", "json", "-e", "regions.list() error('late')").output == "")
        #expect(try run("-o", "jsonl", "-e", "1", "-e", "error('late')").output == "1\n")
    }

    @Test func itemsThatFailEndWithSix() throws {
        let chunk = "parallel({1, 2}, function(id) if id == 2 then tags.get('none') end end)"
        let outcome = try run("-e", chunk)
        #expect(outcome.status == 6 && outcome.output.isEmpty, "\(outcome)")
    }

    @Test func arrivesAtThePromptAfterAScript() throws {
        folder.write("x = 40 + 2", to: "s.lua")
        let terminal = try PseudoTerminal(
            Moontide.path, ["-q", "--no-history", "--data", ":memory:", "-i", folder.file("s.lua"), "word"],
            environment: Moontide.environment(in: folder))
        try terminal.expect(lastRow: "local>")
        try terminal.type("return x, arg[1]\r")
        try terminal.expect("local> return x, arg[1]\n42\nword\nlocal>")
        try terminal.type([0x04])
        #expect(try terminal.waitForExit() == 0)
    }

    @Test func aCallMayTakeOnlySoLong() throws {
        folder.write("localapi.fail{ operation = 'regions.list', stall = true }", to: "seed.lua")
        let api = try ServedAPI(["--data", ":memory:", "--seed", folder.file("seed.lua")])
        let outcome = try Moontide.run(
            ["--api-url", api.address, "--timeout", "0.2", "-e", "regions.list()"], in: folder,
            environment: ["DIGITALOCEAN_TOKEN": exampleToken])
        #expect(outcome.status == 3 && outcome.errorOutput.contains("regions.list"), "\(outcome)")
    }
}

/// A deletion in a pipeline.
struct PipedQuestionTests {
    private let folder = TemporaryFolder()

    @Test func isAskedAboutOnTheTerminalAndSentByNobodyElse() throws {
        let api = try ServedAPI()
        #expect(try api.curl("POST", "/v2/tags", body: #"{"name":"old"}"#).hasSuffix(" 201"))
        folder.write(exampleToken, to: "token")
        try #require(chmod(folder.file("token"), 0o600) == 0)
        let options = ["--api-url", api.address, "--token-file", folder.file("token")]

        let refused = try Moontide.run(["--trace"] + options + ["-e", "tags.delete('old')"], in: folder)
        #expect(refused.status == 5 && refused.errorOutput.contains("--yes answers it"), "\(refused)")
        #expect(!refused.errorOutput.contains("DELETE"))

        let command = "echo \"tags.delete('old') print('done')\" | \(Moontide.path) \(options.joined(separator: " ")) -"
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-c", command], environment: Moontide.environment(in: folder), columns: 140)
        try terminal.wait(for: "the question") { $0.text.hasSuffix("[y/N]") && $0.text.contains("delete tag old") }
        #expect(try api.curl("GET", "/v2/tags/old").hasSuffix(" 200"))
        try terminal.type("y\r")
        #expect(try terminal.waitForExit() == 0)
        #expect(terminal.screen.text.hasSuffix("\ndone"))
        #expect(try api.curl("GET", "/v2/tags/old").hasSuffix(" 404"))
    }
}
